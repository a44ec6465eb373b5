using Signpost.Autodiscover;
using Signpost.Discovery;
using Signpost.Logon;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Doctor;

/// <summary>Asks each URL once in each dialect: first all of them without credentials, side by side; then, one after another, with.</summary>
/// <param name="http">The way to the servers.</param>
/// <param name="options">Who logs on, and how long an attempt may take.</param>
/// <param name="terms">What is asked.</param>
/// <param name="mayHaveCredentials">Whether a host may have the credentials, if it asks for them.</param>
/// <param name="time">The clock.</param>
/// <param name="trace">Where the exchanges go.</param>
internal sealed class FactCollector(
    ICasHttp http, DiscoveryOptions options, ConversationTerms terms, Func<string, bool> mayHaveCredentials, TimeProvider time, Trace trace) : IFactSource
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Task<EndpointFact>> surveyed = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, EndpointFact> concluded = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The fact without credentials, for the address examined; may be asked for many at once.</summary>
    public Task<EndpointFact> SurveyAsync(Uri url, AutodiscoverDialect dialect, CancellationToken cancellationToken) =>
        SurveyAsync(url, dialect, terms.Address, cancellationToken);

    /// <summary>The fact with credentials, for the address examined.</summary>
    public Task<EndpointFact> AskAsync(Uri url, AutodiscoverDialect dialect, CancellationToken cancellationToken) =>
        AskAsync(url, dialect, terms.Address, cancellationToken);

    /// <summary>The fact with credentials, where they are wanted and the host may have them; one at a time, because each refusal counts.</summary>
    public async Task<EndpointFact> AskAsync(Uri url, AutodiscoverDialect dialect, MailboxAddress address, CancellationToken cancellationToken)
    {
        if (concluded.TryGetValue(KeyOf(url, dialect, address), out var known))
        {
            return known;
        }

        var fact = await SurveyAsync(url, dialect, address, cancellationToken);
        return concluded[KeyOf(url, dialect, address)] = await LogOnAsync(fact, address, cancellationToken);
    }

    /// <summary>A bare GET without credentials: whether anybody is there at all.</summary>
    public async Task<HttpOutcome> LookAsync(Uri url, CancellationToken cancellationToken)
    {
        using var patience = new TimeLimit(options.Race.AttemptTimeout, time, cancellationToken);
        using var session = new TracedSession(http.Open(() => { }), trace);
        try
        {
            return await session.SendAsync(new CasRequest(url, null), patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsOver)
        {
            return Late(isConnected: false);
        }
    }

    private Task<EndpointFact> SurveyAsync(Uri url, AutodiscoverDialect dialect, MailboxAddress address, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return surveyed.TryGetValue(KeyOf(url, dialect, address), out var known)
                ? known
                : surveyed[KeyOf(url, dialect, address)] = AskOnceAsync(url, dialect, address, cancellationToken);
        }
    }

    private async Task<EndpointFact> AskOnceAsync(Uri url, AutodiscoverDialect kind, MailboxAddress address, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var isConnected = false;
        using var patience = new TimeLimit(options.Race.AttemptTimeout, time, cancellationToken);
        using var session = new TracedSession(http.Open(() => isConnected = true), trace);
        try
        {
            var dialect = DialectFor(address, kind);
            var (outcome, answer) = await AskAsync(session, url, dialect, patience.Token);
            return new EndpointFact { Url = url, Dialect = kind, Asked = outcome, Answer = answer, Took = time.GetElapsedTime(began) };
        }
        catch (OperationCanceledException) when (patience.IsOver)
        {
            return new EndpointFact { Url = url, Dialect = kind, Asked = Late(isConnected), TimedOut = true, Took = time.GetElapsedTime(began) };
        }
    }

    private static async Task<(HttpOutcome Outcome, DialectAnswer? Answer)> AskAsync(
        TracedSession session, Uri url, IAutodiscoverDialect dialect, CancellationToken cancellationToken)
    {
        while (true)
        {
            var outcome = await session.SendAsync(url.MayCarryCredentials ? dialect.Ask(dialect.At(url)) : new CasRequest(url, null), cancellationToken);
            if (outcome is not HttpOutcome.Answered { Response: var response } || !url.MayCarryCredentials || Says(dialect, response) is not { } answer)
            {
                return (outcome, null);
            }

            if (answer is not DialectAnswer.AskAgain)
            {
                return (outcome, answer);
            }
        }
    }

    private async Task<EndpointFact> LogOnAsync(EndpointFact fact, MailboxAddress address, CancellationToken cancellationToken)
    {
        if (fact.Response is not { Status: 401 } || options.Logon is not { } logon || !fact.Url.MayCarryCredentials
            || !mayHaveCredentials(fact.Url.IdnHost) || terms.Guard.RefusedBy(logon) is not null)
        {
            return fact;
        }

        using var patience = new TimeLimit(options.Race.AttemptTimeout, time, cancellationToken);
        using var session = new TracedSession(http.Open(() => { }), trace);
        try
        {
            var dialect = DialectFor(address, fact.Dialect);
            while (true)
            {
                var request = dialect.Ask(dialect.At(fact.Url));
                if (await session.SendAsync(request, patience.Token) is not HttpOutcome.Answered { Response: { Status: 401 } challenge })
                {
                    return fact;        // it wanted a logon a moment ago
                }

                var outcome = await terms.Logon.SendAsync(session, request, logon, challenge.Challenges, patience.Token);
                if (outcome.RefuserAt(fact.Url.IdnHost) is { } refuser)
                {
                    terms.Guard.Refuse(logon, refuser);
                }

                var answer = outcome is LogonOutcome.Answered { Response: var response } ? Says(dialect, response) : null;
                if (answer is not DialectAnswer.AskAgain)
                {
                    return fact with { LoggedOn = outcome, Answer = answer };
                }
            }
        }
        catch (OperationCanceledException) when (patience.IsOver)
        {
            return fact with { LoggedOn = new LogonOutcome.Failed(Late(isConnected: true)) };
        }
    }

    private IAutodiscoverDialect DialectFor(MailboxAddress address, AutodiscoverDialect dialect) => (terms with { Address = address }).DialectOf(dialect);

    private static DialectAnswer? Says(IAutodiscoverDialect dialect, CasResponse response) =>
        response.IsRedirect || response.Status is 401 or 456 ? null : dialect.Read(response);

    private HttpOutcome.Unreachable Late(bool isConnected) => new(
        isConnected ? AttemptStage.Receive : AttemptStage.Connect,
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"no answer in {options.Race.AttemptTimeout.TotalSeconds:0.###} s"));

    private static string KeyOf(Uri url, AutodiscoverDialect dialect, MailboxAddress address) => $"{dialect} {address} {url.AbsoluteUri}";
}
