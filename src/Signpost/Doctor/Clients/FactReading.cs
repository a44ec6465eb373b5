using System.Globalization;
using Signpost.Autodiscover;
using Signpost.Transport;

namespace Signpost.Doctor.Clients;

/// <summary>What a fact is to any client, before its own rules are asked.</summary>
internal abstract record FactReading
{
    private FactReading()
    {
    }

    /// <summary>Settings.</summary>
    /// <param name="HasAsUrl">Whether EXCH or EXPR has an ASUrl.</param>
    public sealed record Settings(bool HasAsUrl) : FactReading;

    /// <summary>A demand for a logon that was not tried; the client logs on.</summary>
    public sealed record LogonWanted : FactReading;

    /// <summary>The logon was refused.</summary>
    public sealed record LogonRefused : FactReading;

    /// <summary>The account is locked.</summary>
    public sealed record Locked : FactReading;

    /// <summary>An HTTP redirect.</summary>
    public sealed record Redirect(int Status, string Location) : FactReading;

    /// <summary>A redirect to a URL in the dialect.</summary>
    public sealed record OtherUrl(string Url) : FactReading;

    /// <summary>A redirect to an address in the dialect.</summary>
    public sealed record OtherAddress(string Address) : FactReading;

    /// <summary>An Autodiscover error.</summary>
    public sealed record Error(string Code, string Message) : FactReading;

    /// <summary>A certificate that is not good.</summary>
    public sealed record Untrusted(TlsVerdict Verdict) : FactReading;

    /// <summary>Nothing that helps any client.</summary>
    public sealed record Useless(string What) : FactReading;

    /// <summary>What a fact says, after the logon where there was one.</summary>
    public static FactReading Of(EndpointFact fact) => fact.LoggedOn switch
    {
        LogonOutcome.Refused => new LogonRefused(),
        LogonOutcome.Failed { Http: var failed } => Of(failed, fact),
        LogonOutcome.Answered { Response: var response } => Of(new HttpOutcome.Answered(response), fact),
        _ => Of(fact.Asked, fact),      // no logon was tried, or none is possible from here: the client's own may be
    };

    /// <summary>The reading in one clause.</summary>
    public string Describe() => this switch
    {
        Settings => "settings",
        LogonWanted => "wants a logon",
        LogonRefused => "refuses the logon",
        Locked => "HTTP 456, the account is locked",
        Redirect r => string.Create(CultureInfo.InvariantCulture, $"HTTP {r.Status} to {OneLine.Of(r.Location)}"),
        OtherUrl o => $"a redirect to {OneLine.Of(o.Url)}",
        OtherAddress o => $"a redirect to {OneLine.Of(o.Address)}",
        Error { Message: "" } e => $"Autodiscover error {e.Code}",
        Error e => $"Autodiscover error {e.Code}: {e.Message}",
        Untrusted u => OneLine.Of(u.Verdict.Describe()),
        Useless u => u.What,
        _ => throw new UnreachableException(),
    };

    private static FactReading Of(HttpOutcome outcome, EndpointFact fact) => outcome switch
    {
        HttpOutcome.Answered { Response: var response } => Of(response, fact.Answer),
        HttpOutcome.Unreachable when fact.TimedOut => new Useless("does not answer"),
        HttpOutcome.Unreachable u => new Useless(OneLine.Of($"unreachable: {u.Reason}")),
        HttpOutcome.Untrusted { Verdict.Faults: [TlsFault.Handshake, ..] } u => new Useless(OneLine.Of(u.Verdict.Describe())),
        HttpOutcome.Untrusted u => new Untrusted(u.Verdict),
        HttpOutcome.Malformed m => new Useless(OneLine.Of(m.What)),
        _ => throw new UnreachableException(),
    };

    private static FactReading Of(CasResponse response, DialectAnswer? answer) => response switch
    {
        { IsRedirect: true } => new Redirect(response.Status, response.Location!),
        { Status: 401 } => new LogonWanted(),
        { Status: 456 } => new Locked(),
        _ => answer switch
        {
            DialectAnswer.Settings { Mailbox.Protocols: var blocks } =>
                new Settings(blocks.Any(block => block.AsUrl.IsGiven && (block.Kind == ProtocolKind.Exch || block.Kind == ProtocolKind.Expr))),
            DialectAnswer.RedirectAddress r => new OtherAddress(r.Address),
            DialectAnswer.RedirectUrl r => new OtherUrl(r.Url),
            DialectAnswer.Error e => new Error(e.Code, OneLine.Of(e.Message)),
            DialectAnswer.Malformed m => new Useless(OneLine.Of(m.What)),
            DialectAnswer.AskAgain => new Useless("an answer that leaves the question open"),
            DialectAnswer.Refused or null => new Useless(string.Create(CultureInfo.InvariantCulture, $"HTTP {response.Status}")),
            _ => throw new UnreachableException(),
        },
    };
}
