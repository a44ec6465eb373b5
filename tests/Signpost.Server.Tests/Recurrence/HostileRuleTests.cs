using Signpost.Server.Recurrence;

namespace Signpost.Server.Tests.Recurrence;

/// <summary>Rules made to keep a server busy: what each costs in steps, for two months in 2026.</summary>
public sealed class HostileRuleTests
{
    private static readonly UtcInterval TwoMonths = Diary.Window("20260301T000000", "20260430T000000");

    [Theory]
    [InlineData("00010101T000000", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 100, 0)]
    [InlineData("19700101T000000", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5", 10_000, 0)]
    [InlineData("19700101T000000", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6", 200, 0)]
    [InlineData("19700101T000000", "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2,4,6,9,11", 200, 0)]
    [InlineData("19700101T000000", "FREQ=DAILY;COUNT=1000000000", 200, 60)]
    [InlineData("19700101T000000", "FREQ=SECONDLY;INTERVAL=86400;COUNT=1000000000", 200, 60)]
    [InlineData("19700101T000000", "FREQ=DAILY;INTERVAL=99999999999999999999", 50, 0)]
    [InlineData("19700101T000000", "FREQ=YEARLY;INTERVAL=2147483648", 50, 0)]
    [InlineData("20300101T000000", "FREQ=DAILY;UNTIL=19700101T000000Z", 50, 0)]
    [InlineData("20260101T000000", "FREQ=DAILY;UNTIL=19700101T000000Z", 50, 0)]
    [InlineData("19700101T000000", "FREQ=SECONDLY;BYHOUR=9;BYMINUTE=0;BYSECOND=0", 10_000, 60)]
    [InlineData("19700101T000000", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", 200, 0)]
    [InlineData("19700101T000000", "FREQ=MINUTELY;INTERVAL=1441;BYHOUR=3;BYMINUTE=7", 10_000, 0)]
    [InlineData("19700101T000000", "FREQ=HOURLY;COUNT=100", 50, 0)]
    [InlineData("19700101T000000", "FREQ=HOURLY;INTERVAL=24;BYHOUR=1", 200, 0)]
    [InlineData("19700101T000000", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;COUNT=999999999999999999999", 500, 60)]
    public void It_costs_few_steps(string start, string rule, int steps, int occurrences)
    {
        var budget = new StepBudget();

        var found = Diary.Find(Diary.Event("UTC", start, rule), TwoMonths, budget);

        Assert.Equal((true, occurrences), (budget.Used <= steps ? true : throw new InvalidOperationException($"{budget.Used} steps"), found.Count(o => o.Time.Start >= TwoMonths.Start)));
    }

    [Theory]
    [InlineData("20200101T000000", "FREQ=SECONDLY")]
    [InlineData("20200101T000000", "FREQ=MINUTELY;BYSECOND=0,10,20,30,40,50")]
    [InlineData("00020101T000000", "FREQ=DAILY;BYDAY=MO;COUNT=40000")]
    [InlineData("19700101T000000", "FREQ=SECONDLY;BYMINUTE=0;BYDAY=MO;COUNT=100000000")]
    public void It_is_given_up_when_it_takes_too_much(string start, string rule)
    {
        var budget = new StepBudget();

        Assert.IsType<ExpansionOutcome.TooManySteps>(Expansion.Of(Diary.Event("UTC", start, rule), TwoMonths, Diary.Zone("UTC"), budget));
        Assert.True(budget.Used <= StepBudget.Usual);
    }

    [Fact]
    public void Every_second_of_a_day_is_listed_once_and_no_more()
    {
        var all = (int most) => string.Join(',', Enumerable.Range(0, most));
        var rule = $"FREQ=YEARLY;BYHOUR={all(24)};BYMINUTE={all(60)};BYSECOND={all(60)};BYSETPOS=-1";

        Assert.Equal("20260301T235959", Diary.Starts(Diary.Event("UTC", "19700301T235959", rule), "UTC", TwoMonths, format: "yyyyMMdd'T'HHmmss"));
    }

    [Fact]
    public void Events_that_share_a_budget_share_its_end()
    {
        var budget = new StepBudget(100);
        var set = Diary.Event("UTC", "20200101T000000", "FREQ=DAILY");

        Diary.Find(set, Diary.Window("20260301T000000", "20260320T000000"), budget);

        Assert.IsType<ExpansionOutcome.TooManySteps>(Expansion.Of(set, TwoMonths, Diary.Zone("UTC"), budget));
    }

    [Fact]
    public void An_hourly_rule_shows_each_hour_of_the_clock_once_where_it_is_put_back() =>
        Assert.Equal("0000 0100 0200 0300 0400", Diary.Starts(
            Diary.Event("Europe/Berlin", "20200101T000000", "FREQ=HOURLY"), "Europe/Berlin", Diary.Window("20261024T220100", "20261025T040000"), 12, "HHmm"));
}
