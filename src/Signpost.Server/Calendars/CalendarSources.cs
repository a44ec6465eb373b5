using Microsoft.Extensions.Logging;
using Signpost.Server.Calendars.CalDav;
using Signpost.Server.Calendars.Proxy;
using Signpost.Server.Conduct;
using Signpost.Server.Configuration;
using Signpost.Server.Services;

namespace Signpost.Server.Calendars;

/// <summary>The source of calendars that a configuration describes.</summary>
internal static class CalendarSources
{
    /// <summary>Nothing is asked yet.</summary>
    public static ICalendarSource Of(ServerConfiguration server, CalendarConfiguration configuration, LoggedNames names, ILogger logger, TimeProvider time) => configuration.Place switch
    {
        CalendarPlace.Folder { Path: var path } => new ExpandedCalendars(new FolderCalendars(path, names, logger, time), configuration, names, logger, time),
        CalendarPlace.CalDav place => new ExpandedCalendars(
            new CalDavCalendars(place, configuration, DavClient.Handler(place.CaFile, keepsConnections: !IsPlain(place.Url)), logger, time), configuration, names, logger, time),
        CalendarPlace.Ews place => new EwsCalendars(place, configuration, server.ServerName, server.Directory, logger, time),
        _ => throw new InvalidOperationException("a case is missing"),
    };

    private static bool IsPlain(UrlTemplate url) => url.ToString().StartsWith("http:", StringComparison.OrdinalIgnoreCase);
}
