using System.Text;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Pox;
using Signpost.Tests.Autodiscover.Pox;
using Signpost.Transport;

namespace Signpost.Tests.Fakes;

/// <summary>How a host behaves: when it connects, how long it then thinks, and what it says.</summary>
/// <param name="Answers">What it says to a request.</param>
internal sealed record FakeHost(Func<CasRequest, HttpOutcome> Answers)
{
    /// <summary>When it takes the connection; null never does.</summary>
    public int? ConnectsAfter { get; init; } = 1;

    /// <summary>How long it thinks about a request; null thinks for ever.</summary>
    public int? ThinksFor { get; init; } = 9;

    /// <summary>Whether it never answers a request with credentials.</summary>
    public bool HangsAtLogon { get; init; }

    public static FakeHost Silent { get; } = Fails(new HttpOutcome.Malformed("never said")) with { ConnectsAfter = null };

    public static FakeHost Hanging { get; } = Silent with { ConnectsAfter = 1, ThinksFor = null };

    public static FakeHost Refusing { get; } = Fails(new HttpOutcome.Unreachable(AttemptStage.Connect, "connection refused"));

    public static FakeHost Html { get; } = Says(200, "<!DOCTYPE html><html><body>Welcome to contoso</body></html>");

    /// <summary>The settings, to whoever asks.</summary>
    public static FakeHost Open { get; } = Says(new PoxResponse.Settings(Golden.Mailbox));

    /// <summary>Wants Basic, knows one password, and gives the settings for it.</summary>
    public static FakeHost Cas(string password = "right") => Open.Behind(password);

    /// <summary>Wants a logon and offers this.</summary>
    public static FakeHost Offers(params string[] schemes) => new(_ => new HttpOutcome.Answered(Plain(401) with { Challenges = [.. schemes.Select(scheme => new CasChallenge(scheme, ""))] }));

    public static FakeHost Untrusted(string host, TlsFault fault = TlsFault.NameMismatch) => Fails(new HttpOutcome.Untrusted(
        new TlsVerdict(host, [fault], "CN=www.contoso.test", ["www.contoso.test"], "CN=Contoso CA", new DateTimeOffset(2024, 5, 1, 0, 0, 0, TimeSpan.Zero), "")));

    public static FakeHost Fails(HttpOutcome outcome) => new(_ => outcome);

    public static FakeHost Status(int status) => new(_ => new HttpOutcome.Answered(Plain(status)));

    public static FakeHost Redirects(string location, int status = 302) => new(_ => new HttpOutcome.Answered(Plain(status) with { Location = location }));

    public static FakeHost RedirectsUrl(string url) => Says(new PoxResponse.RedirectUrl(new ServiceUrl(url)));

    public static FakeHost RedirectsAddress(string address) => Says(new PoxResponse.RedirectAddress(address));

    public static FakeHost Error(int code) => Says(new PoxResponse.Error(code, PoxErrorCode.MessageOf(code), "", "21:25:04.8897083", 4130155072));

    public static FakeHost Says(PoxResponse response) => Says(200, Encoding.UTF8.GetString(PoxCodec.WriteResponse(response)), "text/xml");

    public static FakeHost Says(int status, string body, string contentType = "text/html") =>
        new(_ => new HttpOutcome.Answered(Plain(status) with { ContentType = contentType, Body = Encoding.UTF8.GetBytes(body) }));

    /// <summary>The same, but only for this password.</summary>
    public FakeHost Behind(string password) => this with
    {
        Answers = request => FakeNet.PasswordOf(request) == password ? Answers(request) : Offers("Basic").Answers(request),
    };

    public FakeHost After(int? connects, int? thinks) => this with { ConnectsAfter = connects, ThinksFor = thinks };

    private static CasResponse Plain(int status) => new(status, null, [], "", []);
}
