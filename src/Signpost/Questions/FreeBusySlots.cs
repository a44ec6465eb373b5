using System.Collections.Immutable;
using Signpost.Availability;

namespace Signpost.Questions;

/// <summary>The slots of a window by the clock of a zone, and those in which all are free.</summary>
internal sealed class FreeBusySlots
{
    private readonly FreeBusyQuestion question;
    private readonly TimeZoneInfo zone;
    private readonly bool[] common;

    public FreeBusySlots(FreeBusyReport report, TimeZoneInfo zone)
    {
        (question, this.zone) = (report.Question, zone);
        Clocks = [.. Enumerable.Range(0, new CalendarPart(question.Start, question.End).SlotsOf(question.IntervalInMinutes)).Select(slot => TimeZoneInfo.ConvertTime(StartOf(slot), zone))];
        var hours = new Dictionary<WorkingHours, bool[]>();      // a hundred colleagues have the same
        Rows = [.. report.Answers.Select(answer => answer.Outcome is FreeBusyOutcome.Given { Calendar: var calendar } ? RowOf(answer.Attendee.Mailbox.Address, calendar, hours) : null).OfType<Row>()];
        HoursKnown = Rows.Any(row => row.AtWork is not null);
        Row[] known = [.. Rows.Where(row => row.IsKnown)];
        Known = known.Length;
        common = [.. Enumerable.Range(0, Clocks.Length).Select(slot => known is not [] && known.All(row => row.IsFree(slot) && row.MayMeet(slot)))];
    }

    /// <summary>The calendars that were given.</summary>
    public ImmutableArray<Row> Rows { get; }

    /// <summary>How many of them say anything: of somebody who has no calendar, nothing is known.</summary>
    public int Known { get; }

    /// <summary>What the clock shows at the beginning of each slot.</summary>
    public ImmutableArray<DateTimeOffset> Clocks { get; }

    /// <summary>Whether anybody's working hours are known.</summary>
    public bool HoursKnown { get; }

    /// <summary>Whether all that are known are free, and at work where that is known.</summary>
    public bool IsCommon(int slot) => common[slot];

    /// <summary>The slots of each day, by the clock.</summary>
    public IEnumerable<(DateOnly Day, Range Slots)> Days()
    {
        for (var (from, to) = (0, 0); from < Clocks.Length; from = to)
        {
            var day = Clocks[from].Date;
            while (to < Clocks.Length && Clocks[to].Date == day)
            {
                to++;
            }

            yield return (DateOnly.FromDateTime(day), from..to);
        }
    }

    /// <summary>The times at which all that are known are free, a new one each day.</summary>
    public IEnumerable<(DateTimeOffset Start, DateTimeOffset End)> CommonTimes()
    {
        foreach (var (_, slots) in Days())
        {
            for (var (from, to) = (slots.Start.Value, slots.Start.Value); from < slots.End.Value; from = Math.Max(to, from + 1))
            {
                for (to = from; to < slots.End.Value && common[to]; to++)
                {
                }

                if (to > from)
                {
                    var end = StartOf(to);
                    yield return (Clocks[from], TimeZoneInfo.ConvertTime(end < question.End ? end : question.End, zone));
                }
            }
        }
    }

    private DateTimeOffset StartOf(int slot) => question.Start + (slot * TimeSpan.FromMinutes(question.IntervalInMinutes));

    private Row RowOf(string address, MailboxCalendar calendar, Dictionary<WorkingHours, bool[]> known)
    {
        bool[]? atWork = null;
        if (calendar.WorkingHours is { } hours && !known.TryGetValue(hours, out atWork))
        {
            known[hours] = atWork = [.. Clocks.Select(clock => IsAtWork(hours, clock))];
        }

        return new Row(address, calendar.SlotsOf(question), atWork);
    }

    private static bool IsAtWork(WorkingHours hours, DateTimeOffset at)
    {
        var clock = hours.TimeZone.ToLocal(at);
        var minutes = clock.TimeOfDay.TotalMinutes;
        return hours.Periods.Any(period => period.Days.HasFlag((DaysOfWeek)(1 << (int)clock.DayOfWeek)) && minutes >= period.StartTimeInMinutes && minutes < period.EndTimeInMinutes);
    }

    /// <summary>A calendar in slots.</summary>
    /// <param name="Address">Whose.</param>
    /// <param name="Slots">What he does.</param>
    /// <param name="AtWork">Whether he is at work; null where that is not known.</param>
    internal sealed record Row(string Address, MergedFreeBusy Slots, bool[]? AtWork)
    {
        public bool IsKnown => Slots.Digits.AsSpan().ContainsAnyExcept('4');

        public BusyType At(int slot) => Slots[slot];

        public bool IsWorking(int slot) => AtWork?[slot] is true;

        public bool IsFree(int slot) => Slots[slot] is BusyType.Free;

        public bool MayMeet(int slot) => AtWork?[slot] is not false;
    }
}
