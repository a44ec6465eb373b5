using NodaTime;

namespace Signpost.Server.Recurrence;

/// <summary>What came of looking for a time zone.</summary>
internal abstract record ZoneReading
{
    private ZoneReading()
    {
    }

    public sealed record Known(DateTimeZone Zone) : ZoneReading;

    /// <summary>There is no such zone, or what defines it can't be used.</summary>
    /// <param name="Id">Its TZID.</param>
    /// <param name="Why">One clause.</param>
    public sealed record Unknown(string Id, string Why) : ZoneReading;
}
