namespace Signpost.Ews;

/// <summary>How it went with a call, or with one mailbox of it (MS-OXWSCDATA section 2.2.4.65, ResponseMessage).</summary>
/// <param name="Class">Whether it went well.</param>
/// <param name="Code">What it was.</param>
/// <param name="Message">The server's words; "" where it has none.</param>
public sealed record EwsOutcome(EwsResponseClass Class, EwsErrorCode Code, string Message)
{
    /// <summary>All is well.</summary>
    public static EwsOutcome Success { get; } = new(EwsResponseClass.Success, EwsErrorCode.NoError, "");

    /// <summary>It could not be done.</summary>
    public static EwsOutcome Failed(EwsErrorCode code, string message) => new(EwsResponseClass.Error, code, message);
}

/// <summary>Whether a call went well.</summary>
public enum EwsResponseClass
{
    /// <summary>It did.</summary>
    Success,

    /// <summary>In part.</summary>
    Warning,

    /// <summary>It did not.</summary>
    Error,
}
