namespace Signpost.Autodiscover.Soap;

/// <summary>The URLs of a service as SOAP has them, one for each side, such that a client finds what it would find in the blocks of POX.</summary>
/// <remarks>
/// POX may give them in EXHTTP blocks alone, the inner one first and the outer one last, as Exchange 2013 and later do. Clients come to these
/// last (<see cref="MailboxSettings.UrlOf(CasService, Vantage)"/>), and so they are taken here only where neither EXCH nor EXPR gives the service.
/// </remarks>
internal static class ServiceUrls
{
    // The same service under two names; a server may give only one of them.
    public static ServiceUrl Ews(ProtocolSettings block) => IsUrl(block.EwsUrl) ? block.EwsUrl : IsUrl(block.AsUrl) ? block.AsUrl : FirstGiven(block.EwsUrl, block.AsUrl);

    public static ServiceUrl Oab(ProtocolSettings block) => block.OabUrl;

    public static ServiceUrl Inside(MailboxSettings mailbox, Func<ProtocolSettings, ServiceUrl> service) =>
        Of(mailbox, service, ProtocolKind.Exch, ProtocolKind.Expr, mailbox.Protocols);

    public static ServiceUrl Outside(MailboxSettings mailbox, Func<ProtocolSettings, ServiceUrl> service) =>
        Of(mailbox, service, ProtocolKind.Expr, ProtocolKind.Exch, mailbox.Protocols.Reverse());

    private static ServiceUrl Of(
        MailboxSettings mailbox, Func<ProtocolSettings, ServiceUrl> service, ProtocolKind own, ProtocolKind other, IEnumerable<ProtocolSettings> blocks)
    {
        ServiceUrl Among(ProtocolKind kind, IEnumerable<ProtocolSettings> all) => all.Where(block => block.Kind == kind).Select(service).FirstOrDefault(IsUrl);

        if (Among(own, mailbox.Protocols) is { IsGiven: true } mine)
        {
            return mine;
        }

        // What is no URL, such as the OAB's "Public Folder", is said all the same where nobody has one.
        var last = Among(other, mailbox.Protocols).IsGiven ? default : Among(ProtocolKind.ExHttp, blocks);
        return last.IsGiven || mailbox.Of(own) is not { } block ? last : service(block);
    }

    private static bool IsUrl(ServiceUrl url) => url.TryUri(out _);

    private static ServiceUrl FirstGiven(ServiceUrl one, ServiceUrl other) => one.IsGiven ? one : other;
}
