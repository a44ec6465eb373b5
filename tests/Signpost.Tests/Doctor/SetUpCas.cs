using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Json;
using Signpost.Autodiscover.Pox;
using Signpost.Autodiscover.Soap;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Tests.Doctor;

/// <summary>A CAS of a set-up: healthy, but for the faults it is told to have.</summary>
/// <param name="host">Its name.</param>
/// <param name="faults"><c>pox=no</c>, <c>soap=no</c>, <c>announce=no</c>, <c>error=N</c>, <c>address=A</c>, <c>expires=12d</c>, <c>date=-10m</c> …</param>
/// <param name="now">The time it thinks it is.</param>
internal sealed class SetUpCas(string host, IReadOnlyDictionary<string, string> faults, DateTimeOffset now)
{
    public const string Password = "right";

    private readonly string? password = Fault(faults, "password") is "none" ? null : Password;

    private string Ews => Fault(faults, "ews") ?? $"https://{host}/EWS/Exchange.asmx";

    private string Oab => Fault(faults, "oab") ?? $"https://{host}/OAB/5b1b1f6e/";

    public FakeHost Host => new(Answer) { ThinksFor = Fault(faults, "slow") is { } slow ? (int)Duration(slow).TotalMilliseconds : 9 };

    private HttpOutcome.Answered Answer(CasRequest request)
    {
        var path = request.Url.AbsolutePath.ToLowerInvariant();
        var isAutodiscover = path.Contains("autodiscover", StringComparison.Ordinal);
        if ((path.EndsWith(".xml", StringComparison.Ordinal) && Fault(faults, "pox") is "no") || (path.EndsWith(".svc", StringComparison.Ordinal) && Fault(faults, "soap") is "no")
            || (path.Contains(".json", StringComparison.Ordinal) && Fault(faults, "json") is not "yes"))
        {
            return Framed(404, "text/html", "Not found");
        }

        if (path.Contains(".json", StringComparison.Ordinal))
        {
            return Framed(200, "application/json", Encoding.UTF8.GetString(JsonCodec.WriteResponse(new JsonResponse.Endpoint("Ews", new ServiceUrl(Ews)))));
        }

        if ((password is not null || !isAutodiscover) && FakeNet.PasswordOf(request) != password)
        {
            return Framed(401, "", "");
        }

        return path.EndsWith(".svc", StringComparison.Ordinal)
            ? Framed(200, "text/xml", Encoding.UTF8.GetString(SoapCodec.WriteResponse(Soap())))
            : Framed(200, Fault(faults, "type") ?? "text/xml", Pox());
    }

    private HttpOutcome.Answered Framed(int status, string type, string body) => new(new CasResponse(status, null, Challenges(status), type, Encoding.UTF8.GetBytes(body))
    {
        Headers = Headers(),
        Tls = new TlsVerdict(host, [], $"CN={host}", [host], "CN=Contoso CA", now + (Fault(faults, "expires") is { } left ? Duration(left) : TimeSpan.FromDays(300)), ""),
    });

    private ImmutableArray<CasChallenge> Challenges(int status) => (status, Fault(faults, "challenge")) switch
    {
        (not 401, _) or (_, "none") => [],
        (_, { } scheme) => [new CasChallenge(scheme, "")],
        _ => [new CasChallenge("Basic", "realm=\"contoso\"")],
    };

    private ImmutableDictionary<string, string> Headers()
    {
        var headers = CasResponse.NoHeaders.Add("Date", (now + (Fault(faults, "date") is { } off ? Duration(off) : TimeSpan.Zero)).ToString("r", CultureInfo.InvariantCulture));
        return Fault(faults, "announce") is "no" ? headers : headers.Add("X-SOAP-Enabled", "True");
    }

    private string Pox()
    {
        var text = Encoding.UTF8.GetString(PoxCodec.WriteResponse(
            Fault(faults, "error") is { } code ? new PoxResponse.Error(int.Parse(code, CultureInfo.InvariantCulture), "as told", "", "21:25:04.8897083", 1)
            : Fault(faults, "address") is { } address ? new PoxResponse.RedirectAddress(address)
            : new PoxResponse.Settings(Mailbox(Ews))));
        text = Fault(faults, "declaration") is "no" ? text[(text.IndexOf("?>", StringComparison.Ordinal) + 3)..] : text;
        text = Fault(faults, "namespace") is { } scheme ? text.Replace("=\"http:", $"=\"{scheme}:", StringComparison.Ordinal) : text;
        return Fault(faults, "cut") is not null ? text[..(text.Length / 2)] : text;
    }

    private SoapResponse.GetUserSettings Soap() => new(SoapErrorCode.NoError, "", [
        Fault(faults, "error") is not null ? new UserResponse { ErrorCode = SoapErrorCode.InvalidUser }
        : Fault(faults, "address") is { } address ? new UserResponse { ErrorCode = SoapErrorCode.RedirectAddress, RedirectTarget = address }
        : UserSettingsMapping.Answer(Mailbox(Fault(faults, "soap-ews") ?? Ews), UserSettingsMapping.AskedByDefault)]);

    private MailboxSettings Mailbox(string ews) => new()
    {
        DisplayName = "Anna",
        AutoDiscoverSmtpAddress = "anna@contoso.test",
        Protocols =
        [
            Block(ProtocolKind.Exch, ews, inside: true),
            Block(ProtocolKind.Expr, ews, inside: false),
            .. Fault(faults, "block") is { } kind ? [Block(new ProtocolKind(kind), ews, inside: true)] : Array.Empty<ProtocolSettings>(),
        ],
    };

    private ProtocolSettings Block(ProtocolKind kind, string ews, bool inside) => !inside && Fault(faults, "outside") is "no"
        ? new ProtocolSettings { Kind = kind, Server = host }
        : new ProtocolSettings { Kind = kind, Server = host, EwsUrl = Given(ews), AsUrl = Given(ews), OofUrl = Given(ews), OabUrl = Given(Oab) };

    private static ServiceUrl Given(string url) => url is "none" ? default : new ServiceUrl(url);

    private static string? Fault(IReadOnlyDictionary<string, string> faults, string name) => faults.GetValueOrDefault(name);

    // 12d, 10m, 4s; with a sign or without.
    private static TimeSpan Duration(string text) => text[^1] switch
    {
        'd' => TimeSpan.FromDays(int.Parse(text[..^1], CultureInfo.InvariantCulture)),
        'm' => TimeSpan.FromMinutes(int.Parse(text[..^1], CultureInfo.InvariantCulture)),
        's' => TimeSpan.FromSeconds(int.Parse(text[..^1], CultureInfo.InvariantCulture)),
        _ => throw new FormatException($"'{text}' is no time"),
    };
}
