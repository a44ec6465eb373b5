using System.Collections.Immutable;

namespace Signpost.Autodiscover.Soap;

/// <summary>A place to share documents in (MS-OXWSADISC, DocumentSharingLocation). Text that was not given is "".</summary>
public sealed record DocumentSharingLocation
{
    /// <summary>The service that stores them.</summary>
    public ServiceUrl ServiceUrl { get; init; }

    /// <summary>The place itself.</summary>
    public ServiceUrl LocationUrl { get; init; }

    /// <summary>How it is called.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Which files it takes.</summary>
    public ImmutableArray<string> SupportedFileExtensions { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Whether others than the organization's users may see it.</summary>
    public bool ExternalAccessAllowed { get; init; }

    /// <summary>Whether anybody may see it.</summary>
    public bool AnonymousAccessAllowed { get; init; }

    /// <summary>Whether the user may say who sees what.</summary>
    public bool CanModifyPermissions { get; init; }

    /// <summary>Whether it is the one to take where nothing else is said.</summary>
    public bool IsDefault { get; init; }

    /// <inheritdoc/>
    public bool Equals(DocumentSharingLocation? other) =>
        other is not null
        && ServiceUrl == other.ServiceUrl
        && LocationUrl == other.LocationUrl
        && DisplayName == other.DisplayName
        && SupportedFileExtensions.SequenceEqual(other.SupportedFileExtensions)
        && ExternalAccessAllowed == other.ExternalAccessAllowed
        && AnonymousAccessAllowed == other.AnonymousAccessAllowed
        && CanModifyPermissions == other.CanModifyPermissions
        && IsDefault == other.IsDefault;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ServiceUrl, LocationUrl, DisplayName, SupportedFileExtensions.Length);
}
