using Signpost.Autodiscover;
using Signpost.Doctor;
using Signpost.Logon;
using Signpost.Transport;

namespace Signpost.Tests.Doctor.Clients;

/// <summary>What URLs show, from a literal: by URL, else by host. Who is not named refuses the connection.</summary>
internal sealed class LiteralFacts : IFactSource
{
    private readonly Dictionary<string, Func<Uri, AutodiscoverDialect, EndpointFact>> places = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What was asked, in order.</summary>
    public List<(Uri Url, AutodiscoverDialect Dialect)> Asked { get; } = [];

    /// <summary>For whom, in order.</summary>
    public List<MailboxAddress> AskedFor { get; } = [];

    /// <summary>A place does not answer at all.</summary>
    public LiteralFacts Silent(string place) => At(place, (url, dialect) => Fact(url, dialect, new HttpOutcome.Unreachable(AttemptStage.Connect, "no answer")) with { TimedOut = true });

    /// <summary>A CAS that wants a logon and, as Exchange does, says that it speaks SOAP.</summary>
    public LiteralFacts Cas(string place, params string[] offers) => Cas(place, speaksSoap: true, offers);

    /// <summary>A CAS that wants a logon and speaks POX only.</summary>
    public LiteralFacts OldCas(string place) => At(place, (url, dialect) => dialect is AutodiscoverDialect.Pox
        ? Answer(url, dialect, Challenge(speaksSoap: false, ["Negotiate", "Basic"]))
        : Answer(url, dialect, Response(404), new DialectAnswer.Refused(404)));

    public LiteralFacts Cas(string place, bool speaksSoap, string[] offers) =>
        At(place, (url, dialect) => Answer(url, dialect, Challenge(speaksSoap, offers is [] ? ["Negotiate", "Basic"] : offers)));

    /// <summary>A CAS that let us in by a method, and answers so.</summary>
    public LiteralFacts LetsIn(string place, LogonMethod method, params string[] offers) => At(place, (url, dialect) =>
        Answer(url, dialect, Challenge(speaksSoap: true, offers), new DialectAnswer.Settings(new MailboxSettings())) with
        {
            LoggedOn = new LogonOutcome.Answered(Response(200), method),
        });

    public LiteralFacts RefusesLogon(string place) => At(place, (url, dialect) =>
        Answer(url, dialect, Challenge(speaksSoap: true, ["Basic"])) with { LoggedOn = new LogonOutcome.Refused(LogonMethod.Basic) });

    public LiteralFacts Html(string place) => At(place, (url, dialect) => Answer(url, dialect, Response(200), new DialectAnswer.Malformed("a web page", "")));

    public LiteralFacts Status(string place, int status) => At(place, (url, dialect) => Answer(url, dialect, Response(status), new DialectAnswer.Refused(status)));

    public LiteralFacts Error(string place, string code) => Says(place, new DialectAnswer.Error(code, "not known here"));

    public LiteralFacts Settings(string place, params ProtocolSettings[] blocks) => Says(place, new DialectAnswer.Settings(new MailboxSettings { Protocols = [.. blocks] }));

    public LiteralFacts RedirectsAddress(string place, string address) => Says(place, new DialectAnswer.RedirectAddress(address));

    public LiteralFacts RedirectsUrl(string place, string url) => Says(place, new DialectAnswer.RedirectUrl(url));

    public LiteralFacts Redirects(string place, string location, int status = 302) => At(place, (url, dialect) => Answer(url, dialect, Response(status) with { Location = location }));

    public LiteralFacts Untrusted(string place, TlsFault fault) => At(place, (url, dialect) =>
        Fact(url, dialect, new HttpOutcome.Untrusted(new TlsVerdict(url.Host, [fault], "CN=other.test", ["other.test"], "CN=Own CA", null, ""))));

    public Task<EndpointFact> AskAsync(Uri url, AutodiscoverDialect dialect, MailboxAddress address, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Asked.Add((url, dialect));
        AskedFor.Add(address);
        var answers = places.GetValueOrDefault(url.AbsoluteUri) ?? places.GetValueOrDefault(url.GetLeftPart(UriPartial.Authority));
        return Task.FromResult(answers?.Invoke(url, dialect) ?? Fact(url, dialect, new HttpOutcome.Unreachable(AttemptStage.Connect, "connection refused")));
    }

    private LiteralFacts At(string place, Func<Uri, AutodiscoverDialect, EndpointFact> answers)
    {
        places[place] = answers;
        return this;
    }

    // Whoever answers without a logon answers a SOAP client's look for SOAP as well.
    private LiteralFacts Says(string place, DialectAnswer answer) => At(place, (url, dialect) => Answer(
        url, dialect, Response(200) with { Headers = CasResponse.NoHeaders.Add("X-SOAP-Enabled", "True") }, answer));

    private static CasResponse Challenge(bool speaksSoap, IEnumerable<string> offers) => Response(401) with
    {
        Challenges = [.. offers.Select(offer => new CasChallenge(offer, ""))],
        Headers = speaksSoap ? CasResponse.NoHeaders.Add("X-SOAP-Enabled", "True") : CasResponse.NoHeaders,
    };

    private static CasResponse Response(int status) => new(status, null, [], "text/xml", []);

    private static EndpointFact Answer(Uri url, AutodiscoverDialect dialect, CasResponse response, DialectAnswer? answer = null) =>
        Fact(url, dialect, new HttpOutcome.Answered(response)) with { Answer = answer };

    private static EndpointFact Fact(Uri url, AutodiscoverDialect dialect, HttpOutcome asked) => new() { Url = url, Dialect = dialect, Asked = asked };
}
