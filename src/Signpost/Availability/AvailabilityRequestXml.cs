using System.Globalization;
using System.Xml;
using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Availability;

/// <summary>The request (MS-OXWAVLS section 3.1.4.1.1.1). The array is in the namespace of messages, all else in that of types.</summary>
internal static class AvailabilityRequestXml
{
    public const string Message = "GetUserAvailabilityRequest";

    public static void Write(XmlWriter xml, FreeBusyRequest request)
    {
        if (request.TimeZone is { } zone)
        {
            TimeZoneXml.Write(xml, zone);
        }

        xml.InMessages("MailboxDataArray", () =>
        {
            foreach (var attendee in request.Attendees)
            {
                xml.InTypes("MailboxData", () =>
                {
                    xml.Address("Email", attendee.Mailbox);
                    xml.Type("AttendeeType", attendee.Kind.ToString());
                    xml.Type("ExcludeConflicts", attendee.ExcludeConflicts);
                });
            }
        });
        if (request.FreeBusy is { } view)
        {
            xml.InTypes("FreeBusyViewOptions", () =>
            {
                xml.Duration("TimeWindow", view.Window);
                xml.Type("MergedFreeBusyIntervalInMinutes", view.IntervalInMinutes);
                xml.Type("RequestedView", view.View.ToString());
            });
        }

        if (request.Suggestions is { } wanted)
        {
            xml.InTypes("SuggestionsViewOptions", () => Write(xml, wanted));
        }
    }

    /// <summary>Reads a request; a zone that the body does not have is taken from the header, where it is described in full.</summary>
    public static EwsRequestReading<FreeBusyRequest> Read(XmlPart message, XmlPart? header)
    {
        var attendees = message.Child("MailboxDataArray")?.ChildrenNamed("MailboxData").ToArray() ?? [];
        var (freeBusy, suggestions) = (message.Child("FreeBusyViewOptions"), message.Child("SuggestionsViewOptions"));
        EwsRefusal? refusal = null;
        var request = new FreeBusyRequest
        {
            TimeZone = message.Child("TimeZone") is { } zone ? Zone(zone, ref refusal) : ZoneOf(header, freeBusy ?? suggestions),
            Attendees = [.. attendees.Take(FreeBusyRequest.MostMailboxes).Select(Attendee)],
            FreeBusy = freeBusy is null ? null : View(freeBusy, ref refusal),
            Suggestions = suggestions is null ? null : Wanted(suggestions, ref refusal),
        };
        refusal ??= (attendees.Length, freeBusy ?? suggestions) switch
        {
            ( > FreeBusyRequest.MostMailboxes and var count, _) => EwsRefusal.At(
                attendees[FreeBusyRequest.MostMailboxes],
                EwsErrorCode.IndividualMailboxLimitReached,
                string.Create(CultureInfo.InvariantCulture, $"{count} mailboxes, and at most {FreeBusyRequest.MostMailboxes} are answered at once")),
            (_, null) => EwsRefusal.At(message, EwsErrorCode.InvalidFreeBusyViewType, "neither FreeBusyViewOptions nor SuggestionsViewOptions in it"),
            _ => null,
        };
        return refusal?.As<FreeBusyRequest>() ?? new EwsRequestReading<FreeBusyRequest>.Ok(request);
    }

    private static void Write(XmlWriter xml, SuggestionsOptions wanted)
    {
        xml.Type("GoodThreshold", wanted.GoodThreshold);
        xml.Type("MaximumResultsByDay", wanted.MaximumResultsByDay);
        xml.Type("MaximumNonWorkHourResultsByDay", wanted.MaximumNonWorkHourResultsByDay);
        xml.Type("MeetingDurationInMinutes", wanted.MeetingDurationInMinutes);
        xml.Type("MinimumSuggestionQuality", wanted.MinimumQuality.ToString());
        xml.Duration("DetailedSuggestionsWindow", wanted.Window);
        if (wanted.CurrentMeetingTime is { } current)
        {
            xml.Type("CurrentMeetingTime", current.ToString());
        }

        xml.OptionalType("GlobalObjectId", wanted.GlobalObjectId);
    }

    private static SerializableTimeZone? Zone(XmlPart part, ref EwsRefusal? refusal)
    {
        var zone = TimeZoneXml.Read(part);
        var problem = zone is null ? "a Bias, a Time or a Month in it is missing or cannot be read" : zone.Problem;
        refusal ??= problem is null ? null : EwsRefusal.At(part, EwsErrorCode.TimeZone, $"no usable TimeZone: {problem}");
        return zone;
    }

