using System.Collections.Immutable;

namespace Signpost.Autodiscover.Soap;

/// <summary>What one organization shares with another (MS-OXWSADISC, OrganizationRelationshipSettings). Text that was not given is "".</summary>
public sealed record OrganizationRelationship
{
    /// <summary>How it is called.</summary>
    public string Name { get; init; } = "";

    /// <summary>The domains of the other.</summary>
    public ImmutableArray<string> DomainNames { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Whether free/busy is shared.</summary>
    public bool FreeBusyAccessEnabled { get; init; }

    /// <summary>How much of it.</summary>
    public string FreeBusyAccessLevel { get; init; } = "";

    /// <summary>Whether mail tips are shared.</summary>
    public bool MailTipsAccessEnabled { get; init; }

    /// <summary>How much of them.</summary>
    public string MailTipsAccessLevel { get; init; } = "";

    /// <summary>Whether delivery reports are shared.</summary>
    public bool DeliveryReportEnabled { get; init; }

    /// <summary>Whether mailboxes may be moved.</summary>
    public bool MailboxMoveEnabled { get; init; }

    /// <summary>The name tokens for the other are issued to.</summary>
    public string TargetApplicationUri { get; init; } = "";

    /// <summary>The other's Autodiscover.</summary>
    public ServiceUrl TargetAutodiscoverEpr { get; init; }

    /// <summary>The other's EWS.</summary>
    public ServiceUrl TargetSharingEpr { get; init; }

    /// <inheritdoc/>
    public bool Equals(OrganizationRelationship? other) =>
        other is not null
        && Name == other.Name
        && DomainNames.SequenceEqual(other.DomainNames)
        && FreeBusyAccessEnabled == other.FreeBusyAccessEnabled
        && FreeBusyAccessLevel == other.FreeBusyAccessLevel
        && MailTipsAccessEnabled == other.MailTipsAccessEnabled
        && MailTipsAccessLevel == other.MailTipsAccessLevel
        && DeliveryReportEnabled == other.DeliveryReportEnabled
        && MailboxMoveEnabled == other.MailboxMoveEnabled
        && TargetApplicationUri == other.TargetApplicationUri
        && TargetAutodiscoverEpr == other.TargetAutodiscoverEpr
        && TargetSharingEpr == other.TargetSharingEpr;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, DomainNames.Length, TargetApplicationUri, TargetAutodiscoverEpr, TargetSharingEpr);
}
