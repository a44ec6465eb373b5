namespace Signpost.Autodiscover;

/// <summary>One way to the mailbox (MS-OXDSCLI, Protocol). Text that was not given is "", a number or a yes/no that was not given is null.</summary>
public sealed record ProtocolSettings
{
    /// <summary>What the block is for.</summary>
    public ProtocolKind Kind { get; init; }

    /// <summary>The version of the format; only mapiHttp has one.</summary>
    public int? Version { get; init; }

    /// <summary>How many hours the settings hold; 0 for ever.</summary>
    public int? TtlHours { get; init; }

    /// <summary>The host, or <c>GUID@domain</c> since Exchange 2013.</summary>
    public string Server { get; init; } = "";

    /// <summary>The legacy DN of the server.</summary>
    public string ServerDn { get; init; } = "";

    /// <summary>The version of the server.</summary>
    public ServerVersion? ServerVersion { get; init; }

    /// <summary>The legacy DN of the mailbox database.</summary>
    public string MdbDn { get; init; } = "";

    /// <summary>A domain controller to ask for addresses.</summary>
    public string Ad { get; init; } = "";

    /// <summary>The port of the store or of the mail service.</summary>
    public int? Port { get; init; }

    /// <summary>The port of the address book.</summary>
    public int? DirectoryPort { get; init; }

    /// <summary>The port of the referral service.</summary>
    public int? ReferralPort { get; init; }

    /// <summary>The host of the public folders.</summary>
    public string PublicFolderServer { get; init; } = "";

    /// <summary>Whether TLS is used; absent means yes.</summary>
    public bool? Ssl { get; init; }

    /// <summary>How to log on to the store: <c>basic</c>, <c>ntlm</c>, <c>negotiate</c>, …</summary>
    public string AuthPackage { get; init; } = "";

    /// <summary>The name on the certificate: <c>msstd:HOST</c>, or <c>none</c>.</summary>
    public string CertPrincipalName { get; init; } = "";

    /// <summary>Whether this block is to be tried before all others; absent means no.</summary>
    public bool? ServerExclusiveConnect { get; init; }

    /// <summary>What notifications of several mailboxes are grouped by.</summary>
    public string GroupingInformation { get; init; } = "";

    /// <summary>Availability; the same as EWS in practice.</summary>
    public ServiceUrl AsUrl { get; init; }

    /// <summary>Exchange Web Services.</summary>
    public ServiceUrl EwsUrl { get; init; }

    /// <summary>Management by EWS.</summary>
    public ServiceUrl EmwsUrl { get; init; }

    /// <summary>EWS for partners.</summary>
    public ServiceUrl EwsPartnerUrl { get; init; }

    /// <summary>Out of office; the same as EWS in practice.</summary>
    public ServiceUrl OofUrl { get; init; }

    /// <summary>The directory of the offline address book, or the literal <c>Public Folder</c>.</summary>
    public ServiceUrl OabUrl { get; init; }

    /// <summary>Unified messaging.</summary>
    public ServiceUrl UmUrl { get; init; }

    /// <summary>Sharing with other organizations.</summary>
    public ServiceUrl SharingUrl { get; init; }

    /// <summary>The control panel; its pages are in <see cref="EcpPages"/>.</summary>
    public ServiceUrl EcpUrl { get; init; }

    /// <summary>The pages of the control panel.</summary>
    public EcpPages EcpPages { get; init; } = EcpPages.None;

    /// <summary>Where site mailboxes are made.</summary>
    public ServiceUrl SiteMailboxCreationUrl { get; init; }

    /// <summary>The front end of RPC over HTTP.</summary>
    public ServiceUrl ExchangeRpcUrl { get; init; }

    /// <summary>How to log on to POP, IMAP and SMTP.</summary>
    public MailLogon Mail { get; init; } = MailLogon.None;

    /// <summary>The store by MAPI over HTTP.</summary>
    public UrlPair MailStore { get; init; }

    /// <summary>The address book by MAPI over HTTP.</summary>
    public UrlPair AddressBook { get; init; }

    /// <summary>The mailbox in a browser.</summary>
    public WebAccess Web { get; init; } = WebAccess.None;
}
