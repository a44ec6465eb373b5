using System.Collections.Immutable;
using System.Globalization;
using Signpost.Autodiscover;
using Signpost.Availability;
using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Questions;

/// <summary>Asks when people are free.</summary>
/// <remarks>
/// 1. No request is about more than <see cref="FreeBusyRequest.MostMailboxes"/>. The first goes alone: what it meets with, the others would meet with too,
///    and a refused password is not sent again. Then a few are under way at once.
/// 2. A window that is too long for the server is asked for in parts: Exchange 2007 and 2010 answer 42 days, where newer ones answer 62.
/// 3. Suggestions are a request of their own: they are for days of a zone, and calendars are asked for in UTC.
/// </remarks>
internal sealed class FreeBusyEngine(EwsRun run)
{
    private const int MostUnderWay = 3;
    private const string Operation = "GetUserAvailability";
    private const string UtcId = "UTC";

    // What every Exchange since 2007 SP1 takes; a newer name would be refused by the older ones.
    private const string Version = "Exchange2007_SP1";

    // The limit of Exchange 2007 and 2010, and what evolution-ews asks for at most.
    private static readonly ImmutableArray<TimeSpan> Limits = [TimeWindow.Longest + TimeWindow.ClockChange, TimeSpan.FromDays(42), TimeSpan.FromDays(35)];

    private int limit;      // of the server, as far as it is known: its place in Limits

    /// <summary>Asks.</summary>
    /// <param name="endpoint">Whom; null is whom the asker's settings name.</param>
    /// <param name="question">What; without a problem.</param>
    /// <param name="asker">Who asks.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    public async Task<FreeBusyReport> AskAsync(Uri? endpoint, FreeBusyQuestion question, MailboxAddress asker, CancellationToken cancellationToken)
    {
        var outcomes = new FreeBusyOutcome?[question.Attendees.Length];
        SuggestionsOutcome? suggestions = null;
        var visit = await run.VisitAsync(endpoint, asker, CasService.Availability, AskThereAsync, GiveUp, cancellationToken);
        return new FreeBusyReport(
            question, [.. question.Attendees.Select((attendee, n) => new FreeBusyAnswer(attendee, outcomes[n]!))], suggestions, visit.Url, visit.Discovery, visit.Elapsed, visit.Events);

        async Task AskThereAsync(EwsTalk talk, CancellationToken token)
        {
            var batches = new Queue<(int First, Attendee[] Attendees)>(
                question.Attendees.Chunk(FreeBusyRequest.MostMailboxes).Select((some, n) => (n * FreeBusyRequest.MostMailboxes, some)));
            EwsFailure? stop = null;
            await NextAsync();
            await Task.WhenAll(Enumerable.Range(0, MostUnderWay).Select(_ => LaneAsync()));
            if (stop is null && question.Suggestions is { } wanted)
            {
                suggestions = await SuggestAsync(talk, question, wanted, token);
            }

            if (stop is not null)
            {
                GiveUp(stop);
            }

            async Task LaneAsync()
            {
                while (stop is null && batches.Count > 0)
                {
                    await NextAsync();
                }
            }

            async Task NextAsync()
            {
                var (first, attendees) = batches.Dequeue();
                var said = await AskAsync(talk, question, attendees, token);
                said.Outcomes.CopyTo(outcomes, first);
                stop ??= said.Failure is { IsOfTheServer: true } failure ? failure : null;
            }
        }

        void GiveUp(EwsFailure why)
        {
            for (var n = 0; n < outcomes.Length; n++)
            {
                outcomes[n] ??= new FreeBusyOutcome.Failed(why);
            }

            suggestions ??= question.Suggestions is null ? null : new SuggestionsOutcome.Failed(why);
        }
    }

    /// <summary>Asks for the calendars of one request, in shorter and shorter parts where the server wants that.</summary>
    private async Task<(FreeBusyOutcome[] Outcomes, EwsFailure? Failure)> AskAsync(
        EwsTalk talk, FreeBusyQuestion question, Attendee[] attendees, CancellationToken cancellationToken)
    {
        while (true)
        {
            var asked = limit;
            var (said, failure) = await AskAsync(talk, question, CalendarParts.Of(question, Limits[asked]), attendees, cancellationToken);
            if (failure is null)
            {
                return ([.. attendees.Select((_, n) => CalendarParts.Join(question, [.. said.Select(one => (one.Part, one.Mailboxes[n]))]))], null);
            }

            var next = Limits.IndexOf(Limits.FirstOrDefault(shorter => shorter < Limits[asked] && shorter < question.End - question.Start));
            if (failure is not EwsFailure.Fault { Why.Code: { } code } || code != EwsErrorCode.TimeIntervalTooBig || next < 0)
            {
                return ([.. attendees.Select(_ => new FreeBusyOutcome.Failed(failure))], failure);
            }

            limit = Math.Max(limit, next);
        }
    }

