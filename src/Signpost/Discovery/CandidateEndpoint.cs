using System.Collections.Immutable;
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

    /// <summary>Who told us: a directory, <c>dns</c>, or <c>address</c> for what follows from the address alone.</summary>
    public required string Source { get; init; }

    /// <summary>The SCP that announces it; null from any other step.</summary>
    public ServiceConnectionPoint? Scp { get; init; }

    /// <summary>How its SCP lies to the client's site; null from any other step.</summary>
    public SiteAffinity? Affinity { get; init; }

    /// <summary>The DNs of further SCPs that announce the same URL.</summary>
    public ImmutableArray<string> AlsoAnnouncedBy { get; init; } = [];

    /// <summary>The SRV record that names it; null from any other step.</summary>
    public SrvRecord? Service { get; init; }

    /// <summary>Whether an untrusted network could have made the name up: then it is given no password unless the user allows the host.</summary>
    internal bool IsHearsay => Step is StepKind.HttpRedirect or StepKind.SrvRecord or StepKind.SipSrvRecord;

    /// <inheritdoc/>
    public bool Equals(CandidateEndpoint? other) => other is not null && Id == other.Id && Step == other.Step && Position == other.Position && Url == other.Url;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Step, Position, Url);
}
