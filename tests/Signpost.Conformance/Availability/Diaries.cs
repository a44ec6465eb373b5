using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Signpost.Conformance.Availability;

/// <summary>The calendars that everybody is asked about, with the times that all must see. Paris is an hour ahead of UTC until 2026-03-29 01:00Z and from 2026-10-25 01:00Z, two between.</summary>
internal static class Diaries
{
    public const string Anna = "anna@contoso.test";
    public const string Bjorn = "bjorn@contoso.test";
    public const string Carla = "carla@contoso.test";

    /// <summary>The weeks that are asked about: around both changes of the clock in Paris.</summary>
    public static ImmutableArray<Period> Asked { get; } =
        [Period.Parse("2026-03-23T00:00Z 2026-04-20T00:00Z free"), Period.Parse("2026-10-19T00:00Z 2026-11-09T00:00Z free")];

    /// <summary>The same weeks without the two hours in which a clock on a wall in Paris shows each time twice.</summary>
    public static ImmutableArray<Period> AskedByAClockInParis { get; } =
        [Asked[0], Period.Parse("2026-10-19T00:00Z 2026-10-25T00:00Z free"), Period.Parse("2026-10-25T02:00Z 2026-11-09T00:00Z free")];

    /// <summary>Who has which calendar.</summary>
    public static FrozenDictionary<string, ImmutableArray<CalendarEntry>> All { get; } = new Dictionary<string, ImmutableArray<CalendarEntry>>
    {
        [Anna] = Clocks(),
        [Bjorn] = Series(),
        [Carla] = Kinds(),
    }.ToFrozenDictionary();

    private static ImmutableArray<CalendarEntry> Clocks() =>
    [
        new("In Paris", """
            DTSTART;TZID=Europe/Paris:20260324T090000
            DTEND;TZID=Europe/Paris:20260324T100000
            """,
            "2026-03-24T08:00Z 2026-03-24T09:00Z busy"),
        new("In New York which has summer already", """
            DTSTART;TZID=America/New_York:20260325T090000
            DURATION:PT1H
            """,
            "2026-03-25T13:00Z 2026-03-25T14:00Z busy"),
        new("In a zone by the name Windows has for it", """
            DTSTART;TZID=Tokyo Standard Time:20260326T093000
            DTEND;TZID=Tokyo Standard Time:20260326T110000
            """,
            "2026-03-26T00:30Z 2026-03-26T02:00Z busy"),
        new("In a zone that only the file knows", """
            DTSTART;TZID=Customized Time Zone:20260327T100000
            DTEND;TZID=Customized Time Zone:20260327T103000
            """,
            "2026-03-27T04:30Z 2026-03-27T05:00Z busy")
        {
            Zone = "BEGIN:VTIMEZONE\nTZID:Customized Time Zone\nBEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:+0530\nTZOFFSETTO:+0530\nEND:STANDARD\nEND:VTIMEZONE",
        },
        new("On no quarter of an hour", """
            DTSTART:20260327T120500Z
            DTEND:20260327T122000Z
            """,
            "2026-03-27T12:05Z 2026-03-27T12:20Z busy"),
        new("Each Sunday night over both changes of the clock", """
            DTSTART;TZID=Europe/Paris:20260322T013000
            DTEND;TZID=Europe/Paris:20260322T033000
            RRULE:FREQ=WEEKLY
            """,
            "2026-03-29T00:30Z 2026-03-29T01:30Z busy",
            "2026-04-04T23:30Z 2026-04-05T01:30Z busy",
            "2026-04-11T23:30Z 2026-04-12T01:30Z busy",
            "2026-04-18T23:30Z 2026-04-19T01:30Z busy",
            "2026-10-24T23:30Z 2026-10-25T02:30Z busy",
            "2026-11-01T00:30Z 2026-11-01T02:30Z busy",
            "2026-11-08T00:30Z 2026-11-08T02:30Z busy"),
        new("At an hour that the clock skips", """
            DTSTART;TZID=Europe/Paris:20260328T023000
            DURATION:PT30M
            RRULE:FREQ=DAILY;COUNT=3
            """,
            "2026-03-28T01:30Z 2026-03-28T02:00Z busy",
            "2026-03-29T01:30Z 2026-03-29T02:00Z busy",
            "2026-03-30T00:30Z 2026-03-30T01:00Z busy"),
        new("Begun before the first of the weeks", """
            DTSTART:20260322T220000Z
            DTEND:20260323T010000Z
            """,
            "2026-03-23T00:00Z 2026-03-23T01:00Z busy"),
        new("Not over when they are", """
            DTSTART:20261108T220000Z
            DTEND:20261109T060000Z
            """,
            "2026-11-08T22:00Z 2026-11-09T00:00Z busy"),
    ];

