using System.Text;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Pox;

namespace Signpost.Tests.Autodiscover.Pox;

/// <summary>The documents in Golden/, and the records they say.</summary>
internal static class Golden
{
    private const string Group = "/o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)";
    private const string Servers = Group + "/cn=Configuration/cn=Servers/cn=CAS01";
    private const string Oab = "OAB/5b1b1f6e-0c7c-4a0e-8f0d-3f2f0d3c9a10/";

    private static readonly ServiceUrl InnerEws = new("https://cas01.contoso.test/EWS/Exchange.asmx");
    private static readonly ServiceUrl OuterEws = new("https://mail.contoso.test/EWS/Exchange.asmx");

    public static MailboxSettings Mailbox { get; } = new()
    {
        DisplayName = "Ada Byron",
        LegacyDn = $"{Group}/cn=Recipients/cn=ada",
        AutoDiscoverSmtpAddress = "ada@contoso.test",
        DeploymentId = "2f6a0f1e-7d3b-4b56-9a61-0c5b1f0a7e11",
        MicrosoftOnline = false,
        Protocols = [Exch, Expr, Web],
        PublicFolderAddress = "pf@contoso.test",
    };

    public static MailboxSettings ByMapi { get; } = new()
    {
        DisplayName = "Ada Byron",
        Protocols = [Mapi],
        AlternativeMailboxes =
        [
            new()
            {
                Type = "Archive",
                DisplayName = "In-Place Archive - Ada Byron",
                LegacyDn = $"{Group}/cn=Recipients/cn=ada/guid=0a1b",
                Server = "cas01.contoso.test",
            },
        ],
    };

    public static PoxRequest OutlookRequest { get; } = PoxRequest.For(MailboxAddress.Parse("ada@contoso.test"));

    public static PoxRequest MobileSyncRequest { get; } = OutlookRequest with { AcceptableResponseSchema = PoxSchema.MobileSyncResponse };

    public static IReadOnlyDictionary<string, PoxResponse> Responses { get; } = new Dictionary<string, PoxResponse>
    {
        ["settings"] = new PoxResponse.Settings(Mailbox),
        ["settings-mapihttp"] = new PoxResponse.Settings(ByMapi),
        ["redirect-address"] = new PoxResponse.RedirectAddress("ada@branch.contoso.test"),
        ["redirect-url"] = new PoxResponse.RedirectUrl(new ServiceUrl("https://cas02.contoso.test/autodiscover/autodiscover.xml")),
        ["error"] = new PoxResponse.Error(600, "Invalid Request", "", "21:25:04.8897083", 4130155072),
        ["mobilesync-settings"] = Mobile(new MobileSyncAnswer.Settings([new MobileSyncServer(
            ProtocolKind.MobileSync,
            new ServiceUrl("https://mail.contoso.test/Microsoft-Server-ActiveSync"),
            "https://mail.contoso.test/Microsoft-Server-ActiveSync",
            "")])),
        ["mobilesync-redirect"] = Mobile(new MobileSyncAnswer.Redirect("ada@branch.contoso.test")),
        ["mobilesync-error"] = Mobile(new MobileSyncAnswer.Error(2, 603, "The directory service could not be reached", "")),
    };

    private static ProtocolSettings Exch => new()
    {
        Kind = ProtocolKind.Exch,
        Server = "cas01.contoso.test",
        ServerDn = Servers,
        ServerVersion = new ServerVersion(14, 1, 218),
        MdbDn = $"{Servers}/cn=Microsoft Private MDB",
        Ad = "dc01.contoso.test",
        AsUrl = InnerEws,
        EwsUrl = InnerEws,
        OofUrl = InnerEws,
        OabUrl = new($"https://cas01.contoso.test/{Oab}"),
        AuthPackage = "Negotiate",
        ServerExclusiveConnect = false,
    };

    private static ProtocolSettings Expr => new()
    {
        Kind = ProtocolKind.Expr,
        Server = "mail.contoso.test",
        Ssl = true,
        AuthPackage = "Negotiate",
        AsUrl = OuterEws,
        EwsUrl = OuterEws,
        OofUrl = OuterEws,
        OabUrl = new($"https://mail.contoso.test/{Oab}"),
        CertPrincipalName = "msstd:mail.contoso.test",
        ServerExclusiveConnect = false,
    };

    private static ProtocolSettings Web => new()
    {
        Kind = ProtocolKind.Web,
        Web = new WebAccess(
            new WebSide([new WebPage(new("https://cas01.contoso.test/owa/"), "Basic, Fba")], ProtocolKind.Exch, InnerEws),
            new WebSide([new WebPage(new("https://mail.contoso.test/owa/"), "Fba")], ProtocolKind.Expr, OuterEws)),
    };

    private static ProtocolSettings Mapi => new()
    {
        Kind = ProtocolKind.MapiHttp,
        Version = 1,
        MailStore = Both("emsmdb"),
        AddressBook = Both("nspi"),
    };

    public static byte[] Bytes(string name)
    {
        using var resource = typeof(Golden).Assembly.GetManifestResourceStream($"{typeof(Golden).FullName}.{name}.golden")
            ?? throw new ArgumentException($"no Golden/{name}.golden is embedded", nameof(name));
        using var reader = new StreamReader(resource);
        return Encoding.UTF8.GetBytes(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }

    private static UrlPair Both(string service) => new(
        new($"https://cas01.contoso.test/mapi/{service}/?MailboxId=6f0c@contoso.test"),
        new($"https://mail.contoso.test/mapi/{service}/?MailboxId=6f0c@contoso.test"));

    private static PoxResponse.MobileSync Mobile(MobileSyncAnswer answer) => new(answer with
    {
        Culture = "en:us",
        DisplayName = "Ada Byron",
        EMailAddress = "ada@contoso.test",
    });
}
