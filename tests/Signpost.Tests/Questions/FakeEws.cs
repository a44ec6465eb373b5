using System.Collections.Immutable;
using Signpost.Availability;
using Signpost.Ews;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Tests.Questions;

/// <summary>A host that speaks Exchange Web Services: what it was asked, and what it answers.</summary>
internal static class FakeEws
{
    public const string Path = "/EWS/Exchange.asmx";

    public static FakeHost FreeBusy(Func<FreeBusyRequest, FreeBusyResponse> answers) => new(request =>
        request.Body is not null && AvailabilityCodec.ReadRequest(request.Body) is EwsRequestReading<FreeBusyRequest>.Ok { Value: var asked }
            ? Says(answers(asked))
            : new HttpOutcome.Answered(Said.Status(400)));

    /// <summary>A server as it should be: a calendar for each address, whole events in local times of the request's zone, slots, and a longest window.</summary>
    public static FakeHost Calendars(Func<string, ImmutableArray<BusyInterval>> each, int mostDays = 62) => FreeBusy(request =>
    {
        var zone = request.TimeZone!;
        if (request.FreeBusy is not { } view)
        {
            return new FreeBusyResponse.Answer([], new SuggestionsResult(EwsOutcome.Success, []));
        }

        var (start, end) = (zone.ToUtc(view.Window.Start), zone.ToUtc(view.Window.End));
        return end - start > TimeSpan.FromDays(mostDays)
            ? Fault(EwsErrorCode.TimeIntervalTooBig, "too long")
            : new FreeBusyResponse.Answer([.. request.Attendees.Select(attendee => CalendarOf([.. each(attendee.Mailbox.Address)], start, end, view, zone))], null);
    });

    public static FreeBusyResponse.Fault Fault(EwsErrorCode code, string message, TimeSpan? backOff = null) => new(new EwsFault(code, message) { BackOff = backOff });

    public static MailboxFreeBusy Slots(string digits) => new(EwsOutcome.Success, new FreeBusyView { Kind = FreeBusyViewKind.MergedOnly, Merged = new MergedFreeBusy(digits) });

    public static HttpOutcome Says(FreeBusyResponse response) =>
        new HttpOutcome.Answered(new CasResponse(response is FreeBusyResponse.Fault ? 500 : 200, null, [], "text/xml", AvailabilityCodec.WriteResponse(response)));

    private static MailboxFreeBusy CalendarOf(ImmutableArray<BusyInterval> all, DateTimeOffset start, DateTimeOffset end, FreeBusyOptions view, SerializableTimeZone zone) => new(
        EwsOutcome.Success,
        new FreeBusyView
        {
            Kind = view.View,
            Merged = MergedFreeBusy.Of(all, start, end, view.IntervalInMinutes),
            Events =
            [
                .. all.Where(one => one.End > start && one.Start < end).OrderBy(one => one.Start)
                    .Select(one => new CalendarEvent(EwsTime.Local(zone.ToLocal(one.Start)), EwsTime.Local(zone.ToLocal(one.End)), one.Busy)),
            ],
        });
}
