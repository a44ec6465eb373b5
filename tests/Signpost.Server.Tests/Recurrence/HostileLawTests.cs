using System.Globalization;
using CsCheck;
using NodaTime;
using Signpost.Server.Recurrence;

namespace Signpost.Server.Tests.Recurrence;

/// <summary>Whatever strangers write, there is an answer, and it costs no more than it may.</summary>
public sealed class HostileLawTests
{
    private static readonly string[] Frequencies = ["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
    private static readonly string[] Days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "Pacific/Apia", "Africa/Monrovia", "America/Juneau"];

    private static Gen<string> Large { get; } = Gen.OneOf(Gen.Long[1, 40], Gen.Long[1, 100_000], Gen.Long[1, long.MaxValue]).Select(Text);

    private static Gen<string> AnyRule { get; } = Gen.Select(
        Gen.Int[0, 6].Select(i => $"FREQ={Frequencies[i]}"),
        Gen.Select(
            Part("INTERVAL", Large), Part("COUNT", Large), List("BYSECOND", 0, 60), List("BYMINUTE", 0, 59), List("BYHOUR", 0, 23), List("BYMONTH", 1, 12), List("BYMONTHDAY", -31, 31), List("BYYEARDAY", -366, 366),
            (a, b, c, d, e, f, g, h) => a + b + c + d + e + f + g + h),
        Gen.Select(
            List("BYWEEKNO", -53, 53), List("BYSETPOS", -366, 366), Part("BYDAY", Gen.Select(Gen.Int[-53, 53], Gen.Int[0, 6], Gen.Bool, (n, day, counted) => (counted ? Text(n) : "") + Days[day]).Array[1, 6].Select(Joined)),
            Part("UNTIL", Gen.Int[1, 9999].Select(year => string.Create(CultureInfo.InvariantCulture, $"{year:0000}1231T235960Z"))), Part("WKST", Gen.Int[0, 6].Select(day => Days[day])),
            (a, b, c, d, e) => a + b + c + d + e),
        (frequency, some, others) => frequency + some + others);

    private static Gen<CalendarTime> AnyTime { get; } = Gen.Select(Gen.OneOf(Gen.Int[1, 9999], Gen.Int[1960, 2030]), Gen.Int[1, 12], Gen.Int[1, 28], Gen.Int[0, 86_399], Gen.Int[0, Zones.Length], (year, month, day, second, zone) =>
        zone == Zones.Length ? new CalendarTime.Day(new LocalDate(year, month, day)) : (CalendarTime)new CalendarTime.Zoned(new LocalDateTime(year, month, day, 0, 0).PlusSeconds(second), Diary.Zone(Zones[zone])));

    private static Gen<UtcInterval> AnyWindow { get; } = Gen.Select(Gen.OneOf(Gen.Int[2, 9998], Gen.Int[1970, 2040]), Gen.Int[0, 62 * 86_400], (year, length) =>
        Instant.FromUtc(year, 2, 20, 0, 0) is var start ? new UtcInterval(start, start + Duration.FromSeconds(length)) : default);

    private static Gen<SeriesOverride> AnyOverride { get; } = Gen.Select(AnyTime, AnyTime, Gen.Long, Gen.Bool, Gen.Bool, (instead, start, length, future, cancelled) =>
        new SeriesOverride(instead, start, EventLength.Exact(length)) { AndFuture = future, IsCancelled = cancelled });

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Joined(string[] values) => string.Join(',', values);

    private static Gen<string> Part(string name, Gen<string> value) => Gen.Select(Gen.Int[0, 3], value, (whether, text) => whether == 0 ? $";{name}={text}" : "");

    private static Gen<string> List(string name, int least, int most) => Part(name, Gen.Int[least, most].Select(Text).Array[1, 6].Select(Joined));

    [Fact]
    public void Every_rule_is_answered_within_its_budget() =>
        Gen.Select(AnyRule, AnyTime, AnyWindow, Gen.Long, Gen.Long).Sample((rule, start, window, days, seconds) =>
        {
            var set = new RecurrenceSet(start, EventLength.DaysAndTime(days, seconds)) { Rules = RecurrenceRule.Parse(rule) is RuleReading.Understood read ? [read.Rule] : [] };
            return IsAnswered(set, window);
        }, iter: 5000);

    [Fact]
    public void Every_override_is_answered_within_its_budget() =>
        Gen.Select(AnyTime, AnyWindow, AnyOverride.Array[0, 4], AnyTime.Array[0, 4], AnyTime.Array[0, 4]).Sample((start, window, overrides, excluded, added) =>
            IsAnswered(new RecurrenceSet(start, EventLength.Nominal(1)) { Rules = [Diary.Rule("FREQ=WEEKLY")], Overrides = [.. overrides], Excluded = [.. excluded], Added = [.. added.Select(time => new AddedTime(time))] }, window), iter: 3000);

    [Fact]
    public void Every_text_is_a_rule_or_a_fault() =>
        Gen.String.Select(AnyRule, Gen.Int[0, 40], (noise, rule, at) => rule.Insert(Math.Min(at, rule.Length), noise)).Sample(text => RecurrenceRule.Parse(text) is not null, iter: 5000);

    private static bool IsAnswered(RecurrenceSet set, UtcInterval window)
    {
        var budget = new StepBudget(20_000);
        return Expansion.Of(set, window, Diary.Zone("Europe/Berlin"), budget) switch
        {
            ExpansionOutcome.Complete complete => budget.Used <= 20_000 && complete.Occurrences.All(o => o.Time.Touches(window)),
            ExpansionOutcome.TooManySteps => budget.IsExhausted,
            _ => false,
        };
    }
}
