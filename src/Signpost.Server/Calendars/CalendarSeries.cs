using System.Collections.Immutable;
using NodaTime;
using Signpost.Server.Calendars.Reading;
using Signpost.Server.Recurrence;

namespace Signpost.Server.Calendars;

/// <summary>An event with all its occurrences: the parts that have one UID, whichever objects of the calendar they are in.</summary>
internal sealed class CalendarSeries
{
    private readonly EventPart main;
    private readonly RecurrenceSet times;
    private readonly Dictionary<SeriesOverride, EventPart>? others;

    private CalendarSeries(EventPart main, IReadOnlyCollection<EventPart> overrides)
    {
        (this.main, times) = (main, main.Times);
        if (overrides.Count > 0)
        {
            // One to which the owner does not go is none of the series either; what it is to him is looked at when it is found.
            others = new Dictionary<SeriesOverride, EventPart>(ReferenceEqualityComparer.Instance);
            foreach (var part in overrides)
            {
                others.Add(new SeriesOverride(part.Instead!, part.Times.Start, part.Times.Length) { AndFuture = part.AndFuture, IsCancelled = part.IsCancelled }, part);
            }

            times = times with { Overrides = [.. others.Keys] };
        }
    }

    /// <summary>The part that findings are about.</summary>
    public EventPart Main => main;

    /// <summary>The series of a calendar; what does not keep its owner from anything is not among them.</summary>
    /// <param name="parts">All parts, of all objects.</param>
    /// <param name="findings">Takes what is not as it should be.</param>
    public static ImmutableArray<CalendarSeries> Of(IEnumerable<EventPart> parts, List<CalendarFinding> findings)
    {
        var all = ImmutableArray.CreateBuilder<CalendarSeries>();
        foreach (var group in parts.GroupBy(part => part.Uid, StringComparer.Ordinal))
        {
            if (group.Key is "")
            {
                all.AddRange(group.Where(TakesPlace).Select(part => new CalendarSeries(part, [])));
            }
            else
            {
                Add(group.ToList(), all, findings);
            }
        }

        return all.DrainToImmutable();
    }

    /// <summary>Adds the occurrences that touch a window; false where finding them costs more than it may.</summary>
    public bool TryExpand(UtcInterval window, DateTimeZone ownerZone, StepBudget budget, List<BusyEvent> into)
    {
        if (Expansion.Of(times, window, main.Zone ?? ownerZone, budget) is not ExpansionOutcome.Complete { Occurrences: var occurrences })
        {
            return false;
        }

        foreach (var (time, by) in occurrences)
        {
            var part = by is null ? main : others![by];
            if (part.Busy is { } busy)
            {
                into.Add(new BusyEvent(new(time.Start.ToDateTimeOffset(), time.End.ToDateTimeOffset(), busy), part.Details));
            }
        }

        return true;
    }

    private static void Add(List<EventPart> group, ImmutableArray<CalendarSeries>.Builder all, List<CalendarFinding> findings)
    {
        if (group is [{ Instead: null } only])
        {
            if (TakesPlace(only))
            {
                all.Add(new CalendarSeries(only, []));
            }

            return;
        }

        var mains = Latest(group.Where(part => part.Instead is null).ToList(), findings);
        var overrides = group.Where(part => part.Instead is not null).GroupBy(part => (part.Instead, part.AndFuture)).Select(same => same.MaxBy(part => part.Version)!).ToList();
        switch (mains)
        {
            case []:
                // Who is asked to some occurrences only has these and no series.
                all.AddRange(overrides.Where(TakesPlace).Select(part => new CalendarSeries(part, [])));
                break;
            case [{ IsCancelled: true }]:
                break;
            default:
                all.Add(new CalendarSeries(mains[0], overrides));
                all.AddRange(mains.Skip(1).Where(TakesPlace).Select(part => new CalendarSeries(part, [])));
                break;
        }
    }

    // Of several versions the latest counts. Where none is, all count that are at different times: nobody is free because a program gave one UID twice.
    private static List<EventPart> Latest(List<EventPart> mains, List<CalendarFinding> findings)
    {
        if (mains.Count <= 1)
        {
            return mains;
        }

        var version = mains.Max(part => part.Version);
        var latest = mains.Where(part => part.Version == version).DistinctBy(part => (part.Times.Start, part.Times.Length)).ToList();
        foreach (var part in mains.Where(part => part != latest[0]).Where(part => mains.Exists(other => other != part && other.Object == part.Object)).Take(10))
        {
            findings.Add(new CalendarFinding(part.Object, part.Line, latest.Contains(part)
                ? "begins an event with the UID of another; both count"
                : "begins an event with the UID of another; only the latest of them counts"));
        }

        return latest;
    }

    private static bool TakesPlace(EventPart part) => part is { IsCancelled: false, Busy: not null };
}
