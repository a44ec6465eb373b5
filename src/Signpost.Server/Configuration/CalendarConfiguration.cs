using NodaTime;
using Signpost.Server.Calendars;
using Signpost.Server.Services;

namespace Signpost.Server.Configuration;

/// <summary>Where calendars come from, and who sees what of them.</summary>
/// <param name="Place">Where they are.</param>
/// <param name="Hours">The zone and the working hours of mailboxes that say nothing else.</param>
public sealed record CalendarConfiguration(CalendarPlace Place, OwnerHours Hours)
{
    /// <summary>What callers see of calendars that are not their own.</summary>
    public CalendarView ForOthers { get; init; } = CalendarView.Times;

    /// <summary>The longest that one calendar may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For how long a calendar is taken as it was when its place does not answer.</summary>
    public TimeSpan ServeStaleFor { get; init; } = TimeSpan.FromDays(1);
}

/// <summary>What is seen of a calendar.</summary>
public enum CalendarView
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>When its owner is free or not.</summary>
    Times,

    /// <summary>What the events are about as well, except private ones.</summary>
    Details,
}

/// <summary>Where calendars are.</summary>
public abstract record CalendarPlace
{
    private CalendarPlace()
    {
    }

    /// <summary>A folder: for each address a file <c>ADDRESS.ics</c>, a folder <c>ADDRESS</c> of such files, or both.</summary>
    /// <param name="Path">The folder.</param>
    public sealed record Folder(string Path) : CalendarPlace;

    /// <summary>A CalDAV server (RFC 4791).</summary>
    /// <param name="Url">The collection of one mailbox, with places to fill in.</param>
    /// <param name="Logon">As whom; null asks without.</param>
    public sealed record CalDav(UrlTemplate Url, CalendarLogon? Logon) : CalendarPlace
    {
        /// <summary>How long what was read is taken as it is, before the server is asked whether it has changed.</summary>
        public TimeSpan PollAfter { get; init; } = TimeSpan.FromSeconds(30);

        /// <summary>PEM file of the authorities that are trusted; null trusts those of the platform.</summary>
        public string? CaFile { get; init; }
    }

    /// <summary>Another server that speaks EWS: the mailbox's own CAS.</summary>
    /// <param name="Url">Its EWS URL; null finds it for each mailbox by its Autodiscover.</param>
    /// <param name="Logon">As whom.</param>
    public sealed record Ews(UrlTemplate? Url, CalendarLogon Logon) : CalendarPlace
    {
        /// <summary>How long an answer is taken as it is.</summary>
        public TimeSpan PollAfter { get; init; } = TimeSpan.FromSeconds(30);

        /// <summary>PEM file of the authorities that are trusted; null trusts those of the platform.</summary>
        public string? CaFile { get; init; }
    }
}

/// <summary>As whom calendars are asked for elsewhere, with Basic.</summary>
/// <param name="User">The user.</param>
/// <param name="Password">The password.</param>
public sealed record CalendarLogon(string User, Secret Password);
