using System.Collections.Immutable;
using Signpost.Directory;

namespace Signpost.Discovery;

/// <summary>What came of asking the forest for its SCPs.</summary>
internal abstract record ForestRanking
{
    private ForestRanking()
    {
    }

    /// <summary>The candidates, best first, perhaps none.</summary>
    public sealed record Ranked(ImmutableArray<CandidateEndpoint> Candidates, string Source) : ForestRanking;

    /// <summary>The directory did not answer.</summary>
    public sealed record Failed(DirectoryFailure Failure) : ForestRanking;
}
