namespace Signpost.Availability;

/// <summary>A calendar as a row of slots, a digit for each: 0 free, 1 tentative, 2 busy, 3 away, 4 not known (MS-OXWAVLS, MergedFreeBusy).</summary>
public readonly record struct MergedFreeBusy
{
    /// <summary>The shortest slot in minutes.</summary>
    public const int ShortestInterval = 5;

    /// <summary>The longest slot in minutes.</summary>
    public const int LongestInterval = 1440;

    /// <summary>The slot in minutes where none is asked for.</summary>
    public const int UsualInterval = 30;

    private readonly string? digits;

    /// <summary>Takes the digits as they were written; what is not one of the five is "not known".</summary>
    public MergedFreeBusy(string digits) =>
        this.digits = digits.AsSpan().ContainsAnyExceptInRange('0', '4') ? string.Concat(digits.Select(digit => digit is >= '0' and <= '4' ? digit : '4')) : digits;

    /// <summary>The digits.</summary>
    public string Digits => digits ?? "";

    /// <summary>How many slots there are.</summary>
    public int Count => Digits.Length;

    /// <summary>What a slot is.</summary>
    public BusyType this[int slot] => (BusyType)(Digits[slot] - '0');

    /// <summary>Merges a calendar into slots: in each the highest digit of all that touches it. The last slot may reach beyond the window.</summary>
    /// <remarks>Slots are of elapsed time: a day on which clocks change has 23 or 25 of an hour. What has no length touches nothing.</remarks>
    /// <param name="calendar">In any order; what lies outside the window does not count.</param>
    /// <param name="start">When the window begins.</param>
    /// <param name="end">When it ends, itself not in it.</param>
    /// <param name="intervalInMinutes">How long a slot is.</param>
    public static MergedFreeBusy Of(IEnumerable<BusyInterval> calendar, DateTimeOffset start, DateTimeOffset end, int intervalInMinutes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(end, start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end - start, TimeWindow.Longest + TimeWindow.ClockChange, nameof(end));
        ArgumentOutOfRangeException.ThrowIfLessThan(intervalInMinutes, ShortestInterval);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(intervalInMinutes, LongestInterval);

        var interval = intervalInMinutes * TimeSpan.TicksPerMinute;
        var window = (end - start).Ticks;
        var slots = new char[(int)Slots(window)];
        Array.Fill(slots, '0');
        foreach (var busy in calendar)
        {
            var (from, to) = (Math.Max((busy.Start - start).Ticks, 0), Math.Min((busy.End - start).Ticks, window));
            for (var slot = from / interval; to > from && slot < Slots(to); slot++)
            {
                slots[slot] = (char)Math.Max(slots[slot], busy.Busy.Digit);
            }
        }

        return new MergedFreeBusy(new string(slots));

        // How many slots reach up to there, one that is only begun included: the documented sample has 24 for 23:59:59.
        long Slots(long ticks) => (ticks + interval - 1) / interval;
    }

    /// <inheritdoc/>
    public bool Equals(MergedFreeBusy other) => Digits == other.Digits;

    /// <inheritdoc/>
    public override int GetHashCode() => Digits.GetHashCode(StringComparison.Ordinal);

    /// <summary>The digits.</summary>
    public override string ToString() => Digits;
}
