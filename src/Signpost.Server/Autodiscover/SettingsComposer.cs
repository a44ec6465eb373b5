using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Signpost.Autodiscover;
using Signpost.Server.Mailboxes;
using Signpost.Server.Services;

namespace Signpost.Server.Autodiscover;

/// <summary>Fills the templates of the announced services in for a mailbox. What it made of a mailbox it remembers with it.</summary>
/// <param name="serverName">The DNS name of this CAS.</param>
/// <param name="services">What it announces.</param>
public sealed class SettingsComposer(string serverName, AnnouncedServices services)
{
    private readonly ConditionalWeakTable<Mailbox, MailboxSettings> made = [];

    /// <summary>What it announces.</summary>
    public AnnouncedServices Services { get; } = services;

    /// <summary>The settings of a mailbox, the same object each time.</summary>
    public MailboxSettings For(Mailbox mailbox) => made.GetValue(mailbox, Compose);

    private MailboxSettings Compose(Mailbox mailbox) => new()
    {
        DisplayName = mailbox.DisplayName,
        LegacyDn = mailbox.LegacyDn,
        AutoDiscoverSmtpAddress = mailbox.PrimaryAddress.ToString(),
        DeploymentId = Services.DeploymentId,
        Protocols = [.. Blocks(mailbox)],
    };

    private IEnumerable<ProtocolSettings> Blocks(Mailbox mailbox)
    {
        if (Block(ProtocolKind.Exch, mailbox, pair => pair.Internal) is { } inside)
        {
            yield return inside;
        }

        if (Block(ProtocolKind.Expr, mailbox, pair => pair.External) is { } outside)
        {
            yield return outside;
        }
    }

    private ProtocolSettings? Block(ProtocolKind kind, Mailbox mailbox, Func<ServicePair, UrlTemplate?> side)
    {
        var (ews, oab) = (side(Services.Ews)?.For(mailbox) ?? default, side(Services.Oab)?.For(mailbox) ?? default);
        return !ews.IsGiven && !oab.IsGiven ? null : new ProtocolSettings
        {
            Kind = kind,
            Server = serverName,
            AsUrl = ews,
            EwsUrl = ews,
            OofUrl = side(Services.Oof)?.For(mailbox) ?? ews,
            OabUrl = oab,
        };
    }
}
