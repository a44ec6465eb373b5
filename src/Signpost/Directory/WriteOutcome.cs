namespace Signpost.Directory;

/// <summary>What came of a change to the directory.</summary>
public abstract record WriteOutcome
{
    private WriteOutcome()
    {
    }

    /// <summary>It is done.</summary>
    public sealed record Done : WriteOutcome;

    /// <summary>It is not done.</summary>
    public sealed record Failed(DirectoryFailure Failure) : WriteOutcome;
}
