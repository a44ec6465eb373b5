using System.Collections.Immutable;
using System.Globalization;
using Signpost.Availability;
using Signpost.Ews;

namespace Signpost.Questions;

/// <summary>A window in parts, for servers that answer shorter ones only, and what is said of a mailbox in each put together again.</summary>
/// <remarks>Parts are whole slots long, so that the slots of the parts are the slots of the window.</remarks>
internal static class CalendarParts
{
    /// <summary>The window in parts that are no longer than a limit; the window itself where it is not.</summary>
    public static ImmutableArray<CalendarPart> Of(FreeBusyQuestion question, TimeSpan longest)
    {
        var interval = TimeSpan.FromMinutes(question.IntervalInMinutes).Ticks;
        var length = TimeSpan.FromTicks(Math.Max(longest.Ticks / interval, 1) * interval);
        if (question.End - question.Start <= longest)
        {
            return [new CalendarPart(question.Start, question.End)];
        }

        var parts = ImmutableArray.CreateBuilder<CalendarPart>();
        for (var start = question.Start; start < question.End; start += length)
        {
            parts.Add(new CalendarPart(start, start + length < question.End ? start + length : question.End));
        }

        return parts.ToImmutable();
    }

    /// <summary>What is said of one mailbox in all parts: an error in one of them is its answer.</summary>
    public static FreeBusyOutcome Join(FreeBusyQuestion question, ImmutableArray<(CalendarPart Part, MailboxFreeBusy Said)> parts)
    {
        if (parts.FirstOrDefault(part => part.Said.Outcome.Class is EwsResponseClass.Error) is { Said.Outcome: { } failed })
        {
            return new FreeBusyOutcome.Error(new EwsErrorCode(OneLine.Of(failed.Code.ToString())), OneLine.Of(failed.Message));
        }

        ImmutableArray<Slots> slots = [.. parts.Select(part => Slots.Of(part.Part.SlotsOf(question.IntervalInMinutes), part.Said.View.Merged))];
        ImmutableArray<string> notes = [.. parts.Select(part => OneLine.Of(part.Said.Outcome.Message)).Concat(slots.Select(some => some.Note)).Where(note => note is not "").Distinct()];
        return new FreeBusyOutcome.Given(new MailboxCalendar
        {
            View = parts.Min(part => part.Said.View.Kind),
            Merged = slots.All(some => some.Digits is null) ? null : new MergedFreeBusy(string.Concat(slots.Select(some => some.Digits ?? some.Unknown))),
            Events = [.. parts.SelectMany((part, n) => EventsOf(part.Said.View, n is 0 ? null : part.Part.Start)).OrderBy(one => one.Time.Start)],
            WorkingHours = parts.Select(part => part.Said.View.WorkingHours).FirstOrDefault(hours => hours is not null),
            Note = string.Join("; ", notes),
        });
    }

    // What begins before a part and reaches into it was whole in the part before. Times without an offset are in the zone of the request: UTC.
    private static IEnumerable<BusyEvent> EventsOf(FreeBusyView view, DateTimeOffset? border) => view.Events
        .Select(one => new BusyEvent(one.In(SerializableTimeZone.Utc), one.Details))
        .Where(one => one.Time.End >= one.Time.Start && !(one.Time.Start < border));

    /// <summary>The slots of a part: as many as it has, whatever the server wrote.</summary>
    private sealed record Slots(string? Digits, int Count, string Note)
    {
        public string Unknown => new('4', Count);

        public static Slots Of(int count, MergedFreeBusy? merged) => merged switch
        {
            null => new Slots(null, count, ""),
            { Count: var given } slots when given == count => new Slots(slots.Digits, count, ""),
            { Digits: var digits } => new Slots(
                digits.Length > count ? digits[..count] : digits.PadRight(count, '4'), count,
                string.Create(CultureInfo.InvariantCulture, $"{digits.Length} slots instead of {count}")),
        };
    }
}

/// <summary>A part of a window.</summary>
/// <param name="Start">When it begins.</param>
/// <param name="End">When it ends, itself not in it.</param>
internal readonly record struct CalendarPart(DateTimeOffset Start, DateTimeOffset End)
{
    public EwsDuration Window => new(EwsTime.Local(Start.UtcDateTime), EwsTime.Local(End.UtcDateTime));

    /// <summary>How many slots it has, one that is only begun included.</summary>
    public int SlotsOf(int minutes) => (int)(((End - Start).Ticks + (minutes * TimeSpan.TicksPerMinute) - 1) / (minutes * TimeSpan.TicksPerMinute));
}
