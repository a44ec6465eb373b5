using CsCheck;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Pox;
using Signpost.Transport;

namespace Signpost.Tests.Autodiscover.Pox;

public sealed class PoxPropertyTests
{
    // Any text that XML can hold, without white space at its ends, which XML does not keep for us.
    private static readonly Gen<string> Texts = Gen.Char[' ', '\ud7ff'].Array[0, 12].Select(chars => new string(chars).Trim(' '));
    private static readonly Gen<string> Words = Gen.OneOf(Texts, Gen.Const(""), Gen.Const("a\rb\nc\td"), Gen.Const("<&>]]>\"'"), Gen.Const("\ud83d\ude00"));
    private static readonly Gen<bool?> Flags = Gen.OneOf<bool?>(true, false, null);
    private static readonly Gen<int?> Numbers = Gen.OneOf(Gen.Const<int?>((int?)null), Gen.Int[0, int.MaxValue].Select(n => (int?)n));
    private static readonly Gen<ServiceUrl> Urls = Words.Select(text => new ServiceUrl(text));
    private static readonly Gen<UrlPair> Pairs = Gen.Select(Urls, Urls, (one, other) => new UrlPair(one, other));
    private static readonly Gen<ProtocolKind> Kinds = Gen.OneOf(
        Gen.OneOf(ProtocolKind.Exch, ProtocolKind.Expr, ProtocolKind.ExHttp, ProtocolKind.Web, ProtocolKind.Imap), Words.Select(text => new ProtocolKind(text)));
    private static readonly Gen<ServerVersion?> Versions = Gen.OneOf(
        Gen.Const<ServerVersion?>((ServerVersion?)null),
        Gen.Select(Gen.Int[0, 63], Gen.Int[0, 63], Gen.Int[0, 32767], (a, b, c) => (ServerVersion?)new ServerVersion(a, b, c)));

    private static readonly Gen<WebSide> Sides = Gen.Select(
        Gen.Select(Urls, Words, (url, methods) => new WebPage(url, methods)).Array[0, 3], Kinds, Urls, (pages, kind, url) => new WebSide([.. pages], kind, url));

    private static readonly Gen<ProtocolSettings> Protocols =
        from kind in Kinds
        from texts in Words.Array[16]
        from urls in Urls.Array[11]
        from pages in Words.Array[13]
        from flags in Flags.Array[7]
        from numbers in Numbers.Array[4]
        from version in Versions
        from pairs in Pairs.Array[2]
        from sides in Sides.Array[2]
        select new ProtocolSettings
        {
            Kind = kind,
            TtlHours = numbers[0],
            Server = texts[0],
            ServerDn = texts[1],
            ServerVersion = version,
            MdbDn = texts[2],
            Ad = texts[3],
            Port = numbers[1],
            DirectoryPort = numbers[2],
            ReferralPort = numbers[3],
            PublicFolderServer = texts[4],
            Ssl = flags[0],
            AuthPackage = texts[5],
            CertPrincipalName = texts[6],
            ServerExclusiveConnect = flags[1],
            GroupingInformation = texts[7],
            AsUrl = urls[0],
            EwsUrl = urls[1],
            EmwsUrl = urls[2],
            EwsPartnerUrl = urls[3],
            OofUrl = urls[4],
            OabUrl = urls[5],
            UmUrl = urls[6],
            SharingUrl = urls[7],
            EcpUrl = urls[8],
            SiteMailboxCreationUrl = urls[9],
            ExchangeRpcUrl = urls[10],
            EcpPages = Pages(pages),
            Mail = new MailLogon
            {
                LoginName = texts[8],
                DomainName = texts[9],
                DomainRequired = flags[2],
                Spa = flags[3],
                Encryption = texts[15],
                AuthRequired = flags[4],
                UsePopAuth = flags[5],
                SmtpLast = flags[6],
            },
            MailStore = pairs[0],
            AddressBook = pairs[1],
            Web = new WebAccess(sides[0], sides[1]),
        };

