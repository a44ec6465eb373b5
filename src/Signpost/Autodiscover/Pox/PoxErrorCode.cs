namespace Signpost.Autodiscover.Pox;

/// <summary>The error codes of MS-OXDSCLI, and when our server sends them.</summary>
public static class PoxErrorCode
{
    /// <summary>Nobody here has this address.</summary>
    public const int UnknownAddress = 500;

    /// <summary>The address is known but has no mailbox.</summary>
    public const int NoSettings = 501;

    /// <summary>The request is none: not XML, not POX, or a GET.</summary>
    public const int InvalidRequest = 600;

    /// <summary>We do not answer in the schema asked for.</summary>
    public const int UnknownSchema = 601;

    /// <summary>The address is known; the server is not set up for it.</summary>
    public const int BadConfiguration = 602;

    /// <summary>The server failed.</summary>
    public const int InternalError = 603;

    /// <summary>What our server says with a code.</summary>
    public static string MessageOf(int code) => code switch
    {
        UnknownAddress => "The e-mail address is not known here",
        NoSettings => "There are no settings for this e-mail address",
        InvalidRequest => "Invalid Request",    // the words Exchange uses, which monitoring scripts look for
        UnknownSchema => "The requested response schema is not available",
        BadConfiguration => "The server is not configured for this e-mail address",
        InternalError => "Internal error",
        _ => "",
    };
}
