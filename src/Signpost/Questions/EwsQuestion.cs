using Signpost.Transport;

namespace Signpost.Questions;

/// <summary>A question of Exchange Web Services, and how its answers are read.</summary>
/// <param name="Message">The message.</param>
/// <param name="Operation">Its name in the WSDL.</param>
/// <param name="LongestAnswer">How many bytes of the answer are read.</param>
/// <param name="Read">Reads an answer, or the fault that there is instead.</param>
internal sealed record EwsQuestion<T>(byte[] Message, string Operation, int LongestAnswer, Func<ReadOnlyMemory<byte>, CodecReading<EwsReply<T>>> Read);

/// <summary>What came of a question.</summary>
internal abstract record EwsReply<T>
{
    private EwsReply()
    {
    }

    /// <summary>The answer.</summary>
    public sealed record Answered(T Response) : EwsReply<T>;

    /// <summary>There is none.</summary>
    public sealed record Failed(EwsFailure Why) : EwsReply<T>;
}
