namespace Signpost.Autodiscover.Soap;

/// <summary>Why a setting is not among the settings.</summary>
/// <param name="ErrorCode"><see cref="SoapErrorCode.InvalidSetting"/> or <see cref="SoapErrorCode.SettingIsNotAvailable"/>.</param>
/// <param name="ErrorMessage">The server's words.</param>
/// <param name="SettingName">The setting.</param>
public sealed record SettingError(SoapErrorCode ErrorCode, string ErrorMessage, string SettingName);
