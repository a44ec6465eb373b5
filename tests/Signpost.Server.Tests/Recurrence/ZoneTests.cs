using System.Collections.Immutable;
using NodaTime;
using Signpost.Server.Recurrence;

namespace Signpost.Server.Tests.Recurrence;

public sealed class ZoneTests
{
    private static readonly ImmutableArray<ZoneObservance> CentralEurope =
    [
        Observance("19701025T030000", 2, 1, "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "CET"),
        Observance("19700329T020000", 1, 2, "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "CEST"),
    ];

    private static ZoneObservance Observance(string start, int from, int to, string rule, string name) =>
        new(Diary.Time(start).Reading, Offset.FromHours(from), Offset.FromHours(to)) { Rules = [Diary.Rule(rule)], Name = name };

    private static DateTimeZone Known(ZoneReading reading) => Assert.IsType<ZoneReading.Known>(reading).Zone;

    private static EventZones Defining(string id, params ImmutableArray<ZoneObservance> observances) => new(ImmutableDictionary<string, ImmutableArray<ZoneObservance>>.Empty.Add(id, observances));

    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData("europe/berlin", "Europe/Berlin")]
    [InlineData("W. Europe Standard Time", "Europe/Berlin")]
    [InlineData("Eastern Standard Time", "America/New_York")]
    [InlineData("/freeassociation.sourceforge.net/Europe/Lisbon", "Europe/Lisbon")]
    [InlineData("/mozilla.org/20070129_1/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires")]
    public void A_zone_is_known_by_its_names(string id, string zone) => Assert.Equal(Diary.Zone(zone), Known(EventZones.Nameable().Find(id, new StepBudget())));

    [Fact]
    public void A_name_that_nobody_knows_is_said_to_be_unknown() =>
        Assert.Equal(
            new ZoneReading.Unknown("Nowhere/Town", "it is neither defined nor a name of the tz database or of Windows"),
            EventZones.Nameable().Find("Nowhere/Town", new StepBudget()));

    [Fact]
    public void A_definition_goes_before_the_name() =>
        Assert.Equal(Offset.FromHours(7), Known(Defining("Europe/Berlin", Observance("19700101T000000", 7, 7, "FREQ=YEARLY", "X")).Find("Europe/Berlin", new StepBudget())).GetUtcOffset(Diary.At("20260301T000000")));

    [Fact]
    public void A_definition_that_says_nothing_leaves_the_name() => Assert.Equal(Diary.Zone("Europe/Berlin"), Known(Defining("Europe/Berlin").Find("Europe/Berlin", new StepBudget())));

    [Fact]
    public void A_defined_zone_is_the_one_of_the_tz_database_while_rules_are_the_same()
    {
        var (defined, real) = (Known(DefinedZone.Of("Mine", CentralEurope, new StepBudget())), Diary.Zone("Europe/Berlin"));

        for (var at = Diary.At("19970101T000000"); at < Diary.At("20360101T000000"); at += Duration.FromMinutes(30 * 7))
        {
            Assert.Equal(real.GetUtcOffset(at), defined.GetUtcOffset(at));
        }
    }

    [Fact]
    public void A_definition_as_Outlook_writes_it_costs_little()
    {
        var budget = new StepBudget();
        ImmutableArray<ZoneObservance> observances =
        [
            Observance("16010101T030000", 2, 1, "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", ""),
            Observance("16010101T020000", 1, 2, "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", ""),
        ];

        Assert.Equal(Offset.FromHours(2), Known(DefinedZone.Of("Mine", observances, budget)).GetUtcOffset(Diary.At("20260701T000000")));
        Assert.True(budget.Used < 15_000, $"{budget.Used} steps");
    }

    [Fact]
    public void A_series_follows_a_defined_zone_over_its_change()
    {
        var set = new RecurrenceSet(new CalendarTime.Zoned(Diary.Time("20260328T090000").Reading, Known(DefinedZone.Of("Mine", CentralEurope, new StepBudget()))), EventLength.Exact(60))
        {
            Rules = [Diary.Rule("FREQ=DAILY;COUNT=2")],
        };

        Assert.Equal("0800 0700", Diary.Starts(set, "UTC", Diary.Window("20260301T000000", "20260401T000000"), 12, "HHmm"));
    }

    [Fact]
    public void Changes_end_with_UNTIL()
    {
        var zone = Known(DefinedZone.Of("Mine", [CentralEurope[0] with { Rules = [Diary.Rule("FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20141026T010000Z")] }, CentralEurope[1] with { Rules = [Diary.Rule("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;UNTIL=20140330T010000Z")] }], new StepBudget()));

        Assert.Equal(Offset.FromHours(2), zone.GetUtcOffset(Diary.At("20140701T000000")));
        Assert.Equal(Offset.FromHours(1), zone.GetUtcOffset(Diary.At("20150701T000000")));
    }

    [Fact]
    public void A_zone_without_changes_has_one_offset() =>
        Assert.Equal(Offset.FromHours(3), Known(DefinedZone.Of("Mine", [new ZoneObservance(Diary.Time("20200101T000000").Reading, Offset.FromHours(3), Offset.FromHours(3))], new StepBudget())).GetUtcOffset(Diary.At("20260101T000000")));

    [Fact]
    public void A_definition_that_changes_every_second_is_refused() =>
        Assert.Equal("its definition takes more than 100000 steps to work out", Assert.IsType<ZoneReading.Unknown>(DefinedZone.Of("Mine", [Observance("19700101T000000", 1, 2, "FREQ=SECONDLY", "")], new StepBudget())).Why);
}
