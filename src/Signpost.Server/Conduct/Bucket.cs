namespace Signpost.Server.Conduct;

/// <summary>A leaky bucket whose contents are one number: when it will be empty.</summary>
/// <param name="Size">How long a full one takes to leak empty; it may be overfilled to the same again.</param>
/// <param name="Drop">How long one drop takes; 0 where there is no limit.</param>
internal readonly record struct Bucket(long Size, long Drop)
{
    /// <summary>One that holds as many as are allowed in a window; 0 is no limit.</summary>
    public static Bucket Of(int allowed, long window) => new(window, allowed == 0 ? 0 : Math.Max(1, window / allowed));

    /// <summary>How long to wait until so many drops fit; 0 where they do.</summary>
    public long Overfull(long until, int drops, long now) => Drop == 0 ? 0 : Math.Max(0, Math.Min(Level(until, now) + (Drop * drops) - Size, 2 * Size));

    /// <summary>When it will be empty with one drop more.</summary>
    public long Filled(long until, long now) => Drop == 0 ? until : now + Math.Min(Level(until, now) + Drop, 2 * Size);

    // What was counted by another window can't be more than this one's.
    private long Level(long until, long now) => Math.Clamp(until - now, 0, 2 * Size);
}
