namespace Signpost.Server.Storage;

/// <summary>What came of replacing a mailbox's settings.</summary>
internal abstract record OofWriting
{
    private OofWriting()
    {
    }

    /// <summary>They are on the disk, and survive the loss of power.</summary>
    /// <param name="Version">How often they have been set.</param>
    public sealed record Written(long Version) : OofWriting;

    /// <summary>The store does not answer; as a rule nothing was written, and to write the same again does no harm.</summary>
    /// <param name="Why">One clause, lower-case start, no full stop; for operators, not for clients.</param>
    public sealed record Away(string Why) : OofWriting;
}
