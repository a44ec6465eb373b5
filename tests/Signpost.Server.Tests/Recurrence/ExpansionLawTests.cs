using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using NodaTime;
using Signpost.Server.Recurrence;

namespace Signpost.Server.Tests.Recurrence;

/// <summary>What holds for every rule, in every zone and for every window.</summary>
public sealed class ExpansionLawTests
{
    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia", "Asia/Kolkata"];

    private static readonly string[] Rules =
    [
        "FREQ=DAILY", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "FREQ=DAILY;BYHOUR=0,2,23;BYMINUTE=0,30", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=SU,TU;WKST=SU", "FREQ=WEEKLY;BYDAY=SA,SU;BYHOUR=1,2,3;BYSETPOS=1,-1",
        "FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=-1SU", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=MONTHLY;BYMONTHDAY=31,-2", "FREQ=YEARLY", "FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO,SU",
        "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU;BYHOUR=2;BYMINUTE=30", "FREQ=YEARLY;BYYEARDAY=1,-1", "FREQ=HOURLY;INTERVAL=5;BYDAY=SA,SU", "FREQ=HOURLY;BYHOUR=1,2,3", "FREQ=MINUTELY;INTERVAL=90;BYHOUR=0,1,2,3",
    ];

    private static Gen<string> AnyEnd { get; } = Gen.OneOf(
        Gen.Const(""), Gen.Int[1, 400].Select(count => string.Create(CultureInfo.InvariantCulture, $";COUNT={count}")), Gen.Int[2010, 2030].Select(year => string.Create(CultureInfo.InvariantCulture, $";UNTIL={year}1101T060000Z")));

    private static Gen<RecurrenceSet> AnySet { get; } = Gen.Select(
        OneOf(Zones), Gen.Int[0, 17 * 365 * 48], OneOf(Rules), Gen.Int[1, 4], AnyEnd, Gen.Int[0, 400],
        (zone, halfHours, by, interval, end, minutes) => new RecurrenceSet(
            new CalendarTime.Zoned(new LocalDateTime(2009, 1, 1, 0, 0).PlusMinutes(30L * halfHours), Diary.Zone(zone)), minutes % 2 == 0 ? EventLength.Exact(minutes * 60) : EventLength.Nominal(0, minutes * 60))
        {
            Rules = [Diary.Rule(by.Contains("INTERVAL", StringComparison.Ordinal) ? by + end : string.Create(CultureInfo.InvariantCulture, $"{by};INTERVAL={interval}{end}"))],
        });

    private static Gen<(Instant From, Instant Until)> AnyWindow { get; } = Gen.Select(Gen.Int[0, 20 * 365 * 24], Gen.Int[1, 62 * 24], (hours, length) =>
        (Diary.At("20090101T000000") + Duration.FromHours(hours), Diary.At("20090101T000000") + Duration.FromHours(hours + length)));

    private static CalendarTime.Zoned Utc(Instant instant) => new(instant.InUtc().LocalDateTime, DateTimeZone.Utc);

    private static SeriesOverride Changed(Occurrence occurrence, int hours, bool andFuture) =>
        new(Utc(occurrence.Time.Start), Utc(occurrence.Time.Start + Duration.FromHours(hours)), EventLength.Exact(Math.Abs(hours))) { AndFuture = andFuture };

    private static Gen<string> OneOf(string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static ImmutableArray<Occurrence> Find(RecurrenceSet set, Instant from, Instant until) => Diary.Find(set, new UtcInterval(from, until), new StepBudget(10_000_000));

    [Fact]
    public void A_window_has_what_its_two_parts_have() =>
        Gen.Select(AnySet, AnyWindow, Gen.Double[0, 1]).Sample((set, window, share) =>
        {
            var middle = window.From + (window.Until - window.From) * share;
            return Find(set, window.From, window.Until).SequenceEqual(Find(set, window.From, middle).Union(Find(set, middle, window.Until)));
        }, iter: 1000);

    [Fact]
    public void A_window_has_what_its_two_parts_have_also_of_what_was_moved_excluded_and_added() =>
        Gen.Select(AnySet, AnyWindow, Gen.Double[0, 1], Gen.Select(Gen.Int[0, 30], Gen.Int[-2000, 2000], Gen.Bool).Array[1, 4]).Sample((set, window, share, changes) =>
        {
            var all = Find(set, window.From - Duration.FromDays(60), window.Until + Duration.FromDays(60));
            var changed = set with
            {
                Overrides = [.. all is [] ? [] : changes.Select(change => Changed(all[change.Item1 % all.Length], change.Item2, change.Item3))],
                Excluded = [.. all.Take(1).Select(o => Utc(o.Time.Start))],
                Added = [new AddedTime(Utc(window.From + Duration.FromHours(5)))],
            };
            var middle = window.From + (window.Until - window.From) * share;
            return Find(changed, window.From, window.Until).ToHashSet().SetEquals(Find(changed, window.From, middle).Union(Find(changed, middle, window.Until)));
        }, iter: 1000);

    [Fact]
    public void Starts_ascend_and_none_comes_twice() =>
        Gen.Select(AnySet, AnyWindow).Sample((set, window) =>
            Find(set, window.From, window.Until) is var found && found.Zip(found.Skip(1)).All(pair => pair.First.Time.Start < pair.Second.Time.Start), iter: 1000);

    [Fact]
    public void All_touch_the_window() =>
        Gen.Select(AnySet, AnyWindow).Sample((set, window) =>
            Find(set, window.From, window.Until).All(o => o.Time.Touches(new UtcInterval(window.From, window.Until))), iter: 1000);

    [Fact]
    public void There_are_as_many_as_COUNT_says_but_for_times_that_the_clock_skips() =>
        Gen.Select(AnySet, Gen.Int[1, 12]).Sample((set, count) =>
        {
            var counted = set with { Length = EventLength.Exact(0), Rules = [set.Rules[0] with { Count = count, Until = null }] };
            var found = Find(counted, Diary.At("20081201T000000"), Diary.At("25000101T000000")).Length;
            return found <= count && (set.Start.ZoneFor(DateTimeZone.Utc) != DateTimeZone.Utc || found == count);
        }, iter: 300);

    [Fact]
    public void What_is_excluded_is_gone_and_nothing_else() =>
        Gen.Select(AnySet, AnyWindow, Gen.Int[0, 1000]).Sample((set, window, which) =>
        {
            var all = Find(set, window.From, window.Until);
            if (all is [])
            {
                return true;
            }

            var gone = all[which % all.Length];
            var left = Find(set with { Excluded = [Utc(gone.Time.Start)] }, window.From, window.Until);
            return left.SequenceEqual(all.Where(o => o != gone));
        }, iter: 1000);

    [Fact]
    public void A_window_that_begins_at_the_start_and_one_far_away_agree() =>
        AnySet.Sample(set =>
        {
            var all = Find(set, Diary.At("20081201T000000"), Diary.At("20280101T000000"));
            return all.Where(o => o.Time.Touches(Diary.Window("20260301T000000", "20260501T000000"))).SequenceEqual(Find(set, Diary.At("20260301T000000"), Diary.At("20260501T000000")));
        }, iter: 300);
}
