using Signpost.Ews;
using Signpost.Server.Operation;

namespace Signpost.Server.Ews;

/// <summary>What is answered to a request of EWS.</summary>
internal abstract record EwsReply
{
    private static readonly TimeSpan BackOff = TimeSpan.FromSeconds(30);

    private EwsReply()
    {
    }

    /// <summary>A message; errors of single mailboxes are in it.</summary>
    /// <param name="Document">The whole of it.</param>
    /// <param name="Result">What came of it, as it is counted.</param>
    public sealed record Message(ReadOnlyMemory<byte> Document, RequestResult Result = RequestResult.Ok) : EwsReply;

    /// <summary>A fault.</summary>
    public sealed record Fault(EwsFault Why) : EwsReply
    {
        /// <summary>The fault to a request that is refused.</summary>
        public Fault(EwsErrorCode code, string words)
            : this(new EwsFault(code, words))
        {
        }

        /// <summary>Nobody knows who has a mailbox: of all answers this is the one that makes clients wait and ask again.</summary>
        public static Fault DirectoryAway() => new(new EwsFault(EwsErrorCode.ServerBusy, "The directory does not answer. Ask again later.") { BackOff = BackOff });
    }
}
