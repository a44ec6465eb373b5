using System.Collections.Immutable;
using Signpost.Server.Calendars.Reading;

namespace Signpost.Server.Calendars;

/// <summary>What is remembered of the calendar of a mailbox: its objects as they were read, and what came of all of them. Used by one at a time.</summary>
/// <param name="own">The addresses of the mailbox.</param>
/// <param name="defaults">The zone and the hours of calendars that say none.</param>
internal sealed class MailboxCalendar(ImmutableArray<MailboxAddress> own, OwnerHours defaults)
{
    // What one event weighs, read and expanded.
    private const int PartWeight = 600;
    private const int EventWeight = 48;

    private Dictionary<CalendarObject, ObjectReading> readings = new(ReferenceEqualityComparer.Instance);
    private ExpandedCalendar? calendar;
    private string unreadable = "";
    private bool isWhole;
    private long readWeight;

    /// <summary>Lets one in at a time.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>The addresses it was read for.</summary>
    public ImmutableArray<MailboxAddress> Own => own;

    /// <summary>Roughly how many bytes are remembered.</summary>
    public long Weight => readWeight + (calendar?.Remembered ?? 0) * (long)EventWeight;

    /// <summary>The calendar of these objects; only what is new among them is read.</summary>
    /// <param name="now">The objects.</param>
    /// <param name="takeFindings">Is told what was found in each object that was read.</param>
    /// <param name="findings">Takes what is found between objects.</param>
    /// <param name="cancellationToken">Gives up; what has been read by then is remembered.</param>
    /// <returns>The calendar; null, and why, where nothing of it can be read.</returns>
    public (ExpandedCalendar? Calendar, string Why) Of(
        ImmutableArray<CalendarObject> now, Action<CalendarObject, ObjectReading> takeFindings, List<CalendarFinding> findings, CancellationToken cancellationToken)
    {
        if (isWhole && now.Length == readings.Count && now.All(readings.ContainsKey))
        {
            return (calendar, unreadable);
        }

        (isWhole, calendar) = (false, null);
        foreach (var one in now)
        {
            if (!readings.ContainsKey(one))
            {
                var reading = ObjectReader.Read(one, own, defaults.Zone, cancellationToken);
                readings.Add(one, reading);
                readWeight += WeightOf(one, reading);
                takeFindings(one, reading);
            }
        }

        Forget(now);
        var inOrder = now.OrderBy(one => one.Name, StringComparer.Ordinal).Select(one => readings[one]).ToList();
        var understood = inOrder.OfType<ObjectReading.Understood>().ToList();
        unreadable = understood is [] ? inOrder.OfType<ObjectReading.Unreadable>().FirstOrDefault()?.Why ?? "" : "";
        calendar = unreadable is "" ? new ExpandedCalendar(CalendarSeries.Of(understood.SelectMany(one => one.Parts), findings), HoursOf(understood)) : null;
        isWhole = true;
        return (calendar, unreadable);
    }

    // The first that says so counts, for the zone and for the hours.
    private OwnerHours HoursOf(List<ObjectReading.Understood> understood) => new(
        understood.FirstOrDefault(one => one.Zone is not null)?.Zone ?? defaults.Zone,
        understood.FirstOrDefault(one => one.Hours is not [])?.Hours ?? defaults.Periods);

    // What is no longer there.
    private void Forget(ImmutableArray<CalendarObject> now)
    {
        if (readings.Count == now.Length)
        {
            return;
        }

        var current = new Dictionary<CalendarObject, ObjectReading>(now.Length, ReferenceEqualityComparer.Instance);
        foreach (var one in now)
        {
            current[one] = readings[one];
        }

        readings = current;
        readWeight = readings.Sum(one => WeightOf(one.Key, one.Value));
    }

    private static long WeightOf(CalendarObject one, ObjectReading reading) =>
        one.Text.Length + (reading is ObjectReading.Understood { Parts: var parts } ? (long)parts.Length * PartWeight : 0);
}
