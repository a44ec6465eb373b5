namespace Signpost.Directory;

/// <summary>What came of opening a directory.</summary>
public abstract record OpenOutcome
{
    private OpenOutcome()
    {
    }

    /// <summary>It is open; whoever opened it disposes it.</summary>
    public sealed record Opened(IDirectory Directory) : OpenOutcome;

    /// <summary>It could not be opened.</summary>
    public sealed record Failed(DirectoryFailure Failure) : OpenOutcome;
}
