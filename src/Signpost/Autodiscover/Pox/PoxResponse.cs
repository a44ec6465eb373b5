namespace Signpost.Autodiscover.Pox;

/// <summary>What a CAS answers (MS-OXDSCLI, Autodiscover Response).</summary>
public abstract record PoxResponse
{
    private PoxResponse()
    {
    }

    /// <summary>The settings.</summary>
    public sealed record Settings(MailboxSettings Mailbox) : PoxResponse;

    /// <summary>Start again with another address; as the server wrote it.</summary>
    public sealed record RedirectAddress(string Address) : PoxResponse;

    /// <summary>Ask at another URL.</summary>
    public sealed record RedirectUrl(ServiceUrl Url) : PoxResponse;

    /// <summary>The server can't tell.</summary>
    /// <param name="Code">One of <see cref="PoxErrorCode"/>, or another: the set is open. 0 where it was no number.</param>
    /// <param name="Message">The server's words.</param>
    /// <param name="DebugData">More of them.</param>
    /// <param name="Time">The server's local time of day, to 7 decimals; as it wrote it.</param>
    /// <param name="Id">Stands for the name of the server.</param>
    public sealed record Error(int Code, string Message, string DebugData, string Time, uint Id) : PoxResponse;

    /// <summary>An answer to a phone.</summary>
    public sealed record MobileSync(MobileSyncAnswer Answer) : PoxResponse;
}
