using System.Collections.Immutable;
using System.Text;
using Signpost.Availability;
using Signpost.Ews;
using Signpost.Tests.Ews;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Tests.Availability;

public sealed class TimeZonesCodecTests
{
    private static readonly TimeZoneDefinition Berlin = TimeZoneDefinition.Of("W. Europe Standard Time", "(UTC+01:00) Berlin", Zones.Platform("Europe/Berlin"), 2020, 2037);

    public static TheoryData<string> Names => [.. Zones.All.Keys];

    [Fact]
    public void An_answer_is_written_as_it_was_agreed_upon() => Snapshot.Matches("time-zones-answer", Encoding.UTF8.GetString(TimeZonesCodec.WriteResponse(
        Answer(Berlin, TimeZoneDefinition.Of("India Standard Time", "", Zones.Platform("Asia/Kolkata"), 2020, 2037)) with { Server = new ServerVersionInfo(15, 1, 2507, 6, "V2017_07_11") })));

    // exchangelib 4.9, before every question for free/busy.
    [Fact]
    public void The_question_of_exchangelib_is_understood() => Assert.Equal(
        new TimeZonesRequest { RequestServerVersion = "Exchange2019", Ids = ["W. Europe Standard Time"] },
        Read("<m:GetServerTimeZones ReturnFullTimeZoneData='true'><m:Ids><t:Id>W. Europe Standard Time</t:Id></m:Ids></m:GetServerTimeZones>"));

    [Theory]
    [InlineData("", true)]
    [InlineData("ReturnFullTimeZoneData='1'", true)]
    [InlineData("ReturnFullTimeZoneData='false'", false)]
    [InlineData("ReturnFullTimeZoneData='0'", false)]
    public void Without_names_all_zones_are_asked_for(string attribute, bool isFull) => Assert.Equal(
        new TimeZonesRequest { RequestServerVersion = "Exchange2019", IsFull = isFull }, Read($"<m:GetServerTimeZones {attribute}/>"));

    // exchangelib repeats what is refused as invalid for every version it knows.
    [Fact]
    public void Another_operation_is_not_done_here_and_not_invalid() => Assert.Equal(
        EwsErrorCode.InvalidOperation, Assert.IsType<EwsRequestReading<TimeZonesRequest>.Refused>(TimeZonesCodec.ReadRequest(Enveloped("<m:GetUserPhoto/>"))).Code);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_request_comes_back(bool isFull)
    {
        var request = new TimeZonesRequest { IsFull = isFull, Ids = ["W. Europe Standard Time", "UTC"], RequestServerVersion = "Exchange2010" };

        Assert.Equal(new EwsRequestReading<TimeZonesRequest>.Ok(request), TimeZonesCodec.ReadRequest(TimeZonesCodec.WriteRequest(request)));
    }

    [Fact]
    public void A_fault_comes_back() => ComesBack(new TimeZonesResponse.Fault(new EwsFault(EwsErrorCode.ServerBusy, "Ask again later.")));

    [Fact]
    public void An_error_comes_back() => ComesBack(new TimeZonesResponse.Answer(EwsOutcome.Failed(EwsErrorCode.TimeZone, "No such zone."), []));

    [Fact]
    public void Names_without_rules_come_back() => ComesBack(Answer(new TimeZoneDefinition("UTC", "(UTC) Coordinated Universal Time", [])));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_zone_of_the_platform_comes_back(string name) => ComesBack(Answer(TimeZoneDefinition.Of(name, "", Zones.Platform(name), 2020, 2037)));

    [Fact]
    public void Every_zone_of_the_platform_comes_back() => ComesBack(Answer([.. TimeZoneInfo.GetSystemTimeZones().Select(zone => TimeZoneDefinition.Of(zone.Id, "", zone, 2026, 2027))]));

    [Fact]
    public void Requests_and_answers_obey_the_published_schema()
    {
        EwsXsd.Published();

        Assert.Empty(EwsXsd.Faults(TimeZonesCodec.WriteRequest(new TimeZonesRequest { Ids = ["UTC"] })));
        Assert.Empty(EwsXsd.Faults(TimeZonesCodec.WriteResponse(Answer([Berlin, new TimeZoneDefinition("UTC", "", []), .. Zones.All.Keys.Select(name => TimeZoneDefinition.Of(name, "", Zones.Platform(name), 2020, 2037))]))));
    }