    private static async Task<(List<(CalendarPart Part, ImmutableArray<MailboxFreeBusy> Mailboxes)> Said, EwsFailure? Failure)> AskAsync(
        EwsTalk talk, FreeBusyQuestion question, ImmutableArray<CalendarPart> parts, Attendee[] attendees, CancellationToken cancellationToken)
    {
        var said = new List<(CalendarPart Part, ImmutableArray<MailboxFreeBusy> Mailboxes)>();
        foreach (var part in parts)
        {
            switch (await AskAsync(talk, question, part, attendees, cancellationToken))
            {
                case EwsReply<FreeBusyResponse.Answer>.Answered { Response.Mailboxes: var mailboxes }:
                    said.Add((part, mailboxes));
                    break;
                case EwsReply<FreeBusyResponse.Answer>.Failed { Why: var why }:
                    return (said, why);
                default:
                    throw new UnreachableException();
            }
        }

        return (said, null);
    }

    private static async Task<EwsReply<FreeBusyResponse.Answer>> AskAsync(
        EwsTalk talk, FreeBusyQuestion question, CalendarPart part, Attendee[] attendees, CancellationToken cancellationToken)
    {
        var reply = await talk.AskAsync(QuestionOf(new FreeBusyRequest
        {
            RequestServerVersion = Version,
            TimeZoneId = UtcId,
            TimeZone = SerializableTimeZone.Utc,
            Attendees = [.. attendees],
            FreeBusy = new FreeBusyOptions(part.Window) { IntervalInMinutes = question.IntervalInMinutes, View = question.View },
        }), cancellationToken);

        // Calendars are told apart by their place alone: where one is missing, nobody knows whose the others are.
        return reply is EwsReply<FreeBusyResponse.Answer>.Answered { Response.Mailboxes.Length: var count } && count != attendees.Length
            ? EwsTalk.Malformed<FreeBusyResponse.Answer>(string.Create(CultureInfo.InvariantCulture, $"{count} calendars for {attendees.Length} mailboxes"))
            : reply;
    }

    private static async Task<SuggestionsOutcome> SuggestAsync(EwsTalk talk, FreeBusyQuestion question, SuggestionsOptions wanted, CancellationToken cancellationToken)
    {
        var zone = question.RequestZone;
        var reply = await talk.AskAsync(QuestionOf(new FreeBusyRequest
        {
            RequestServerVersion = Version,
            TimeZoneId = question.ZoneId,
            TimeZone = zone,
            Attendees = question.Attendees,
            Suggestions = wanted,
        }), cancellationToken);
        return reply switch
        {
            EwsReply<FreeBusyResponse.Answer>.Answered { Response.Suggestions: var said } => SuggestionsOutcome.Of(said, zone, question.Attendees.Length),
            EwsReply<FreeBusyResponse.Answer>.Failed { Why: var why } => new SuggestionsOutcome.Failed(why),
            _ => throw new UnreachableException(),
        };
    }

    private static EwsQuestion<FreeBusyResponse.Answer> QuestionOf(FreeBusyRequest request) => new(
        AvailabilityCodec.WriteRequest(request), Operation, AvailabilityCodec.AnswerLimit, bytes => AvailabilityCodec.ReadResponse(bytes) switch
        {
            CodecReading<FreeBusyResponse>.Ok { Value: FreeBusyResponse.Answer answer } =>
                new CodecReading<EwsReply<FreeBusyResponse.Answer>>.Ok(new EwsReply<FreeBusyResponse.Answer>.Answered(answer)),
            CodecReading<FreeBusyResponse>.Ok { Value: FreeBusyResponse.Fault { Why: var why } } =>
                new CodecReading<EwsReply<FreeBusyResponse.Answer>>.Ok(new EwsReply<FreeBusyResponse.Answer>.Failed(new EwsFailure.Fault(why))),
            CodecReading<FreeBusyResponse>.Bad bad => new CodecReading<EwsReply<FreeBusyResponse.Answer>>.Bad(bad.What, bad.Line, bad.Column),
            _ => throw new UnreachableException(),
        });
}
