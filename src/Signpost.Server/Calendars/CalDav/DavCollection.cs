using System.Collections.Immutable;

namespace Signpost.Server.Calendars.CalDav;

/// <summary>What is remembered of a calendar collection.</summary>
/// <param name="Url">Where it is.</param>
/// <param name="CTag">Its version, as CalendarServer says it; "" for none.</param>
/// <param name="SyncToken">Its version, as RFC 6578 says it; "" for none.</param>
/// <param name="Objects">What is in it, by the path of each, with its version.</param>
internal sealed record DavCollection(Uri Url, string CTag, string SyncToken, ImmutableDictionary<string, (string ETag, CalendarObject Object)> Objects)
{
    /// <summary>How many objects the server did not tell, though they are there.</summary>
    public int Missing { get; init; }

    /// <summary>One of which nothing is known yet.</summary>
    public static DavCollection New(Uri url) => new(url, "", "", ImmutableDictionary.Create<string, (string, CalendarObject)>(StringComparer.Ordinal));
}

/// <summary>What is remembered of the calendars of a mailbox.</summary>
/// <param name="IsHome">Whether its URL is that of a home with several collections, not of one.</param>
/// <param name="Collections">Its collections.</param>
internal sealed record DavCalendar(bool IsHome, ImmutableArray<DavCollection> Collections)
{
    /// <summary>How many objects the server did not tell, though they are there.</summary>
    public int Missing => Collections.Sum(one => one.Missing);

    /// <summary>All that is in them.</summary>
    public ImmutableArray<CalendarObject> Objects { get; } = [.. Collections.SelectMany(one => one.Objects.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value.Object))];
}
