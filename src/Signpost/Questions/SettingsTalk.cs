using System.Collections.Immutable;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Soap;
using Signpost.Discovery;
using Signpost.Transport;

namespace Signpost.Questions;

/// <summary>Asks endpoints about many users or domains: in batches, again where the server was busy, and elsewhere where it sends some of them.</summary>
/// <remarks>
/// 1. No call is about more than <see cref="SoapCodec.MostAtOnce"/>.
/// 2. Whoever is missing in an answer, or was met by a busy server, is asked for again after a pause, until <see cref="MostInVain"/> calls one after
///    another have answered nobody.
/// 3. Whoever the answer sends to another URL is asked for there, by the rules of <see cref="Conversation"/>.
/// 4. A refused password ends all of it.
/// </remarks>
internal sealed class SettingsTalk(DiscoveryOptions options, SettingsQuestion question, HostConsent consent, ICasHttp http, Trace trace, TimeProvider time)
{
    private const int MostInVain = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Patience patience = new(options, consent, time);
    private readonly Dictionary<string, SettingsAnswer> answers = [];

    /// <summary>What became of whom, so far.</summary>
    public IReadOnlyDictionary<string, SettingsAnswer> Answers => answers;

    /// <summary>Who refused the credentials; null while nobody has.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Asks for all of them, beginning at one place. Each has an answer afterwards.</summary>
    public async Task AskAsync(SettingsPlace place, ImmutableArray<string> subjects, CancellationToken cancellationToken)
    {
        using var session = new TracedSession(http.Open(() => { }), trace, verdict => trace.Write(new TlsSeen(0, verdict)));
        ConversationOutcome? broken = null;
        foreach (var some in subjects.Chunk(SoapCodec.MostAtOnce))
        {
            var batch = new Batch(place.Url, [.. some], BeginAsync);
            if (broken is not null)
            {
                Settle(batch, new SettingsOutcome.CallFailed(broken));      // the next call would meet with the same
            }
            else
            {
                broken = await AskAsync(batch, place.Terms, cancellationToken);
            }
        }

        Task<Conversation> BeginAsync(ConversationTerms terms, CancellationToken token) => Conversation.BeginAsync(
            session, terms, new RedirectChain(place.Hops.Branch(), place.Url, hop => trace.Write(new HopFollowed(0, hop.From, hop.To, hop.How))),
            place.IsHearsay, _ => { }, token);
    }

    /// <summary>Asks until each of a batch has its answer. What it gives back will also happen to others that are asked there.</summary>
    private async Task<ConversationOutcome?> AskAsync(Batch batch, ConversationTerms terms, CancellationToken cancellationToken)
    {
        for (var inVain = 0; batch.Subjects is not [] && inVain < MostInVain;)
        {
            if (Refusal is not null)
            {
                Settle(batch, new SettingsOutcome.NotAsked($"{Refusal}; no other host was given it"));
                return null;
            }

            var asking = terms with { Own = question.About(batch.Subjects) };
            if (await patience.WithinTimeAsync(token => batch.BeginAsync(asking, token), cancellationToken) is not { } conversation)
            {
                Settle(batch, new SettingsOutcome.CallFailed(patience.TimedOut));
                return patience.TimedOut;
            }

            var asked = batch.Subjects.Length;
            var outcome = await patience.ConcludeAsync(conversation, cancellationToken);
            batch = new Batch(conversation.Url, batch.Subjects, (next, token) => conversation.GoOnAsync(next, null, token)) { Talked = conversation };
            if (outcome is ConversationOutcome.Document { Response: var response })
            {
                batch = batch with { Subjects = await ReadAsync(batch, SettingsQuestion.AnswersIn(response), terms, cancellationToken) };
            }
            else if (outcome is not ConversationOutcome.Error { Code: "ServerBusy" })
            {
                Settle(batch, new SettingsOutcome.CallFailed(outcome));
                Note(outcome, conversation);
                return outcome is ConversationOutcome.Error ? null : outcome;
            }

            inVain = batch.Subjects.Length < asked ? 0 : inVain + 1;
            if (batch.Subjects is not [] && inVain < MostInVain)
            {
                await Task.Delay(Pause * (1 << inVain), time, cancellationToken);
            }
        }

        Settle(batch, new SettingsOutcome.Error(SoapErrorCode.ServerBusy, "no answer for it, however often it was asked"));
        return null;
    }

    /// <summary>Takes what an answer says, and asks on where it sends some; gives back who is to be asked for again.</summary>
    private async Task<ImmutableArray<string>> ReadAsync(
        Batch batch, ImmutableArray<UserResponse> said, ConversationTerms terms, CancellationToken cancellationToken)
    {
        var again = ImmutableArray.CreateBuilder<string>();
        var elsewhere = new List<(string Target, string Subject)>();
        foreach (var (n, subject) in batch.Subjects.Index())
        {
            var kind = n < said.Length ? said[n].ErrorCode.Kind : SoapErrorKind.ServerBusy;      // fewer answers than users: the server was busy
            if (kind is SoapErrorKind.ServerBusy)
            {
                again.Add(subject);
            }
            else if (kind is SoapErrorKind.RedirectUrl)
            {
                elsewhere.Add((said[n].RedirectTarget, subject));
            }
            else
            {
                Settle(batch, subject, OutcomeOf(said[n]));
            }
        }

        var here = batch.Talked!;
        foreach (var sent in elsewhere.GroupBy(one => one.Target, one => one.Subject))
        {
            await AskAsync(new Batch(here.Url, [.. sent], (next, token) => here.GoOnAsync(next, sent.Key, token)), terms, cancellationToken);
        }

        return again.ToImmutable();
    }

    private static SettingsOutcome OutcomeOf(UserResponse said) => said.ErrorCode.Kind switch
    {
        SoapErrorKind.NoError => new SettingsOutcome.Given(said.Settings, said.SettingErrors),
        SoapErrorKind.RedirectAddress => new SettingsOutcome.RedirectAddress(OneLine.Of(said.RedirectTarget)),
        _ => new SettingsOutcome.Error(new SoapErrorCode(OneLine.Of(said.ErrorCode.ToString())), OneLine.Of(said.ErrorMessage)),
    };

    private void Note(ConversationOutcome outcome, Conversation conversation)
    {
        // A made-up host may say of anybody that he is locked out; that it refused a password is known, for it got one.
        if (outcome is ConversationOutcome.LogonRefused || (outcome is ConversationOutcome.AccountLocked && conversation.Standing is not HostStanding.Hearsay))
        {
            Refusal = $"{conversation.Url.IdnHost} {outcome.Describe()}";
        }
    }

    private void Settle(Batch batch, SettingsOutcome outcome)
    {
        foreach (var subject in batch.Subjects)
        {
            Settle(batch, subject, outcome);
        }
    }

    private void Settle(Batch batch, string subject, SettingsOutcome outcome) => answers[subject] = new SettingsAnswer(subject, outcome is SettingsOutcome.NotAsked ? null : batch.Url, outcome)
    {
        IsBelieved = batch.Talked?.Method is not null,
        Hops = batch.Talked?.Hops,
    };

    /// <summary>Some that are asked for in one call.</summary>
    /// <param name="Url">Who is asked.</param>
    /// <param name="Subjects">For whom.</param>
    /// <param name="BeginAsync">Asks, without credentials.</param>
    private sealed record Batch(Uri Url, ImmutableArray<string> Subjects, Func<ConversationTerms, CancellationToken, Task<Conversation>> BeginAsync)
    {
        /// <summary>The last conversation about them; null where there was none.</summary>
        public Conversation? Talked { get; init; }
    }
}