    private static readonly Gen<MailboxSettings> Mailboxes =
        from texts in Words.Array[5]
        from online in Flags
        from protocols in Protocols.Array[0, 3]
        from others in Words.Array[6].Array[0, 3]
        select new MailboxSettings
        {
            DisplayName = texts[0],
            LegacyDn = texts[1],
            AutoDiscoverSmtpAddress = texts[2],
            DeploymentId = texts[3],
            PublicFolderAddress = texts[4],
            MicrosoftOnline = online,
            Protocols = [.. protocols],
            AlternativeMailboxes = [.. others.Select(Other)],
        };

    private static readonly Gen<MobileSyncAnswer> Answers =
        from texts in Words.Array[8]
        from numbers in Numbers.Array[2]
        from servers in Gen.Select(Kinds, Urls, Words, Words, (kind, url, name, data) => new MobileSyncServer(kind, url, name, data)).Array[0, 3]
        from answer in Gen.OneOf<MobileSyncAnswer>(
            new MobileSyncAnswer.Settings([.. servers]),
            new MobileSyncAnswer.Redirect("a" + texts[0]),
            new MobileSyncAnswer.Error(numbers[0], numbers[1], texts[1], texts[2]))
        select answer with { Culture = texts[3], DisplayName = texts[4], EMailAddress = texts[5] };

    private static readonly Gen<PoxResponse> Responses = Gen.OneOf<PoxResponse>(
        Mailboxes.Select(mailbox => (PoxResponse)new PoxResponse.Settings(mailbox)),
        Words.Select(text => (PoxResponse)new PoxResponse.RedirectAddress("a" + text)),
        Words.Select(text => (PoxResponse)new PoxResponse.RedirectUrl(new ServiceUrl("a" + text))),
        Gen.Select(Gen.Int[0, int.MaxValue], Words, Words, Words, Gen.UInt, (code, a, b, c, id) => (PoxResponse)new PoxResponse.Error(code, a, b, c, id)),
        Answers.Select(answer => (PoxResponse)new PoxResponse.MobileSync(answer)));

    [Fact]
    public void Every_response_comes_back() =>
        Responses.Sample(response => PoxCodec.ReadResponse(PoxCodec.WriteResponse(response)) is CodecReading<PoxResponse>.Ok read && read.Value == response);

    [Fact]
    public void Every_request_comes_back() =>
        Gen.Select(Words, Words, Words).Where((address, dn, _) => address + dn is not "").Sample((address, dn, schema) =>
        {
            var request = new PoxRequest { EMailAddress = address, LegacyDn = dn, AcceptableResponseSchema = "urn:" + schema };
            return PoxCodec.ReadRequest(PoxCodec.WriteRequest(request)) is CodecReading<PoxRequest>.Ok read && read.Value == request;
        });

    [Fact]
    public void A_damaged_message_never_throws()
    {
        var whole = Golden.Responses.Keys.Append("request").Select(Golden.Bytes).ToArray();

        Gen.Select(Gen.OneOf(whole), Gen.Select(Gen.Int[0, 5000], Gen.Byte).Array[1, 8], Gen.Int[0, 3000]).Sample((bytes, changes, length) =>
        {
            var damaged = bytes[..Math.Min(bytes.Length, bytes.Length / 2 + length)];
            foreach (var (at, to) in changes)
            {
                damaged[at % damaged.Length] = to;
            }

            return PoxCodec.ReadResponse(damaged) is not null && PoxCodec.ReadRequest(damaged) is not null;
        });
    }

    private static EcpPages Pages(string[] texts) => new()
    {
        VoiceMail = texts[0],
        Subscriptions = texts[1],
        DeliveryReport = texts[2],
        Retention = texts[3],
        TextMessaging = texts[4],
        Publishing = texts[5],
        Photo = texts[6],
        Connect = texts[7],
        TeamMailbox = texts[8],
        TeamMailboxCreating = texts[9],
        TeamMailboxEditing = texts[10],
        TeamMailboxHiding = texts[11],
        ExtensionInstallation = texts[12],
    };

    private static AlternativeMailbox Other(string[] texts) => new()
    {
        Type = texts[0],
        DisplayName = texts[1],
        LegacyDn = texts[2],
        Server = texts[3],
        SmtpAddress = texts[4],
        OwnerSmtpAddress = texts[5],
    };
}
