using System.Collections.Immutable;

namespace Signpost.Autodiscover;

/// <summary>What a CAS says of a mailbox, whichever dialect it was asked in. Text that was not given is "".</summary>
public sealed record MailboxSettings
{
    private const int DefaultTtlHours = 1;      // MS-OXDSCLI, TTL
    private const int LongestTtlHours = 8760;   // a year: nobody means more

    /// <summary>The name of the user.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>The legacy DN of the user.</summary>
    public string LegacyDn { get; init; } = "";

    /// <summary>The primary SMTP address.</summary>
    public string AutoDiscoverSmtpAddress { get; init; } = "";

    /// <summary>The GUID of the forest's Exchange deployment.</summary>
    public string DeploymentId { get; init; } = "";

    /// <summary>Whether the mailbox is in Microsoft's cloud; null where the server does not say.</summary>
    public bool? MicrosoftOnline { get; init; }

    /// <summary>The ways to the mailbox, in the server's order.</summary>
    public ImmutableArray<ProtocolSettings> Protocols { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Mailboxes to open beside this one.</summary>
    public ImmutableArray<AlternativeMailbox> AlternativeMailboxes { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The address to discover public folders with.</summary>
    public string PublicFolderAddress { get; init; } = "";

    /// <summary>The mailbox in a browser.</summary>
    public WebAccess Web => Of(ProtocolKind.Web)?.Web ?? WebAccess.None;

    /// <summary>How long these settings hold: the shortest time a block gives, one hour where none gives any, infinite where all say 0; a year at most.</summary>
    public TimeSpan Ttl => Protocols.Select(p => p.TtlHours).OfType<int>().ToArray() switch
    {
        [] => TimeSpan.FromHours(DefaultTtlHours),
        var given when given.Where(hours => hours > 0).ToArray() is [_, ..] finite => TimeSpan.FromHours(Math.Min(finite.Min(), LongestTtlHours)),
        _ => Timeout.InfiniteTimeSpan,
    };

    /// <summary>The first block of a kind, where there is one.</summary>
    public ProtocolSettings? Of(ProtocolKind kind) => Protocols.FirstOrDefault(p => p.Kind == kind);

    /// <summary>Where a service is; not given where no block has an HTTP URL of it.</summary>
    /// <param name="service">The service.</param>
    /// <param name="vantage">Where the client stands: inside, if the URL that answered came from an SCP.</param>
    public ServiceUrl UrlOf(CasService service, Vantage vantage) =>
        InOrderFor(vantage).Concat(Protocols.Where(p => p.Kind == ProtocolKind.MobileSync))
            .Select(block => UrlOf(service, block)).FirstOrDefault(url => url.TryUri(out _));

    /// <inheritdoc/>
    public bool Equals(MailboxSettings? other) =>
        other is not null
        && DisplayName == other.DisplayName
        && LegacyDn == other.LegacyDn
        && AutoDiscoverSmtpAddress == other.AutoDiscoverSmtpAddress
        && DeploymentId == other.DeploymentId
        && MicrosoftOnline == other.MicrosoftOnline
        && Protocols.SequenceEqual(other.Protocols)
        && AlternativeMailboxes.SequenceEqual(other.AlternativeMailboxes)
        && PublicFolderAddress == other.PublicFolderAddress;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(DisplayName, LegacyDn, AutoDiscoverSmtpAddress, DeploymentId, Protocols.Length);

    // Inside, the URLs of EXCH, else of EXPR; outside the other way round: the rule of the EWS Managed API's internal and external URLs.
    // EXHTTP comes after them: Exchange 2013 and later send Outlook nothing else, the inner block first and the outer one last.
    private IEnumerable<ProtocolSettings> InOrderFor(Vantage vantage)
    {
        var exch = Protocols.Where(p => p.Kind == ProtocolKind.Exch);
        var expr = Protocols.Where(p => p.Kind == ProtocolKind.Expr);
        var exHttp = Protocols.Where(p => p.Kind == ProtocolKind.ExHttp);
        return vantage is Vantage.Inside ? [.. exch, .. expr, .. exHttp] : [.. expr, .. exch, .. exHttp.Reverse()];
    }

    // EwsUrl and ASUrl are the same service; a server may give only one of them.
    private static ServiceUrl UrlOf(CasService service, ProtocolSettings block) => service switch
    {
        CasService.Ews => First(block.EwsUrl, block.AsUrl),
        CasService.Availability => First(block.AsUrl, block.EwsUrl),
        CasService.Oof => First(block.OofUrl, block.EwsUrl, block.AsUrl),
        CasService.AddressBook => block.OabUrl,
        CasService.ActiveSync => block.Kind == ProtocolKind.MobileSync ? new ServiceUrl(block.Server) : default,
        _ => throw new ArgumentOutOfRangeException(nameof(service)),
    };

    private static ServiceUrl First(params ReadOnlySpan<ServiceUrl> urls)
    {
        foreach (var url in urls)
        {
            if (url.TryUri(out _))
            {
                return url;
            }
        }

        return default;
    }
}
