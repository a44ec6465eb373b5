using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Signpost.Availability;
using Signpost.Server.Calendars.Reading;
using Signpost.Server.Recurrence;

namespace Signpost.Server.Calendars;

/// <summary>One calendar that has been read, with the months of it that somebody asked for. Used by one at a time.</summary>
/// <remarks>
/// Windows differ from one request to the next, months do not: each is expanded once, those that are missing in one go. An event that lasts into a month is in it
/// too; in an answer only the first month gives such, so that each comes once. In order of start, then of end.
/// </remarks>
internal sealed class ExpandedCalendar(ImmutableArray<CalendarSeries> series, OwnerHours hours)
{
    private const int MostEvents = 200_000;
    private const int MostMonths = 36;
    private const int LongestInMonths = 14;
    private const long MostSteps = 50 * StepBudget.Usual;

    private readonly Dictionary<int, ImmutableArray<BusyEvent>> months = [];
    private readonly HashSet<CalendarSeries> costly = [];
    private (UtcInterval Window, ImmutableArray<BusyEvent> Events)? last;

    /// <summary>How many events are remembered.</summary>
    public int Remembered => months.Values.Sum(month => month.Length) + (last?.Events.Length ?? 0);

    /// <summary>What touches a window.</summary>
    /// <param name="window">When.</param>
    /// <param name="findings">Takes what is left out because it costs too much, the first time.</param>
    /// <param name="cancellationToken">Gives up; nothing is remembered then.</param>
    public CalendarReading Read(UtcInterval window, List<CalendarFinding> findings, CancellationToken cancellationToken)
    {
        if (last is { } before && before.Window == window)
        {
            return new CalendarReading.Known(before.Events, hours);
        }

        var (first, until) = (MonthOf(window.Start), MonthOf(window.End > window.Start ? window.End - Duration.FromTicks(1) : window.End) + 1);
        var isUsual = until - first <= LongestInMonths && first > 0 && until < 9000 * 12;
        if ((isUsual ? Expand(first, until, findings, cancellationToken) : null) is { } failed)
        {
            return failed;
        }

        if (isUsual)
        {
            last = (window, Cut(first, until, window));
            return new CalendarReading.Known(last.Value.Events, hours);
        }

        return Find(window, findings, cancellationToken) is { } found ? new CalendarReading.Known([.. found], hours) : TooMany();
    }

    private CalendarReading.Failed? Expand(int first, int until, List<CalendarFinding> findings, CancellationToken cancellationToken)
    {
        while (first < until && months.ContainsKey(first))
        {
            first++;
        }

        while (until > first && months.ContainsKey(until - 1))
        {
            until--;
        }

        if (first == until)
        {
            return null;
        }

        if (Find(new UtcInterval(StartOf(first), StartOf(until)), findings, cancellationToken) is not { } found)
        {
            return TooMany();
        }

        if (months.Count + until - first > MostMonths)
        {
            months.Clear();
        }

        for (var month = first; month < until; month++)
        {
            var whole = new UtcInterval(StartOf(month), StartOf(month + 1));
            months[month] = [.. found.Where(one => Touches(one, whole))];
        }

        return null;
    }

    private List<BusyEvent>? Find(UtcInterval window, List<CalendarFinding> findings, CancellationToken cancellationToken)
    {
        var found = new List<BusyEvent>();
        var steps = MostSteps;
        foreach (var one in series)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var budget = new StepBudget(Math.Min(StepBudget.Usual, steps));
            var isDone = one.TryExpand(window, hours.Zone, budget, found);
            steps -= budget.Used;
            if (found.Count > MostEvents || (!isDone && steps < StepBudget.Usual))
            {
                return null;
            }

            if (!isDone && costly.Add(one))
            {
                findings.Add(new CalendarFinding(one.Main.Object, one.Main.Line, string.Create(
                    CultureInfo.InvariantCulture, $"begins an event that takes more than {budget.Used} steps to expand in a month; it is left out")));
            }
        }

        found.Sort(static (a, b) => a.Time.Start != b.Time.Start ? a.Time.Start.CompareTo(b.Time.Start) : a.Time.End.CompareTo(b.Time.End));
        return found;
    }

    // All are in order of their start, so that what begins in the window lies together: it is copied as it is, and only what began before is looked at.
    private ImmutableArray<BusyEvent> Cut(int first, int until, UtcInterval window)
    {
        var (start, end) = (window.Start.ToDateTimeOffset(), window.End.ToDateTimeOffset());
        var earlier = new List<BusyEvent>();
        foreach (ref readonly var one in months[first].AsSpan()[..BeginningBefore(start, months[first])])
        {
            if (Touches(one.Time, start, end))
            {
                earlier.Add(one);
            }
        }

        var count = earlier.Count;
        for (var month = first; month < until; month++)
        {
            count += Within(month).Length;
        }

        var events = ImmutableArray.CreateBuilder<BusyEvent>(count);
        events.AddRange(earlier);
        for (var month = first; month < until; month++)
        {
            events.AddRange(Within(month));
        }

        return events.MoveToImmutable();

        ReadOnlySpan<BusyEvent> Within(int month)
        {
            var all = months[month];
            var from = BeginningBefore(month == first ? start : StartOf(month).ToDateTimeOffset(), all);
            return all.AsSpan()[from..Math.Max(from, BeginningBefore(end, all))];
        }
    }

    // How many begin before a time.
    private static int BeginningBefore(DateTimeOffset time, ImmutableArray<BusyEvent> events)
    {
        var (low, high) = (0, events.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = events[middle].Time.Start < time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static bool Touches(BusyEvent one, UtcInterval window) => Touches(one.Time, window.Start.ToDateTimeOffset(), window.End.ToDateTimeOffset());

    // As UtcInterval has it: what has no length is where it begins.
    private static bool Touches(in BusyInterval time, DateTimeOffset start, DateTimeOffset end) =>
        (time.Start < end && start < time.End) || (time.Start == time.End && start <= time.Start && time.Start < end);

    private static CalendarReading.Failed TooMany() => new("its calendar has more events in that time than are looked for");

    // Counted from year 0 on.
    private static int MonthOf(Instant instant) => instant.InUtc() is var at ? at.Year * 12 + at.Month - 1 : 0;

    private static Instant StartOf(int month) => Instant.FromUtc(month / 12, month % 12 + 1, 1, 0, 0);
}
