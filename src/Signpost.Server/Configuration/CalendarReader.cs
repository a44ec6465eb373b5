using System.Collections.Immutable;
using System.Security.Cryptography;
using NodaTime;
using NodaTime.Text;
using Signpost.Availability;
using Signpost.Server.Calendars;
using Signpost.Server.Recurrence;
using Signpost.Server.Services;
using Signpost.Transport;

namespace Signpost.Server.Configuration;

/// <summary>Reads where calendars come from.</summary>
internal static class CalendarReader
{
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("H:mm");

    public static CalendarConfiguration Read(ConfigurationNode node, string serverName)
    {
        var otherwise = new CalendarConfiguration(new CalendarPlace.Folder(""), new OwnerHours(DateTimeZone.Utc, []));
        var calendars = new CalendarConfiguration(Place(node, serverName), new OwnerHours(Zone(node), [Period(node.Child("WorkingHours"))]))
        {
            ForOthers = node.Word("ForOthers", "nothing", "times", "details") switch
            {
                "nothing" => CalendarView.Nothing,
                "details" => CalendarView.Details,
                _ => otherwise.ForOthers,
            },
            Timeout = node.Time("Timeout", otherwise.Timeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)),
            ServeStaleFor = node.Time("ServeStaleFor", otherwise.ServeStaleFor, TimeSpan.Zero, TimeSpan.FromDays(30)),
        };
        node.Done();
        return calendars;
    }

    private static CalendarPlace Place(ConfigurationNode node, string serverName)
    {
        var folder = node.File("Folder") is { } path ? new CalendarPlace.Folder(path) : null;
        var calDav = node.Has("CalDav") ? CalDav(node.Child("CalDav"), serverName) : null;
        var ews = node.Has("Ews") ? Ews(node.Child("Ews"), serverName) : null;
        if (new CalendarPlace?[] { folder, calDav, ews }.Count(place => place is not null) is not 1)
        {
            node.Fault("Folder", "give one of Folder, CalDav and Ews: that is where calendars come from");
        }

        return calDav ?? ews ?? (CalendarPlace?)folder ?? new CalendarPlace.Folder("");
    }

    private static CalendarPlace.CalDav CalDav(ConfigurationNode node, string serverName)
    {
        var otherwise = new CalendarPlace.CalDav(Url(node, serverName, mayBeOnThisHost: true) ?? UrlTemplate.Nowhere, Logon(node));
        if (!node.Has("Url"))
        {
            node.Fault("Url", "is missing: the collection of one mailbox, for example https://dav.example.org/{address}/calendar/");
        }

        var place = otherwise with { CaFile = Ca(node), PollAfter = PollAfter(node, otherwise.PollAfter) };
        node.Done();
        return place;
    }

    private static CalendarPlace.Ews Ews(ConfigurationNode node, string serverName)
    {
        var logon = Logon(node);
        if (!node.Has("User"))
        {
            node.Fault("User", "is missing: an account that may ask the other server for free/busy");
        }

        var otherwise = new CalendarPlace.Ews(Url(node, serverName, mayBeOnThisHost: false), logon ?? new CalendarLogon("", new Secret("")));
        var place = otherwise with { CaFile = Ca(node), PollAfter = PollAfter(node, otherwise.PollAfter) };
        node.Done();
        return place;
    }

    private static UrlTemplate? Url(ConfigurationNode node, string serverName, bool mayBeOnThisHost)
    {
        if (node.Text("Url") is not { } text)
        {
            return null;
        }

        if (UrlTemplate.TryParse(text, serverName, mayBeOnThisHost, out var url, out var why))
        {
            return url;
        }

        node.Fault("Url", why);
        return null;
    }

    private static CalendarLogon? Logon(ConfigurationNode node)
    {
        var (user, file) = (node.Text("User"), node.File("PasswordFile"));
        if (user is null)
        {
            if (file is not null)
            {
                node.Fault("User", "is missing");
            }

            return null;
        }

        if (file is null)
        {
            node.Fault("PasswordFile", $"is missing: a file whose first line is the password of {user}");
            return null;
        }

        if (SecretFile.Read(file, out var why) is { } password)
        {
            return new CalendarLogon(user, password);
        }

        node.Fault("PasswordFile", why);
        return null;
    }

    private static string? Ca(ConfigurationNode node)
    {
        var file = node.File("Ca");
        try
        {
            _ = file is null ? TlsTrust.Platform : TlsTrust.FromPemFile(file);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or CryptographicException)
        {
            node.Fault("Ca", $"{file}: {FileWords.Of(failed)}");
        }

        return file;
    }

    private static TimeSpan PollAfter(ConfigurationNode node, TimeSpan otherwise) => node.Time("PollAfter", otherwise, TimeSpan.Zero, TimeSpan.FromHours(1));

    // Without a word it is the zone of this host.
    private static DateTimeZone Zone(ConfigurationNode node)
    {
        var given = node.Text("TimeZone");
        switch (EventZones.Nameable().Find(given ?? TimeZoneInfo.Local.Id, new StepBudget()))
        {
            case ZoneReading.Known { Zone: var zone }:
                return zone;
            case ZoneReading.Unknown when given is not null:
                node.Fault("TimeZone", $"'{given}' is no time zone, such as Europe/Berlin or W. Europe Standard Time");
                break;
        }

        return DateTimeZone.Utc;
    }

    private static WorkingPeriod Period(ConfigurationNode node)
    {
        var (start, end) = (Minutes(node, "Start", 8 * 60), Minutes(node, "End", 17 * 60));
        if (end <= start)
        {
            node.Fault("End", "is not after Start");
        }

        var days = Days(node);
        node.Done();
        return new WorkingPeriod(days, start, end);
    }

    private static DaysOfWeek Days(ConfigurationNode node)
    {
        var days = DaysOfWeek.None;
        foreach (var text in node.List("Days"))
        {
            if (Enum.TryParse<DaysOfWeek>(text, ignoreCase: true, out var day) && !char.IsAsciiDigit(text[0]))
            {
                days |= day;
            }
            else
            {
                node.Fault("Days", $"'{text}' is no day, such as Monday, Weekdays or All");
            }
        }

        return days is DaysOfWeek.None ? DaysOfWeek.Weekdays : days;
    }

    private static int Minutes(ConfigurationNode node, string key, int otherwise)
    {
        if (node.Text(key) is not { } text)
        {
            return otherwise;
        }

        if (text is "24:00")
        {
            return 24 * 60;
        }

        if (Clock.Parse(text) is { Success: true, Value: var time })
        {
            return (time.Hour * 60) + time.Minute;
        }

        node.Fault(key, $"'{text}' is no time of day, such as 08:00");
        return otherwise;
    }
}
