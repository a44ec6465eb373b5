using System.Collections.Frozen;
using System.Collections.Immutable;
using Signpost.Transport;

namespace Signpost.Autodiscover.Pox;

/// <summary>One plain element of a Protocol block: its name, and where its text comes from and goes to.</summary>
internal sealed record ProtocolElement(string Name, Func<ProtocolSettings, string> Get, Func<ProtocolSettings, string, ProtocolSettings> Set)
{
    /// <summary>Whether this is the element's place in that block.</summary>
    public Func<ProtocolSettings, bool> IsWrittenFor { get; init; } = _ => true;
}

/// <summary>The plain elements of a Protocol block (MS-OXDSCLI, Protocol), in the order we write them: that of the specification's examples.</summary>
internal static class ProtocolElements
{
    // The examples have AuthPackage after the URLs in EXCH and before them in EXPR.
    private static ProtocolElement AuthPackage { get; } =
        Text("AuthPackage", p => p.AuthPackage, (p, v) => p with { AuthPackage = v });

    public static ImmutableArray<ProtocolElement> All { get; } =
    [
        Number("TTL", p => p.TtlHours, (p, v) => p with { TtlHours = v }),
        Text("Server", p => p.Server, (p, v) => p with { Server = v }),
        Text("ServerDN", p => p.ServerDn, (p, v) => p with { ServerDn = v }),
        Text("ServerVersion", p => p.ServerVersion?.Encode() ?? "",
            (p, v) => p with { ServerVersion = ServerVersion.TryDecode(v, out var version) ? version : null }),
        Text("MdbDN", p => p.MdbDn, (p, v) => p with { MdbDn = v }),
        Text("AD", p => p.Ad, (p, v) => p with { Ad = v }),
        Number("Port", p => p.Port, (p, v) => p with { Port = v }),
        Number("DirectoryPort", p => p.DirectoryPort, (p, v) => p with { DirectoryPort = v }),
        Number("ReferralPort", p => p.ReferralPort, (p, v) => p with { ReferralPort = v }),
        Text("PublicFolderServer", p => p.PublicFolderServer, (p, v) => p with { PublicFolderServer = v }),
        Text("LoginName", p => p.Mail.LoginName, (p, v) => p with { Mail = p.Mail with { LoginName = v } }),
        Flag("DomainRequired", "on", "off", p => p.Mail.DomainRequired, (p, v) => p with { Mail = p.Mail with { DomainRequired = v } }),
        Text("DomainName", p => p.Mail.DomainName, (p, v) => p with { Mail = p.Mail with { DomainName = v } }),
        Flag("SPA", "on", "off", p => p.Mail.Spa, (p, v) => p with { Mail = p.Mail with { Spa = v } }),
        Flag("SSL", "On", "Off", p => p.Ssl, (p, v) => p with { Ssl = v }),
        Text("Encryption", p => p.Mail.Encryption, (p, v) => p with { Mail = p.Mail with { Encryption = v } }),     // it outdoes SSL
        Flag("AuthRequired", "on", "off", p => p.Mail.AuthRequired, (p, v) => p with { Mail = p.Mail with { AuthRequired = v } }),
        Flag("UsePOPAuth", "on", "off", p => p.Mail.UsePopAuth, (p, v) => p with { Mail = p.Mail with { UsePopAuth = v } }),
        Flag("SMTPLast", "on", "off", p => p.Mail.SmtpLast, (p, v) => p with { Mail = p.Mail with { SmtpLast = v } }),
        AuthPackage with { IsWrittenFor = p => p.Kind != ProtocolKind.Exch },
        Url("ASUrl", p => p.AsUrl, (p, v) => p with { AsUrl = v }),
        Url("EwsUrl", p => p.EwsUrl, (p, v) => p with { EwsUrl = v }),
        Url("EmwsUrl", p => p.EmwsUrl, (p, v) => p with { EmwsUrl = v }),
        Url("EwsPartnerUrl", p => p.EwsPartnerUrl, (p, v) => p with { EwsPartnerUrl = v }),
        Url("SharingUrl", p => p.SharingUrl, (p, v) => p with { SharingUrl = v }),
        Url("EcpUrl", p => p.EcpUrl, (p, v) => p with { EcpUrl = v }),
        Page("um", p => p.VoiceMail, (p, v) => p with { VoiceMail = v }),
        Page("aggr", p => p.Subscriptions, (p, v) => p with { Subscriptions = v }),
        Page("mt", p => p.DeliveryReport, (p, v) => p with { DeliveryReport = v }),
        Page("ret", p => p.Retention, (p, v) => p with { Retention = v }),
        Page("sms", p => p.TextMessaging, (p, v) => p with { TextMessaging = v }),
        Page("publish", p => p.Publishing, (p, v) => p with { Publishing = v }),
        Page("photo", p => p.Photo, (p, v) => p with { Photo = v }),
        Page("connect", p => p.Connect, (p, v) => p with { Connect = v }),
        Page("tm", p => p.TeamMailbox, (p, v) => p with { TeamMailbox = v }),
        Page("tmCreating", p => p.TeamMailboxCreating, (p, v) => p with { TeamMailboxCreating = v }),
        Page("tmEditing", p => p.TeamMailboxEditing, (p, v) => p with { TeamMailboxEditing = v }),
        Page("tmHiding", p => p.TeamMailboxHiding, (p, v) => p with { TeamMailboxHiding = v }),
        Page("extinstall", p => p.ExtensionInstallation, (p, v) => p with { ExtensionInstallation = v }),
        Url("OOFUrl", p => p.OofUrl, (p, v) => p with { OofUrl = v }),
        Url("UMUrl", p => p.UmUrl, (p, v) => p with { UmUrl = v }),
        Url("OABUrl", p => p.OabUrl, (p, v) => p with { OabUrl = v }),
        Url("SiteMailboxCreationURL", p => p.SiteMailboxCreationUrl, (p, v) => p with { SiteMailboxCreationUrl = v }),
        Url("ExchangeRpcUrl", p => p.ExchangeRpcUrl, (p, v) => p with { ExchangeRpcUrl = v }),
        AuthPackage with { IsWrittenFor = p => p.Kind == ProtocolKind.Exch },
        Text("CertPrincipalName", p => p.CertPrincipalName, (p, v) => p with { CertPrincipalName = v }),
        Flag("ServerExclusiveConnect", "on", "off", p => p.ServerExclusiveConnect, (p, v) => p with { ServerExclusiveConnect = v }),
        Text("GroupingInformation", p => p.GroupingInformation, (p, v) => p with { GroupingInformation = v }),
    ];

