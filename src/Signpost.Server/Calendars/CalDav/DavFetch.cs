namespace Signpost.Server.Calendars.CalDav;

/// <summary>What came of asking for the calendars of a mailbox.</summary>
internal abstract record DavFetch
{
    private DavFetch()
    {
    }

    /// <summary>They are these; the same object as before where nothing has changed.</summary>
    public sealed record Fetched(DavCalendar Calendar) : DavFetch;

    /// <summary>There are none for this mailbox.</summary>
    public sealed record Gone : DavFetch;

    /// <summary>The server does not let the account in, or not there.</summary>
    /// <param name="Status">What it answered.</param>
    public sealed record Refused(int Status) : DavFetch;

    /// <summary>The server does not answer as it should.</summary>
    /// <param name="Why">One clause for the log.</param>
    public sealed record Away(string Why) : DavFetch
    {
        /// <summary>Whether the server was not even reached, or not in time: then the next mailbox need not be tried at once.</summary>
        public bool IsUnreachable { get; init; }
    }
}
