using System.Collections.Immutable;
using Signpost.Directory;

namespace Signpost.Server.Registration;

/// <summary>What would be written, and why.</summary>
/// <param name="DistinguishedName">The SCP it is about; "" where there is none to retract.</param>
/// <param name="Steps">The changes, in the order they are made; none when the directory is as it is to be.</param>
/// <param name="Notes">What whoever reads the plan should know beside them.</param>
public sealed record ScpPlan(string DistinguishedName, ImmutableArray<ScpStep> Steps, ImmutableArray<string> Notes)
{
    /// <summary>Whether there is nothing to write.</summary>
    public bool IsUpToDate => Steps is [];
}

/// <summary>One change to the directory.</summary>
/// <param name="DistinguishedName">Of the object.</param>
/// <param name="Why">Why, in one clause.</param>
public abstract record ScpStep(string DistinguishedName, string Why)
{
    /// <summary>An object is added: a container or the SCP itself.</summary>
    /// <param name="Entry">The object.</param>
    /// <param name="Why">Why.</param>
    public sealed record Add(DirectoryEntry Entry, string Why) : ScpStep(Entry.DistinguishedName, Why);

    /// <summary>Attributes of the SCP are changed; the object stays, with its age.</summary>
    /// <param name="DistinguishedName">Of the SCP.</param>
    /// <param name="Changes">Which, and why each.</param>
    /// <param name="Why">Why.</param>
    public sealed record Modify(string DistinguishedName, ImmutableArray<ScpAttributeChange> Changes, string Why) : ScpStep(DistinguishedName, Why);

    /// <summary>An object is deleted.</summary>
    /// <param name="DistinguishedName">Of the object.</param>
    /// <param name="IsScp">Whether it is the SCP, and not a container that stays where others came to lie in it.</param>
    /// <param name="Why">Why.</param>
    public sealed record Delete(string DistinguishedName, bool IsScp, string Why) : ScpStep(DistinguishedName, Why);
}

/// <summary>How one attribute changes.</summary>
/// <param name="Change">The change.</param>
/// <param name="Why">Why, in one clause.</param>
public sealed record ScpAttributeChange(AttributeChange Change, string Why);

/// <summary>What came of planning.</summary>
public abstract record ScpPlanOutcome
{
    private ScpPlanOutcome()
    {
    }

    /// <summary>The plan.</summary>
    public sealed record Planned(ScpPlan Plan) : ScpPlanOutcome;

    /// <summary>There is none.</summary>
    public sealed record Failed(ScpProblem Problem) : ScpPlanOutcome;
}
