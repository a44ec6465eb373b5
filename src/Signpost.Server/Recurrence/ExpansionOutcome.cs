using System.Collections.Immutable;

namespace Signpost.Server.Recurrence;

/// <summary>What came of looking for the occurrences in a window.</summary>
internal abstract record ExpansionOutcome
{
    private ExpansionOutcome()
    {
    }

    /// <summary>All of them, by start; no two of the series begin at once.</summary>
    public sealed record Complete(ImmutableArray<Occurrence> Occurrences) : ExpansionOutcome;

    /// <summary>Finding them takes more work than one event may cause; what was found is no answer.</summary>
    /// <param name="Steps">The work that was done.</param>
    public sealed record TooManySteps(long Steps) : ExpansionOutcome;
}
