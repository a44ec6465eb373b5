using System.Collections.Immutable;
using NodaTime;
using Signpost.Availability;
using Signpost.Ews;
using Signpost.Questions;

namespace Signpost.Server.Calendars.Proxy;

/// <summary>What another server has said of a calendar, as ours say it.</summary>
internal static class ProxiedCalendar
{
    private static readonly CalendarEventDetails Nothing = new();

    /// <summary>The calendar; why not, where it was not told.</summary>
    /// <param name="answer">What it answered.</param>
    /// <param name="question">What it was asked.</param>
    /// <param name="usual">The hours where it told none.</param>
    public static CalendarReading Of(FreeBusyOutcome answer, FreeBusyQuestion question, OwnerHours usual) => answer switch
    {
        FreeBusyOutcome.Given { Calendar: var calendar } => new CalendarReading.Known(
            Events(calendar, question),
            calendar.WorkingHours is { } hours ? new OwnerHours(DateTimeZone.Utc, hours.Periods) { Told = hours } : usual)
        {
            Stale = calendar.Note is "" ? "" : $"the server that has it says: {calendar.Note.TrimEnd('.')}",
        },
        FreeBusyOutcome.Error { Code: var code } when code == EwsErrorCode.MailRecipientNotFound => CalendarReading.None.It,
        FreeBusyOutcome.Error { Code: var code } when code == EwsErrorCode.NoFreeBusyAccess => new CalendarReading.Failed("the server that has it does not show it to this server"),
        FreeBusyOutcome.Error { Code: var code } => new CalendarReading.Failed($"the server that has it answers {code}"),
        _ => new CalendarReading.Failed("the server that has it does not answer") { IsAway = true },
    };

    // Who is shown slots only knows no events: each run of the same digit is one.
    private static ImmutableArray<BusyEvent> Events(Signpost.Questions.MailboxCalendar calendar, FreeBusyQuestion question)
    {
        if (calendar.View.HasEvents)
        {
            return [.. calendar.Events.Select(one => new BusyEvent(one.Time, one.Details ?? Nothing))];
        }

        var (slots, length) = (calendar.SlotsOf(question), TimeSpan.FromMinutes(question.IntervalInMinutes));
        var events = ImmutableArray.CreateBuilder<BusyEvent>();
        for (var (from, to) = (0, 0); from < slots.Count; from = to)
        {
            for (to = from + 1; to < slots.Count && slots[to] == slots[from]; to++)
            {
            }

            if (slots[from] is not BusyType.Free)
            {
                var end = question.Start + (to * length);
                events.Add(new BusyEvent(new BusyInterval(question.Start + (from * length), end < question.End ? end : question.End, slots[from]), Nothing));
            }
        }

        return events.ToImmutable();
    }
}
