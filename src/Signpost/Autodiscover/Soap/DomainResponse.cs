using System.Collections.Immutable;

namespace Signpost.Autodiscover.Soap;

/// <summary>What is said of one domain (MS-OXWSADISC, DomainResponse).</summary>
public sealed record DomainResponse
{
    /// <summary>How it went with this domain.</summary>
    public SoapErrorCode ErrorCode { get; init; } = SoapErrorCode.NoError;

    /// <summary>The server's words.</summary>
    public string ErrorMessage { get; init; } = "";

    /// <summary>The URL to ask next, where the code says so.</summary>
    public string RedirectTarget { get; init; } = "";

    /// <summary>Which settings could not be given.</summary>
    public ImmutableArray<SettingError> SettingErrors { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The settings.</summary>
    public ImmutableArray<DomainSetting> Settings { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <inheritdoc/>
    public bool Equals(DomainResponse? other) =>
        other is not null
        && ErrorCode == other.ErrorCode
        && ErrorMessage == other.ErrorMessage
        && RedirectTarget == other.RedirectTarget
        && SettingErrors.SequenceEqual(other.SettingErrors)
        && Settings.SequenceEqual(other.Settings);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ErrorCode, ErrorMessage, RedirectTarget, SettingErrors.Length, Settings.Length);
}

/// <summary>One setting of a domain.</summary>
public sealed record DomainSetting(string Name, string Value);
