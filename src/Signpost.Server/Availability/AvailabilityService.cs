using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Signpost.Availability;
using Signpost.Ews;
using Signpost.Server.Calendars;
using Signpost.Server.Configuration;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Server.Mailboxes.AddressBook;
using Signpost.Server.Recurrence;

namespace Signpost.Server.Availability;

/// <summary>Says when people are free (MS-OXWAVLS section 3.1.4.1).</summary>
/// <remarks>
/// 1. The zone of the request, and the window: what makes no sense is a fault, and nobody is asked.
/// 2. Each attendee is looked for and his calendar read, of a list those of its members; what can't be had is that attendee's error.
/// 3. Each is shown as much as the caller may see.
/// 4. Meeting times are looked for in all of them.
/// </remarks>
/// <param name="mailboxes">Who has a mailbox.</param>
/// <param name="lists">Who is in a list.</param>
/// <param name="calendars">Where the calendars are.</param>
/// <param name="configuration">Who sees what, and how long it may take.</param>
/// <param name="time">The clock.</param>
internal sealed class AvailabilityService(
    IMailboxDirectory mailboxes, IDistributionLists lists, ICalendarSource calendars, CalendarConfiguration configuration, TimeProvider time)
{
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(25);

    /// <summary>Answers a request.</summary>
    public async ValueTask<FreeBusyResponse> AnswerAsync(FreeBusyRequest asked, Caller caller, CancellationToken cancellationToken)
    {
        if (RequestClock.Of(asked) is not { } clock)
        {
            return Fault(EwsErrorCode.TimeZone, $"'{asked.TimeZoneId}' is no time zone that is known here");
        }

        var window = asked.FreeBusy is { } view ? TimeWindow.Of(view.Window, clock.Zone) : null;
        var days = asked.Suggestions is { } wanted ? MeetingAdviser.WindowOf(wanted, clock.Zone) : null;
        if ((window as TimeWindow.Refused ?? days as TimeWindow.Refused) is { } refused)
        {
            return Fault(refused.Code, refused.What);
        }

        using var limit = new CancellationTokenSource(LongestRequest, time);
        var reader = new AttendeeReader(mailboxes, lists, calendars, configuration, caller, time);
        ImmutableArray<MailboxFreeBusy> views = [];
        if (window is TimeWindow.Ok asked1)
        {
            if (await reader.ReadAsync(asked.Attendees, Interval(asked1), limit.Token, cancellationToken) is not AttendeeReadings.Read { Each: var found })
            {
                return TooMany();
            }

            var composer = new ViewComposer(asked.FreeBusy!, asked1, clock, configuration.ForOthers, ServerVersionWord.KnowsWorkingElsewhere(asked.RequestServerVersion));
            views = [.. found.Select(composer.Of)];
        }

        SuggestionsResult? suggestions = null;
        if (days is TimeWindow.Ok around)
        {
            if (await reader.ReadAsync(asked.Attendees, Interval(around), limit.Token, cancellationToken) is not AttendeeReadings.Read { Each: var found })
            {
                return TooMany();
            }

            suggestions = new MeetingAdviser(asked.Suggestions!, clock.Zone, configuration.Hours, time.GetUtcNow()).Advise([.. asked.Attendees.Zip(found)]);
        }

        return new FreeBusyResponse.Answer(views, suggestions);
    }

    private static FreeBusyResponse.Fault TooMany() => Fault(
        EwsErrorCode.IndividualMailboxLimitReached, string.Create(CultureInfo.InvariantCulture, $"with the members of its lists, the request is about more than {FreeBusyRequest.MostMailboxes} mailboxes"));

    private static FreeBusyResponse.Fault Fault(EwsErrorCode code, string what) => new(new EwsFault(code, $"{char.ToUpperInvariant(what[0])}{what[1..]}."));

    private static UtcInterval Interval(TimeWindow.Ok window) => new(Instant.FromDateTimeOffset(window.Start), Instant.FromDateTimeOffset(window.End));
}
