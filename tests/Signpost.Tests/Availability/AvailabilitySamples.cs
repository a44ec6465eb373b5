using System.Reflection;
using Signpost.Availability;
using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Tests.Availability;

/// <summary>The documents in Golden/, and the records they say.</summary>
internal static class AvailabilitySamples
{
    /// <summary>What exchangelib asks.</summary>
    public static FreeBusyRequest Request { get; } = new()
    {
        RequestServerVersion = "Exchange2019",
        TimeZone = Zones.Berlin,
        Attendees =
        [
            new Attendee(new EwsAddress("user1@example.test") { RoutingType = "SMTP" }) { Kind = AttendeeKind.Organizer },
            new Attendee(new EwsAddress("nobody@example.test") { RoutingType = "SMTP" }),
        ],
        FreeBusy = new FreeBusyOptions(new EwsDuration(Time("2026-03-02T08:00:00+01:00"), Time("2026-03-02T13:00:00+01:00")))
        {
            IntervalInMinutes = 30,
            View = FreeBusyViewKind.DetailedMerged,
        },
    };

    /// <summary>The answer to it.</summary>
    public static FreeBusyResponse Answer { get; } = new FreeBusyResponse.Answer(
        [
            new MailboxFreeBusy(EwsOutcome.Success, new FreeBusyView
            {
                Kind = FreeBusyViewKind.DetailedMerged,
                Merged = new MergedFreeBusy("0022100003"),
                Events =
                [
                    new CalendarEvent(Time("2026-03-02T09:00:00"), Time("2026-03-02T10:00:00"), BusyType.Busy)
                    {
                        Details = new CalendarEventDetails
                        {
                            Id = "0000000000E2A1", Subject = "Design review", Location = "Room 1", IsMeeting = true, IsRecurring = true, IsReminderSet = true,
                        },
                    },
                    new CalendarEvent(Time("2026-03-02T12:50:00"), Time("2026-03-02T14:00:00"), BusyType.OutOfOffice),
                ],
                WorkingHours = new WorkingHours(Zones.Berlin, [new WorkingPeriod(DaysOfWeek.Weekdays, 480, 1020)]),
            }),
            MailboxFreeBusy.Failed(EwsErrorCode.MailRecipientNotFound, "Unable to resolve e-mail address nobody@example.test."),
        ],
        new SuggestionsResult(
            EwsOutcome.Success,
            [
                new SuggestionDay(Time("2026-03-02T00:00:00"), SuggestionQuality.Excellent,
                [
                    new Suggestion(Time("2026-03-02T10:30:00"), true, SuggestionQuality.Excellent, [new AttendeeConflict.Individual(BusyType.Free), new AttendeeConflict.Unknown()]),
                ]),
                new SuggestionDay(Time("2026-03-03T00:00:00"), SuggestionQuality.Poor, []),
            ]))
    {
        Server = new ServerVersionInfo(15, 1, 2507, 6, "V2017_07_11"),
    };

    public static byte[] Bytes(string name)
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{typeof(AvailabilitySamples).Namespace}.Golden.{name}.golden")!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }

    public static EwsTime Time(string text)
    {
        Assert.True(EwsTime.TryParse(text, out var time));
        return time;
    }
}
