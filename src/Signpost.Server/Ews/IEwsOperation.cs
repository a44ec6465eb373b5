using System.Collections.Immutable;

namespace Signpost.Server.Ews;

/// <summary>Some operations of EWS: reads with a codec, answers, writes with the codec.</summary>
internal interface IEwsOperation
{
    /// <summary>The elements of the body by which they are known, for example <c>GetUserAvailabilityRequest</c>.</summary>
    ImmutableArray<string> Names { get; }

    /// <summary>Answers one request that is one of these.</summary>
    ValueTask<EwsReply> AnswerAsync(EwsQuestion question, CancellationToken cancellationToken);
}
