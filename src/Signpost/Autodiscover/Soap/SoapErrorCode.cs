namespace Signpost.Autodiscover.Soap;

/// <summary>How a call, or a user, domain or setting in it, went (MS-OXWSADISC, ErrorCode). The set is open: what is not known is kept as it was written.</summary>
public readonly record struct SoapErrorCode(string Text)
{
    /// <summary>All is well.</summary>
    public static SoapErrorCode NoError { get; } = new("NoError");

    /// <summary>Ask again for another address.</summary>
    public static SoapErrorCode RedirectAddress { get; } = new("RedirectAddress");

    /// <summary>Ask again at another URL.</summary>
    public static SoapErrorCode RedirectUrl { get; } = new("RedirectUrl");

    /// <summary>Nobody here has this address.</summary>
    public static SoapErrorCode InvalidUser { get; } = new("InvalidUser");

    /// <summary>The request is not what it should be.</summary>
    public static SoapErrorCode InvalidRequest { get; } = new("InvalidRequest");

    /// <summary>No setting has this name.</summary>
    public static SoapErrorCode InvalidSetting { get; } = new("InvalidSetting");

    /// <summary>The setting has no value here.</summary>
    public static SoapErrorCode SettingIsNotAvailable { get; } = new("SettingIsNotAvailable");

    /// <summary>Ask again later.</summary>
    public static SoapErrorCode ServerBusy { get; } = new("ServerBusy");

    /// <summary>The domain is not served here.</summary>
    public static SoapErrorCode InvalidDomain { get; } = new("InvalidDomain");

    /// <summary>The organization trusts nobody.</summary>
    public static SoapErrorCode NotFederated { get; } = new("NotFederated");

    /// <summary>The server failed.</summary>
    public static SoapErrorCode InternalServerError { get; } = new("InternalServerError");

    /// <summary>The code as one of the known ones.</summary>
    public SoapErrorKind Kind => ToString() switch
    {
        "NoError" => SoapErrorKind.NoError,
        "RedirectAddress" => SoapErrorKind.RedirectAddress,
        "RedirectUrl" => SoapErrorKind.RedirectUrl,
        "InvalidUser" => SoapErrorKind.InvalidUser,
        "InvalidRequest" => SoapErrorKind.InvalidRequest,
        "InvalidSetting" => SoapErrorKind.InvalidSetting,
        "SettingIsNotAvailable" => SoapErrorKind.SettingIsNotAvailable,
        "ServerBusy" => SoapErrorKind.ServerBusy,
        "InvalidDomain" => SoapErrorKind.InvalidDomain,
        "NotFederated" => SoapErrorKind.NotFederated,
        "InternalServerError" => SoapErrorKind.InternalServerError,
        _ => SoapErrorKind.Other,
    };

    /// <inheritdoc/>
    public bool Equals(SoapErrorCode other) => ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The code as it was written; "" where none was given.</summary>
    public override string ToString() => Text ?? "";
}

/// <summary>The known codes, for a switch.</summary>
public enum SoapErrorKind
{
    /// <summary>All is well.</summary>
    NoError,

    /// <summary>Ask again for another address.</summary>
    RedirectAddress,

    /// <summary>Ask again at another URL.</summary>
    RedirectUrl,

    /// <summary>Nobody here has this address.</summary>
    InvalidUser,

    /// <summary>The request is not what it should be.</summary>
    InvalidRequest,

    /// <summary>No setting has this name.</summary>
    InvalidSetting,

    /// <summary>The setting has no value here.</summary>
    SettingIsNotAvailable,

    /// <summary>Ask again later.</summary>
    ServerBusy,

    /// <summary>The domain is not served here.</summary>
    InvalidDomain,

    /// <summary>The organization trusts nobody.</summary>
    NotFederated,

    /// <summary>The server failed.</summary>
    InternalServerError,

    /// <summary>A code that is not known here.</summary>
    Other,
}
