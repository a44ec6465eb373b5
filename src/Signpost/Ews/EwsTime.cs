using System.Globalization;

namespace Signpost.Ews;

/// <summary>A date and time as messages write it (xs:dateTime): with its distance from UTC, or without, and then in a zone said elsewhere.</summary>
/// <remarks>exchangelib writes an offset, DavMail <c>Z</c>, the EWS Managed API and evolution-ews neither.</remarks>
public readonly record struct EwsTime
{
    // Windows begins to count here; the end leaves room to move a time by hours or by months.
    private const int FirstYear = 1601;
    private const int LastYear = 9000;

    private static readonly TimeSpan FarthestOffset = TimeSpan.FromHours(14);   // XML Schema part 2 section 3.2.7.3

    private readonly DateTime clock;

    private EwsTime(DateTime clock, TimeSpan? offset) => (this.clock, Offset) = (DateTime.SpecifyKind(clock, DateTimeKind.Unspecified), offset);

    /// <summary>What the clock on the wall shows.</summary>
    public DateTime Clock => clock;

    /// <summary>How far it is ahead of UTC; null where that is not said.</summary>
    public TimeSpan? Offset { get; }

    /// <summary>The instant; null where the zone is said elsewhere.</summary>
    public DateTimeOffset? Instant => Offset is { } offset ? new DateTimeOffset(clock, offset).ToUniversalTime() : null;

    /// <summary>What the clock on the wall shows, in a zone said elsewhere.</summary>
    public static EwsTime Local(DateTime clock) => Checked(clock, null);

    /// <summary>An instant, written in UTC.</summary>
    public static EwsTime Utc(DateTimeOffset instant) => Checked(instant.UtcDateTime, TimeSpan.Zero);

    /// <summary>An instant, written with its own distance from UTC.</summary>
    public static EwsTime At(DateTimeOffset instant) => Checked(instant.DateTime, instant.Offset);

    /// <summary>Reads one of the three forms; fractions of a second may be there. Years before 1601 and after 9000 are refused.</summary>
    public static bool TryParse(string? text, out EwsTime time)
    {
        time = default;
        if (text is null || !TrySplit(text, out var local, out var offset))
        {
            return false;
        }

        if (!DateTime.TryParseExact(Shortened(local), "yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock)
            || clock.Year is < FirstYear or > LastYear)
        {
            return false;
        }

        time = new EwsTime(clock, offset);
        return true;
    }

    /// <summary>As XML Schema writes it; a fraction of a second only where there is one.</summary>
    public override string ToString()
    {
        var text = clock.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
        return Offset switch
        {
            null => text,
            { Ticks: 0 } => text + "Z",
            { } offset => string.Create(CultureInfo.InvariantCulture, $"{text}{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}"),
        };
    }

    private static EwsTime Checked(DateTime clock, TimeSpan? offset)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(clock.Year, FirstYear, nameof(clock));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(clock.Year, LastYear, nameof(clock));
        return new EwsTime(clock, offset);
    }

    private static bool TrySplit(string text, out ReadOnlySpan<char> local, out TimeSpan? offset)
    {
        local = text;
        offset = null;
        if (text.EndsWith('Z'))
        {
            local = local[..^1];
            offset = TimeSpan.Zero;
        }
        else if (text.Length > "2026-03-02T".Length + 6 && text[^6] is '+' or '-')
        {
            if (!TimeSpan.TryParseExact(text.AsSpan(text.Length - 5), "hh\\:mm", CultureInfo.InvariantCulture, out var distance) || distance > FarthestOffset)
            {
                return false;
            }

            local = local[..^6];
            offset = text[^6] is '-' ? -distance : distance;
        }

        return true;
    }

    // XML Schema has no end of digits; ours are ticks.
    private static ReadOnlySpan<char> Shortened(ReadOnlySpan<char> local) =>
        local.Length > 27 && !local[20..].ContainsAnyExceptInRange('0', '9') ? local[..27] : local;
}
