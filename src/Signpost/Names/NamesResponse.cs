using System.Collections.Immutable;
using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Names;

/// <summary>What a CAS answers to a <see cref="NamesRequest"/>.</summary>
public abstract record NamesResponse
{
    /// <summary>The most that can be meant by a name: the schema allows no more.</summary>
    public const int MostResolutions = 100;

    private NamesResponse()
    {
    }

    /// <summary>Which Exchange answers; null where it does not say, which exchangelib does not bear.</summary>
    public ServerVersionInfo? Server { get; init; }

    /// <summary>Who may be meant.</summary>
    /// <param name="Outcome">How it went: with several a warning, with nobody an error.</param>
    /// <param name="Candidates">At most <see cref="MostResolutions"/>.</param>
    public sealed record Resolved(EwsOutcome Outcome, ImmutableArray<NameResolution> Candidates) : NamesResponse
    {
        /// <summary>Whether there are no more.</summary>
        public bool IsAll { get; init; } = true;

        /// <inheritdoc/>
        public bool Equals(Resolved? other) => base.Equals(other) && Outcome == other.Outcome && IsAll == other.IsAll && Candidates.SequenceEqual(other.Candidates);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Outcome, Candidates.Length);
    }

    /// <summary>Who is on the list.</summary>
    /// <param name="Outcome">How it went.</param>
    /// <param name="Members">The direct members.</param>
    public sealed record Expanded(EwsOutcome Outcome, ImmutableArray<NamedMailbox> Members) : NamesResponse
    {
        /// <summary>Whether there are no more.</summary>
        public bool IsAll { get; init; } = true;

        /// <inheritdoc/>
        public bool Equals(Expanded? other) => base.Equals(other) && Outcome == other.Outcome && IsAll == other.IsAll && Members.SequenceEqual(other.Members);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Outcome, Members.Length);
    }

    /// <summary>The lists of rooms.</summary>
    /// <param name="Outcome">How it went.</param>
    /// <param name="Lists">The lists.</param>
    public sealed record RoomLists(EwsOutcome Outcome, ImmutableArray<NamedMailbox> Lists) : NamesResponse
    {
        /// <inheritdoc/>
        public bool Equals(RoomLists? other) => base.Equals(other) && Outcome == other.Outcome && Lists.SequenceEqual(other.Lists);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Outcome, Lists.Length);
    }

    /// <summary>The rooms of a list.</summary>
    /// <param name="Outcome">How it went.</param>
    /// <param name="Entries">The rooms.</param>
    public sealed record Rooms(EwsOutcome Outcome, ImmutableArray<NamedMailbox> Entries) : NamesResponse
    {
        /// <inheritdoc/>
        public bool Equals(Rooms? other) => base.Equals(other) && Outcome == other.Outcome && Entries.SequenceEqual(other.Entries);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Outcome, Entries.Length);
    }

    /// <summary>It could not be answered at all.</summary>
    /// <param name="Why">The fault.</param>
    public sealed record Fault(EwsFault Why) : NamesResponse;
}
