using Signpost.Autodiscover;

namespace Signpost.Server.Autodiscover;

/// <summary>Which blocks a client of POX is shown: fewer than there are, for clients stumble over what they did not ask for.</summary>
internal static class OutlookView
{
    /// <summary>What a client sees of a mailbox.</summary>
    /// <param name="all">All its settings.</param>
    /// <param name="speaksMapi">Whether the client said that it speaks MAPI over HTTP.</param>
    /// <remarks>
    /// The EWS Managed API takes a mapiHttp block for a second EXCH block, and any two blocks other than EXCH, EXPR and WEB for two of one kind, and gives up:
    /// so mapiHttp is for who asks for it (MS-OXDSCLI section 3.1.4), and then instead of EXCH and EXPR, as Exchange does it; EXHTTP keeps their URLs.
    /// IMAP, POP and SMTP are shown where there is nothing better.
    /// </remarks>
    public static MailboxSettings Of(MailboxSettings all, bool speaksMapi)
    {
        var (inside, outside, mapi) = (all.Of(ProtocolKind.Exch), all.Of(ProtocolKind.Expr), speaksMapi ? all.Of(ProtocolKind.MapiHttp) : null);
        var hasBetter = inside is not null || outside is not null || mapi is not null;
        ProtocolSettings?[] first = mapi is null ? [inside, outside] : [mapi, Combined(inside, outside)];
        var rest = all.Protocols.Where(block => block.Kind == ProtocolKind.Web || (!hasBetter && IsMail(block.Kind)));
        return all with { Protocols = [.. first.OfType<ProtocolSettings>(), .. rest] };
    }

    private static bool IsMail(ProtocolKind kind) => kind == ProtocolKind.Imap || kind == ProtocolKind.Pop3 || kind == ProtocolKind.Smtp;

    // One block for both sides: what is reached from outside is reached from anywhere.
    private static ProtocolSettings? Combined(ProtocolSettings? inside, ProtocolSettings? outside)
    {
        ServiceUrl Url(Func<ProtocolSettings, ServiceUrl> of) => outside is not null && of(outside) is { IsGiven: true } url ? url : inside is null ? default : of(inside);

        return (outside ?? inside) is not { } block ? null : new ProtocolSettings
        {
            Kind = ProtocolKind.ExHttp,
            TtlHours = block.TtlHours,
            Server = block.Server,
            Ssl = true,
            AuthPackage = block.AuthPackage,
            AsUrl = Url(one => one.AsUrl),
            EwsUrl = Url(one => one.EwsUrl),
            OofUrl = Url(one => one.OofUrl),
            OabUrl = Url(one => one.OabUrl),
            EcpUrl = Url(one => one.EcpUrl),
            CertPrincipalName = block.CertPrincipalName,
            ServerExclusiveConnect = block.ServerExclusiveConnect,
        };
    }
}
