using System.Collections.Immutable;

namespace Signpost.Server.Calendars.CalDav;

/// <summary>What a CalDAV server answered.</summary>
internal abstract record DavReply
{
    private DavReply()
    {
    }

    /// <summary>What it says of several resources (RFC 4918 section 13).</summary>
    /// <param name="Resources">Each once, in the server's order.</param>
    /// <param name="SyncToken">The state this is of (RFC 6578 section 6.4); "" where none is said.</param>
    public sealed record Multistatus(ImmutableArray<DavResource> Resources, string SyncToken) : DavReply;

    /// <summary>A status without that; 2xx among them, where the server does not do what was asked.</summary>
    public sealed record Status(int Code) : DavReply;

    /// <summary>Nothing that could be used.</summary>
    /// <param name="Why">One clause for the log.</param>
    public sealed record Broken(string Why) : DavReply
    {
        /// <summary>Whether the server was not even reached.</summary>
        public bool IsUnreachable { get; init; }

        /// <summary>Whether the connection ended before the answer did.</summary>
        public bool IsCutOff { get; init; }
    }
}

/// <summary>What is said of one resource.</summary>
/// <param name="Url">Where it is: at the server that was asked.</param>
/// <param name="Status">200, or 404 where it is gone, and so on.</param>
internal sealed record DavResource(Uri Url, int Status)
{
    /// <summary>Its version (RFC 9110 section 8.8.3); "" where it has none.</summary>
    public string ETag { get; init; } = "";

    /// <summary>The version of all that is in it (CalendarServer's ctag); "" where it has none.</summary>
    public string CTag { get; init; } = "";

    /// <summary>The same (RFC 6578 section 4); "" where it has none.</summary>
    public string SyncToken { get; init; } = "";

    /// <summary>Whether it is a collection.</summary>
    public bool IsCollection { get; init; }

    /// <summary>Whether it is a calendar (RFC 4791 section 4.2) that may hold events and counts for its owner (RFC 6638 section 9.1).</summary>
    public bool IsCalendar { get; init; }

    /// <summary>What it holds (RFC 4791 section 9.6); null where that was not said.</summary>
    public string? Text { get; init; }

    /// <summary>By which it is known: its path, however that was escaped.</summary>
    public string Key => Uri.UnescapeDataString(Url.AbsolutePath);
}