    private static SerializableTimeZone? ZoneOf(XmlPart? header, XmlPart? options) =>
        header?.Child("TimeZoneContext")?.Child("TimeZoneDefinition") is { } definition
        && (options?.Child("TimeWindow") ?? options?.Child("DetailedSuggestionsWindow"))?.Duration is { Start: var start }
            ? TimeZoneDefinitionXml.Read(definition, start.Clock)
            : null;

    // exchangelib writes ExcludeConflicts as 0 and 1, DavMail leaves it out. A kind that is not known must be there like most.
    private static Attendee Attendee(XmlPart part) => new(part.Child("Email")?.Address ?? new EwsAddress(""))
    {
        Kind = Enum.GetValues<AttendeeKind>().Cast<AttendeeKind?>().FirstOrDefault(kind => kind.ToString() == part.TextOf("AttendeeType")) ?? AttendeeKind.Required,
        ExcludeConflicts = part.FlagOf("ExcludeConflicts"),
    };

    private static FreeBusyOptions? View(XmlPart part, ref EwsRefusal? refusal)
    {
        var window = part.Child("TimeWindow")?.Duration;
        var (interval, kind) = (Number(part, "MergedFreeBusyIntervalInMinutes", MergedFreeBusy.UsualInterval), FreeBusyViews.Read(part.TextOf("RequestedView")));
        refusal ??= (window, interval, kind) switch
        {
            (null, _, _) => EwsRefusal.At(part, EwsErrorCode.SchemaValidation, "no TimeWindow in it whose StartTime and EndTime can be read"),
            (_, null or < MergedFreeBusy.ShortestInterval or > MergedFreeBusy.LongestInterval, _) => EwsRefusal.At(
                part,
                EwsErrorCode.InvalidMergedFreeBusyInterval,
                $"MergedFreeBusyIntervalInMinutes '{OneLine.Of(part.TextOf("MergedFreeBusyIntervalInMinutes"))}' "
                    + $"is not in {MergedFreeBusy.ShortestInterval} to {MergedFreeBusy.LongestInterval}"),
            (_, _, FreeBusyViewKind.None) => EwsRefusal.At(
                part, EwsErrorCode.InvalidFreeBusyViewType, $"RequestedView '{OneLine.Of(part.TextOf("RequestedView"))}' is no view to be had"),
            _ => null,
        };
        return window is { } from ? new FreeBusyOptions(from) { IntervalInMinutes = interval ?? 0, View = kind ?? FreeBusyViewKind.FreeBusy } : null;
    }

    private static SuggestionsOptions? Wanted(XmlPart part, ref EwsRefusal? refusal)
    {
        if (part.Child("DetailedSuggestionsWindow")?.Duration is not { } window)
        {
            refusal ??= EwsRefusal.At(part, EwsErrorCode.SchemaValidation, "no DetailedSuggestionsWindow in it whose StartTime and EndTime can be read");
            return null;
        }

        var usual = new SuggestionsOptions(window);
        var wanted = usual with
        {
            GoodThreshold = Number(part, "GoodThreshold", usual.GoodThreshold) ?? -1,
            MaximumResultsByDay = Number(part, "MaximumResultsByDay", usual.MaximumResultsByDay) ?? -1,
            MaximumNonWorkHourResultsByDay = Number(part, "MaximumNonWorkHourResultsByDay", usual.MaximumNonWorkHourResultsByDay) ?? -1,
            MeetingDurationInMinutes = Number(part, "MeetingDurationInMinutes", usual.MeetingDurationInMinutes) ?? -1,
            MinimumQuality = SuggestionWords.Quality(part.TextOf("MinimumSuggestionQuality")) ?? usual.MinimumQuality,
            CurrentMeetingTime = EwsTime.TryParse(part.TextOf("CurrentMeetingTime"), out var current) ? current : null,
            GlobalObjectId = part.TextOf("GlobalObjectId"),
        };
        refusal ??= wanted.Problem is { } problem ? EwsRefusal.At(part, EwsErrorCode.InvalidRequest, problem) : null;
        return wanted;
    }

    // Absent is the default, garbage is nothing.
    private static int? Number(XmlPart part, string name, int usual) => part.TextOf(name) is "" ? usual : part.NumberOf(name);
}
