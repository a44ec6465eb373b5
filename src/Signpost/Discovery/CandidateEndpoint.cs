using System.Collections.Immutable;
using Signpost.Autodiscover;
using Signpost.Scp;
using Signpost.Dns;
using Signpost.Sites;

namespace Signpost.Discovery;

/// <summary>A URL where a CAS may answer, and how we heard of it.</summary>
public sealed record CandidateEndpoint
{
    /// <summary>Its number in the run, from 1, in the order of finding; the events speak of it by this.</summary>
    public int Id { get; init; }

    /// <summary>The step that found it.</summary>
    public required StepKind Step { get; init; }

    /// <summary>Its place among the step's candidates, from 1.</summary>
    public required int Position { get; init; }

    /// <summary>Where to ask.</summary>
    public required Uri Url { get; init; }

    /// <summary>Who told us: a directory, <c>dns</c>, a file, <c>memory</c>, <c>plan</c>, or <c>address</c> for what follows from the address alone.</summary>
    public required string Source { get; init; }

    /// <summary>The SCP that announces it; null from any other step.</summary>
    public ServiceConnectionPoint? Scp { get; init; }

    /// <summary>How its SCP lies to the client's site; null from any other step.</summary>
    public SiteAffinity? Affinity { get; init; }

    /// <summary>The DNs of further SCPs that announce the same URL.</summary>
    public ImmutableArray<string> AlsoAnnouncedBy { get; init; } = [];

    /// <summary>The SRV record that names it; null from any other step.</summary>
    public SrvRecord? Service { get; init; }

    /// <summary>The memory of it; null from any step but the last known good one.</summary>
    public LastKnownGoodEntry? Remembered { get; init; }

    /// <summary>What a local file says in its place; null where somebody is to be asked.</summary>
    internal ConversationOutcome? Said { get; init; }

    /// <summary>Whether it is given no password unless the user allows the host: an untrusted network could have made its name up, or our plan did.</summary>
    /// <remarks>
    /// The cloud's name is true, but the user did not name it: a password of the domain must not go there by itself. What is remembered is as good
    /// as the step that found it first.
    /// </remarks>
    internal bool IsHearsay => (Remembered?.Step ?? Step)
        is StepKind.HttpRedirect or StepKind.SrvRecord or StepKind.SipSrvRecord or StepKind.Office365 or StepKind.Office365FailSafe;

    /// <inheritdoc/>
    public bool Equals(CandidateEndpoint? other) => other is not null && Id == other.Id && Step == other.Step && Position == other.Position && Url == other.Url;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Step, Position, Url);
}
