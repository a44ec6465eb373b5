using System.Collections.Immutable;

namespace Signpost.Autodiscover.Soap;

/// <summary>What is said of one user (MS-OXWSADISC, UserResponse).</summary>
public sealed record UserResponse
{
    /// <summary>How it went with this user.</summary>
    public SoapErrorCode ErrorCode { get; init; } = SoapErrorCode.NoError;

    /// <summary>The server's words.</summary>
    public string ErrorMessage { get; init; } = "";

    /// <summary>The address or URL to ask next, where the code says so.</summary>
    public string RedirectTarget { get; init; } = "";

    /// <summary>Which settings could not be given.</summary>
    public ImmutableArray<SettingError> SettingErrors { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The settings.</summary>
    public ImmutableArray<UserSetting> Settings { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <inheritdoc/>
    public bool Equals(UserResponse? other) =>
        other is not null
        && ErrorCode == other.ErrorCode
        && ErrorMessage == other.ErrorMessage
        && RedirectTarget == other.RedirectTarget
        && SettingErrors.SequenceEqual(other.SettingErrors)
        && Settings.SequenceEqual(other.Settings);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ErrorCode, ErrorMessage, RedirectTarget, SettingErrors.Length, Settings.Length);
}