    private static ImmutableArray<CalendarEntry> Series() =>
    [
        new("With an exception and overrides", """
            DTSTART;TZID=Europe/Paris:20260323T100000
            DTEND;TZID=Europe/Paris:20260323T110000
            RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20260408T080000Z
            EXDATE:20260325T090000Z

            RECURRENCE-ID;TZID=Europe/Paris:20260330T100000
            DTSTART;TZID=Europe/Paris:20260331T140000
            DTEND;TZID=Europe/Paris:20260331T153000

            RECURRENCE-ID;TZID=Europe/Paris:20260401T100000
            DTSTART;TZID=Europe/Paris:20260401T100000
            DTEND;TZID=Europe/Paris:20260401T110000
            STATUS:CANCELLED

            RECURRENCE-ID:20260406T080000Z
            DTSTART;TZID=Europe/Paris:20260406T100000
            DTEND;TZID=Europe/Paris:20260406T110000
            STATUS:TENTATIVE
            """,
            "2026-03-23T09:00Z 2026-03-23T10:00Z busy",
            "2026-03-31T12:00Z 2026-03-31T13:30Z busy",
            "2026-04-06T08:00Z 2026-04-06T09:00Z tentative",
            "2026-04-08T08:00Z 2026-04-08T09:00Z busy"),
        new("Moved from one Thursday on", """
            DTSTART;TZID=Europe/Paris:20260326T160000
            DTEND;TZID=Europe/Paris:20260326T170000
            RRULE:FREQ=WEEKLY;UNTIL=20260416T140000Z

            RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Paris:20260409T160000
            DTSTART;TZID=Europe/Paris:20260409T170000
            DTEND;TZID=Europe/Paris:20260409T183000
            """,
            "2026-03-26T15:00Z 2026-03-26T16:00Z busy",
            "2026-04-02T14:00Z 2026-04-02T15:00Z busy",
            "2026-04-09T15:00Z 2026-04-09T16:30Z busy",
            "2026-04-16T15:00Z 2026-04-16T16:30Z busy"),
        new("Until a day and not a time", """
            DTSTART;TZID=Europe/Paris:20260413T120000
            DTEND;TZID=Europe/Paris:20260413T123000
            RRULE:FREQ=DAILY;UNTIL=20260415
            """,
            "2026-04-13T10:00Z 2026-04-13T10:30Z busy",
            "2026-04-14T10:00Z 2026-04-14T10:30Z busy",
            "2026-04-15T10:00Z 2026-04-15T10:30Z busy"),
        new("With a time added", """
            DTSTART;TZID=Europe/Paris:20260417T080000
            DTEND;TZID=Europe/Paris:20260417T083000
            RDATE;TZID=Europe/Paris:20260417T080000,20260418T120000
            """,
            "2026-04-17T06:00Z 2026-04-17T06:30Z busy",
            "2026-04-18T10:00Z 2026-04-18T10:30Z busy"),
        new("Moved into the weeks from long before", """
            DTSTART;TZID=Europe/Paris:20260105T090000
            DTEND;TZID=Europe/Paris:20260105T100000
            RRULE:FREQ=WEEKLY;COUNT=2

            RECURRENCE-ID;TZID=Europe/Paris:20260112T090000
            DTSTART;TZID=Europe/Paris:20261020T090000
            DTEND;TZID=Europe/Paris:20261020T100000
            """,
            "2026-10-20T07:00Z 2026-10-20T08:00Z busy"),
        new("In the hour that comes twice", """
            DTSTART:20261025T003000Z
            DTEND:20261025T013000Z
            """,
            "2026-10-25T00:30Z 2026-10-25T01:30Z busy"),
        new("On the last Friday of each month", """
            DTSTART;TZID=America/New_York:20250131T153000
            DURATION:PT90M
            RRULE:FREQ=MONTHLY;BYDAY=-1FR
            """,
            "2026-03-27T19:30Z 2026-03-27T21:00Z busy",
            "2026-10-30T19:30Z 2026-10-30T21:00Z busy"),
    ];

