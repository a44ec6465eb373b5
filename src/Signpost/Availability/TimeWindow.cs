using System.Globalization;
using Signpost.Ews;

namespace Signpost.Availability;

/// <summary>What of a calendar is asked for, as instants, or why that cannot be answered.</summary>
public abstract record TimeWindow
{
    internal static readonly TimeSpan ClockChange = TimeSpan.FromHours(1);

    private TimeWindow()
    {
    }

    /// <summary>The longest window: 62 days, as newer Exchanges have it; older ones have 42.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(62);

    /// <summary>The instants of a window whose times are in a zone where they do not say otherwise.</summary>
    /// <remarks>A beginning that a clock shows twice is the first of the two, an end the second.</remarks>
    public static TimeWindow Of(EwsDuration window, SerializableTimeZone zone)
    {
        var (start, end) = (zone.ToUtc(window.Start), zone.ToUtc(window.End, lastOfTwo: true));
        return end <= start
            ? new Refused(EwsErrorCode.InvalidTimeInterval, $"the window does not end after it begins: {window.Start} to {window.End}")
            : end - start > Longest + ClockChange
                ? new Refused(EwsErrorCode.TimeIntervalTooBig, string.Create(
                    CultureInfo.InvariantCulture, $"a window of {(end - start).TotalDays:0.##} days, and at most {Longest.TotalDays} are answered"))
                : new Ok(start, end);
    }

    /// <summary>It can be answered.</summary>
    /// <param name="Start">When it begins.</param>
    /// <param name="End">When it ends, itself not in it.</param>
    public sealed record Ok(DateTimeOffset Start, DateTimeOffset End) : TimeWindow;

    /// <summary>It is to be answered with a fault.</summary>
    /// <param name="Code">The code of the fault.</param>
    /// <param name="What">One clause, lower-case start, no full stop.</param>
    public sealed record Refused(EwsErrorCode Code, string What) : TimeWindow;
}
