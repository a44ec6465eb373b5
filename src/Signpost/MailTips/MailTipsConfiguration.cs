using System.Collections.Immutable;

namespace Signpost.MailTips;

/// <summary>How clients are to ask for tips, and to show them (MS-OXWCONFIG, MailTipsServiceConfiguration).</summary>
public sealed record MailTipsConfiguration
{
    /// <summary>Whether tips are to be asked for at all.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>How many recipients there may be in one request.</summary>
    public int MostRecipients { get; init; }

    /// <summary>How large a message may be, in bytes.</summary>
    public int MaxMessageSize { get; init; }

    /// <summary>From how many readers on an audience is large.</summary>
    public int LargeAudienceThreshold { get; init; }

    /// <summary>Whether the sender is told how many recipients are outside.</summary>
    public bool ShowsExternalRecipients { get; init; }

    /// <summary>The domains whose addresses are not outside.</summary>
    public ImmutableArray<InternalDomain> InternalDomains { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Whether messages are looked at for what must not be sent.</summary>
    public bool HasPolicyTips { get; init; }

    /// <summary>Up to how many readers are counted.</summary>
    public int LargeAudienceCap { get; init; }

    /// <inheritdoc/>
    public bool Equals(MailTipsConfiguration? other) => other is not null && Numbers == other.Numbers && Flags == other.Flags && InternalDomains.SequenceEqual(other.InternalDomains);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numbers, Flags, InternalDomains.Length);

    private (int, int, int, int) Numbers => (MostRecipients, MaxMessageSize, LargeAudienceThreshold, LargeAudienceCap);

    private (bool, bool, bool) Flags => (IsEnabled, ShowsExternalRecipients, HasPolicyTips);
}

/// <summary>A domain of the organization.</summary>
/// <param name="Name">Its name.</param>
/// <param name="WithSubdomains">Whether all below it are too.</param>
public sealed record InternalDomain(string Name, bool WithSubdomains = false);