    public static FrozenDictionary<string, ProtocolElement> ByName { get; } =
        All.DistinctBy(element => element.Name).ToFrozenDictionary(element => element.Name, StringComparer.Ordinal);

    private static ProtocolElement Text(string name, Func<ProtocolSettings, string> get, Func<ProtocolSettings, string, ProtocolSettings> set) =>
        new(name, get, set);

    private static ProtocolElement Url(string name, Func<ProtocolSettings, ServiceUrl> get, Func<ProtocolSettings, ServiceUrl, ProtocolSettings> set) =>
        new(name, p => get(p).Text, (p, text) => set(p, new ServiceUrl(text)));

    private static ProtocolElement Number(string name, Func<ProtocolSettings, int?> get, Func<ProtocolSettings, int?, ProtocolSettings> set) =>
        new(name, p => CodecXml.Number(get(p)), (p, text) => set(p, CodecXml.Number(text)));

    private static ProtocolElement Page(string suffix, Func<EcpPages, string> get, Func<EcpPages, string, EcpPages> set) =>
        new($"EcpUrl-{suffix}", p => get(p.EcpPages), (p, text) => p with { EcpPages = set(p.EcpPages, text) });

    private static ProtocolElement Flag(
        string name, string yes, string no, Func<ProtocolSettings, bool?> get, Func<ProtocolSettings, bool?, ProtocolSettings> set) =>
        new(name, p => get(p) switch { true => yes, false => no, null => "" }, (p, text) => set(p, CodecXml.Flag(text)));
}
