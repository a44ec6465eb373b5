using NodaTime;
using NodaTime.TimeZones;
using Signpost.Availability;
using Signpost.Ews;
using Signpost.Server.Calendars;

namespace Signpost.Server.Tests.Calendars;

public sealed class ServerTimeZonesTests
{
    private const string Berlin = "W. Europe Standard Time";

    [Fact]
    public void A_zone_is_found_by_the_name_Windows_has_for_it() => Assert.Equal(Berlin, Assert.Single(Asked(Berlin).Zones).Id);

    [Fact]
    public void Names_are_known_in_any_case_and_answered_once() => Assert.Equal(Berlin, Assert.Single(Asked("w. europe STANDARD time", Berlin).Zones).Id);

    [Fact]
    public void A_name_nobody_knows_is_left_out_and_hides_no_other() => Assert.Equal(Berlin, Assert.Single(Asked("Customized Time Zone", Berlin).Zones).Id);

    [Fact]
    public void An_answer_without_any_zone_is_still_an_answer() => Assert.Equal(EwsOutcome.Success, Asked("Customized Time Zone").Outcome);

    [Fact]
    public void Without_names_all_of_them_are_answered_by_name()
    {
        var names = Asked().Zones.Select(zone => zone.Id).ToArray();

        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Superset(new HashSet<string> { "UTC", Berlin, "Pacific Standard Time", "India Standard Time", "Lord Howe Standard Time" }, names.ToHashSet());
    }

    [Fact]
    public void Only_names_are_answered_where_only_names_are_asked_for() => Assert.All(
        ServerTimeZones.Answer(new TimeZonesRequest { IsFull = false }).Zones, zone => Assert.Equal([], zone.Eras));

    [Fact]
    public void People_read_the_distance_from_UTC_and_a_city() => Assert.Equal(
        ["(UTC+01:00) Berlin", "(UTC-08:00) Los Angeles", "(UTC+05:30) Kolkata"],
        Asked(Berlin, "Pacific Standard Time", "India Standard Time").Zones.Select(zone => zone.Name.Replace("Calcutta", "Kolkata", StringComparison.Ordinal)));

    [Fact]
    public void Every_zone_shows_at_noon_of_every_day_what_it_shows_where_calendars_are_expanded()
    {
        var names = TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping;

        Assert.Equal([], Asked().Zones.Where(zone => !Agrees(zone, DateTimeZoneProviders.Tzdb[names[zone.Id]])).Select(zone => zone.Id));
    }

    private static bool Agrees(TimeZoneDefinition zone, DateTimeZone expected)
    {
        for (var utc = new DateTime(2015, 1, 3, 12, 0, 0, DateTimeKind.Utc); utc.Year < 2038; utc = utc.AddDays(1))
        {
            var local = Instant.FromDateTimeUtc(utc).InZone(expected).ToDateTimeUnspecified();
            if (zone.RulesAt(local)!.ToLocal(new DateTimeOffset(utc)) != local)
            {
                return false;
            }
        }

        return true;
    }

    private static TimeZonesResponse.Answer Asked(params string[] ids) => ServerTimeZones.Answer(new TimeZonesRequest { Ids = [.. ids] });
}
