using System.Collections.Immutable;

namespace Signpost.Server.Recurrence;

/// <summary>A set of numbers up to 63 that count from the start or, negative, from the end.</summary>
internal readonly struct SignedBits
{
    private readonly ulong fromStart;
    private readonly ulong fromEnd;

    public SignedBits(ImmutableArray<int> numbers)
    {
        foreach (var number in numbers)
        {
            fromStart |= number >= 0 ? 1UL << number : 0;
            fromEnd |= number < 0 ? 1UL << -number : 0;
        }
    }

    public bool IsEmpty => (fromStart | fromEnd) == 0;

    /// <summary>Whether it names the nth from the start, which is the mth from the end.</summary>
    public bool Names(int nth, int mth = 0) => ((fromStart >> nth) & 1) != 0 || ((fromEnd >> mth) & 1) != 0;
}