    // Samoa put its clocks back in April 2021, and never forward again.
    [Fact]
    public void A_last_change_begins_an_era_of_its_own()
    {
        var samoa = TimeZoneDefinition.Of("Samoa Standard Time", "", Zones.Platform("Pacific/Apia"), 2020, 2030);

        Assert.Equal(new TimeZoneEra(new DateTime(2021, 4, 4, 4, 0, 0), new SerializableTimeZone(-13 * 60, ZoneTransition.None, ZoneTransition.None)), samoa.Eras[^1]);
    }

    // Ramadan begins twice in that year.
    [Fact]
    public void Three_changes_in_a_year_are_three_eras() => Assert.Equal(
        [new DateTime(2029, 1, 1), new DateTime(2029, 1, 14, 3, 0, 0), new DateTime(2029, 2, 18, 2, 0, 0), new DateTime(2029, 12, 30, 3, 0, 0)],
        TimeZoneDefinition.Of("Morocco Standard Time", "", Zones.Platform("Africa/Casablanca"), 2026, 2037).Eras
            .Select(era => era.From).OfType<DateTime>().Where(from => from.Year is 2029));

    [Fact]
    public void At_noon_of_every_day_the_rules_of_its_year_show_what_the_platform_says()
    {
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var platform in TimeZoneInfo.GetSystemTimeZones())
        {
            var zone = TimeZoneDefinition.Of(platform.Id, "", platform, 2020, 2037);
            for (var utc = new DateTime(2020, 1, 2, 12, 0, 0, DateTimeKind.Utc); utc.Year < 2038; utc = utc.AddDays(1))
            {
                var local = utc + platform.GetUtcOffset(utc);
                if (zone.RulesAt(local)!.ToLocal(new DateTimeOffset(utc)) != local)
                {
                    wrong.Add($"{platform.Id} {local.Year}");
                }
            }
        }

        Assert.Equal([], wrong);
    }

    // The rules before it would seem to go on.
    [Fact]
    public void A_zone_with_an_era_that_cannot_be_read_is_read_without_rules()
    {
        var written = Encoding.UTF8.GetString(TimeZonesCodec.WriteResponse(Answer(TimeZoneDefinition.Of("Samoa Standard Time", "", Zones.Platform("Pacific/Apia"), 2020, 2022))));
        var broken = Encoding.UTF8.GetBytes(written.Replace("-PT14H", "soon", StringComparison.Ordinal));

        var answer = Assert.IsType<TimeZonesResponse.Answer>(Assert.IsType<CodecReading<TimeZonesResponse>.Ok>(TimeZonesCodec.ReadResponse(broken)).Value);
        Assert.Equal(Answer(new TimeZoneDefinition("Samoa Standard Time", "", [])), answer);
    }

    [Fact]
    public void Rules_of_one_year_are_not_written()
    {
        var once = new SerializableTimeZone(
            0,
            new ZoneTransition { Year = 2026, Month = 10, DayOrder = 31, Time = TimeSpan.FromHours(3) },
            new ZoneTransition { Year = 2026, Month = 3, DayOrder = 15, Time = TimeSpan.FromHours(2), Bias = -60 });

        Assert.Throws<ArgumentException>(() => TimeZonesCodec.WriteResponse(Answer(new TimeZoneDefinition("Once", "", [new TimeZoneEra(null, once)]))));
    }

    private static TimeZonesResponse.Answer Answer(params ImmutableArray<TimeZoneDefinition> zones) => new(EwsOutcome.Success, zones);

    private static void ComesBack(TimeZonesResponse response) =>
        Assert.Equal(new CodecReading<TimeZonesResponse>.Ok(response), TimeZonesCodec.ReadResponse(TimeZonesCodec.WriteResponse(response)));

    private static TimeZonesRequest Read(string message) => Assert.IsType<EwsRequestReading<TimeZonesRequest>.Ok>(TimeZonesCodec.ReadRequest(Enveloped(message))).Value;

    private static byte[] Enveloped(string message) => Encoding.UTF8.GetBytes(
        $"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' xmlns:m='{EwsSchema.Messages}' xmlns:t='{EwsSchema.Types}'><s:Header><t:RequestServerVersion Version='Exchange2019'/></s:Header><s:Body>{message}</s:Body></s:Envelope>");
}
