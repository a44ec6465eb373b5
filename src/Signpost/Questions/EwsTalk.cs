using System.Globalization;
using Signpost.Autodiscover;
using Signpost.Discovery;
using Signpost.Ews;
using Signpost.Logon;
using Signpost.Transport;

namespace Signpost.Questions;

/// <summary>Asks one place of Exchange Web Services. Several questions may be under way at once: each has connections of its own.</summary>
/// <remarks>
/// 1. A question is a conversation: without credentials first, with them where the host asks for them and may have them.
/// 2. A busy server is asked once more, after the pause it wants, where the run has that much time left.
/// </remarks>
internal sealed class EwsTalk
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);     // where a busy server does not say how long

    private readonly DiscoveryOptions options;
    private readonly EwsPlace place;
    private readonly ICasHttp http;
    private readonly Trace trace;
    private readonly TimeProvider time;
    private readonly Patience patience;
    private readonly ConversationTerms terms;

    public EwsTalk(DiscoveryOptions options, EwsPlace place, ICasHttp http, CasLogon logon, Trace trace, TimeProvider time)
    {
        (this.options, this.place, this.http, this.trace, this.time) = (options, place, http, trace, time);
        var consent = new HostConsent(options.Redirects);
        patience = new Patience(options with { Race = options.Race with { AttemptTimeout = options.EwsTimeout } }, consent, time);
        terms = new ConversationTerms(place.Asker, options.Question, options.Redirects, consent, new LogonGuard(), logon) { OwnDomains = place.OwnDomains };
    }

    /// <summary>Asks.</summary>
    public async Task<EwsReply<T>> AskAsync<T>(EwsQuestion<T> question, CancellationToken cancellationToken)
    {
        var reply = await OnceAsync(question, cancellationToken);
        if (reply is EwsReply<T>.Failed { Why: EwsFailure.Fault { Why: { } fault } } && fault.Code == EwsErrorCode.ServerBusy
            && (fault.BackOff ?? Pause) is var wait && wait < options.Timeout - trace.Elapsed)
        {
            await Task.Delay(wait, time, cancellationToken);
            return await OnceAsync(question, cancellationToken);
        }

        return reply;
    }

    private async Task<EwsReply<T>> OnceAsync<T>(EwsQuestion<T> question, CancellationToken cancellationToken)
    {
        using var session = new TracedSession(http.Open(() => { }), trace, verdict => trace.Write(new TlsSeen(0, verdict)));
        var asking = terms with { Own = new EwsDoor(question.Message, question.Operation, place.Asker.ToString(), question.LongestAnswer) };
        var chain = new RedirectChain(new HopBudget(options.Redirects.MaxHops), place.Url, hop => trace.Write(new HopFollowed(0, hop.From, hop.To, hop.How)));
        var conversation = await patience.WithinTimeAsync(
            token => Conversation.BeginAsync(session, asking, chain, place.NamedBy is not null, _ => { }, token, place.NamedBy), cancellationToken);
        if (conversation is null)
        {
            return new EwsReply<T>.Failed(new EwsFailure.Call(patience.TimedOut));
        }

        return await patience.ConcludeAsync(conversation, cancellationToken) is var outcome && outcome is ConversationOutcome.Unread { Response: var response }
            ? Read(response, question)
            : new EwsReply<T>.Failed(new EwsFailure.Call(outcome));
    }

    // A fault comes with HTTP 500 (SOAP 1.1 section 6.2); so does the page of a server that is broken.
    private static EwsReply<T> Read<T>(CasResponse response, EwsQuestion<T> question) => response.Status is not (200 or 500)
        ? new EwsReply<T>.Failed(new EwsFailure.Refused(response.Status, RetryAfter(response)))
        : question.Read(response.Body) switch
        {
            CodecReading<EwsReply<T>>.Ok { Value: var reply } => reply,
            CodecReading<EwsReply<T>>.Bad when response.Status is 500 => new EwsReply<T>.Failed(new EwsFailure.Refused(500)),
            CodecReading<EwsReply<T>>.Bad bad => Malformed<T>(OneLine.Of(bad.What), bad.Line > 0 ? $"line {bad.Line}, column {bad.Column}" : ""),
            _ => throw new UnreachableException(),
        };

    /// <summary>Of an answer that is none.</summary>
    public static EwsReply<T>.Failed Malformed<T>(string what, string where = "") => new(new EwsFailure.Call(new ConversationOutcome.Malformed(what, where)));

    // RFC 9110 section 10.2.3; a date instead of seconds is passed over.
    private static TimeSpan? RetryAfter(CasResponse response) =>
        response.Headers.TryGetValue("Retry-After", out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
