namespace Signpost.Ews;

/// <summary>A call that was not answered at all: a SOAP fault, sent with HTTP status 500.</summary>
/// <param name="Code">What it was; from Exchange 2007 a number (an HRESULT), as text.</param>
/// <param name="Message">The server's words.</param>
public sealed record EwsFault(EwsErrorCode Code, string Message)
{
    /// <summary>How long to wait before asking again (<c>BackOffMilliseconds</c>), where a busy server says so.</summary>
    public TimeSpan? BackOff { get; init; }
}