    private static ImmutableArray<CalendarEntry> Kinds() =>
    [
        new("The whole of a day with 23 hours", """
            DTSTART;VALUE=DATE:20260329
            DTEND;VALUE=DATE:20260330
            """,
            "2026-03-28T23:00Z 2026-03-29T22:00Z busy"),
        new("A holiday", """
            DTSTART;VALUE=DATE:20260326
            TRANSP:TRANSPARENT
            """),
        new("Away over a day with 25 hours as Outlook writes it", """
            DTSTART;VALUE=DATE:20261024
            DTEND;VALUE=DATE:20261026
            X-MICROSOFT-CDO-ALLDAYEVENT:TRUE
            X-MICROSOFT-CDO-BUSYSTATUS:OOF
            """,
            "2026-10-23T22:00Z 2026-10-25T23:00Z oof"),
        new("Tentative", """
            DTSTART:20260324T080000Z
            DTEND:20260324T090000Z
            STATUS:TENTATIVE
            """,
            "2026-03-24T08:00Z 2026-03-24T09:00Z tentative"),
        new("Tentative as Outlook writes it", """
            DTSTART:20260324T100000Z
            DTEND:20260324T103000Z
            STATUS:CONFIRMED
            X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE
            """,
            "2026-03-24T10:00Z 2026-03-24T10:30Z tentative"),
        new("Free as Outlook writes it", """
            DTSTART:20260324T120000Z
            DTEND:20260324T130000Z
            X-MICROSOFT-CDO-BUSYSTATUS:FREE
            """),
        new("Called off", """
            DTSTART:20260324T140000Z
            DTEND:20260324T150000Z
            STATUS:CANCELLED
            """),
        new("Nobody else's business", """
            DTSTART:20260327T090000Z
            DTEND:20260327T100000Z
            CLASS:PRIVATE
            LOCATION:Private clinic
            """,
            "2026-03-27T09:00Z 2026-03-27T10:00Z busy"),
        new("Perhaps beside something certain", """
            DTSTART:20260330T070000Z
            DTEND:20260330T100000Z
            STATUS:TENTATIVE
            """,
            "2026-03-30T07:00Z 2026-03-30T08:00Z tentative",
            "2026-03-30T09:00Z 2026-03-30T10:00Z tentative"),
        new("Certain", """
            DTSTART:20260330T080000Z
            DTEND:20260330T090000Z
            """,
            "2026-03-30T08:00Z 2026-03-30T09:00Z busy"),
        new("By the clock where one happens to be", """
            DTSTART:20260331T090000
            DTEND:20260331T093000
            """,
            "2026-03-31T07:00Z 2026-03-31T07:30Z busy"),
        new("A moment without length", """
            DTSTART:20260331T120000Z
            DTEND:20260331T120000Z
            """),
        new("Over midnight", """
            DTSTART;TZID=Europe/Paris:20260401T230000
            DTEND;TZID=Europe/Paris:20260402T020000
            """,
            "2026-04-01T21:00Z 2026-04-02T00:00Z busy"),
        new("Not answered yet", """
            DTSTART:20260403T080000Z
            DTEND:20260403T090000Z
            ORGANIZER:mailto:anna@contoso.test
            ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:carla@contoso.test
            """,
            "2026-04-03T08:00Z 2026-04-03T09:00Z tentative"),
        new("Declined", """
            DTSTART:20260403T100000Z
            DTEND:20260403T110000Z
            ORGANIZER:mailto:anna@contoso.test
            ATTENDEE;PARTSTAT=ACCEPTED:mailto:bjorn@contoso.test
            ATTENDEE;PARTSTAT=DECLINED:mailto:carla@contoso.test
            """),
        new("Three days by the clock of another zone", """
            DTSTART;TZID=America/New_York:20260407T120000
            DTEND;TZID=America/New_York:20260410T120000
            X-MICROSOFT-CDO-BUSYSTATUS:OOF
            """,
            "2026-04-07T16:00Z 2026-04-10T16:00Z oof"),
    ];
}
