namespace Signpost.Server.Storage;

/// <summary>What came of reading a mailbox's settings.</summary>
internal abstract record OofReading
{
    private OofReading()
    {
    }

    /// <summary>These were set.</summary>
    public sealed record Found(KeptOof Kept) : OofReading;

    /// <summary>None ever were.</summary>
    public sealed record Never : OofReading
    {
        /// <summary>The one there is.</summary>
        public static Never It { get; } = new();
    }

    /// <summary>The store does not answer.</summary>
    /// <param name="Why">One clause, lower-case start, no full stop; for operators, not for clients.</param>
    public sealed record Away(string Why) : OofReading;
}
