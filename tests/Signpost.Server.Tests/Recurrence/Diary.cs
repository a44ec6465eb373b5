using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Signpost.Server.Recurrence;

namespace Signpost.Server.Tests.Recurrence;

/// <summary>Short words for events, windows and what is found in them.</summary>
internal static class Diary
{
    private static readonly InstantPattern Stamp = InstantPattern.CreateWithInvariantCulture("yyyyMMdd'T'HHmmss");

    public static DateTimeZone Zone(string id) => DateTimeZoneProviders.Tzdb[id];

    public static RecurrenceRule Rule(string text) => Assert.IsType<RuleReading.Understood>(RecurrenceRule.Parse(text)).Rule;

    public static CalendarTime Time(string text) => CalendarTime.Parse(text) ?? throw new FormatException($"'{text}' is no time.");

    public static CalendarTime Time(string text, string zone) => new CalendarTime.Zoned(Time(text).Reading, Zone(zone));

    /// <summary>An event of an hour.</summary>
    public static RecurrenceSet Event(string zone, string start, params string[] rules) =>
        new(Time(start, zone), EventLength.Exact(3600)) { Rules = [.. rules.Select(Rule)] };

    public static Instant At(string utc) => Stamp.Parse(utc).Value;

    public static UtcInterval Window(string from, string until) => new(At(from), At(until));

    public static ImmutableArray<Occurrence> Find(RecurrenceSet set, UtcInterval window, StepBudget? budget = null, string reader = "UTC") =>
        Assert.IsType<ExpansionOutcome.Complete>(Expansion.Of(set, window, Zone(reader), budget ?? new StepBudget())).Occurrences;

    /// <summary>Starts as the clock of a zone shows them, the first so many.</summary>
    public static string Starts(RecurrenceSet set, string zone, UtcInterval window, int most = 12, string format = "yyyyMMdd'T'HHmm") =>
        string.Join(' ', Find(set, window).Take(most).Select(o => o.Time.Start.InZone(Zone(zone)).ToString(format, CultureInfo.InvariantCulture)));

    /// <summary>Start and end in UTC.</summary>
    public static string Spans(IEnumerable<Occurrence> occurrences) =>
        string.Join(' ', occurrences.Select(o => $"{Stamp.Format(o.Time.Start)}/{Stamp.Format(o.Time.End)}"));

    public static string Text(Instant instant) => Stamp.Format(instant);
}
