using System.Collections.Immutable;
using Signpost.Availability;
using Signpost.Ews;
using Signpost.Server.Availability;
using Signpost.Server.Operation;

namespace Signpost.Server.Ews;

/// <summary>GetUserAvailability (MS-OXWAVLS section 3.1.4.1).</summary>
/// <param name="service">Who knows.</param>
/// <param name="isProxy">Whether it asks another server: then it does not for one that asks for somebody else already, or the question would go round.</param>
internal sealed class AvailabilityOperation(AvailabilityService service, bool isProxy = false) : IEwsOperation
{
    /// <inheritdoc/>
    public ImmutableArray<string> Names { get; } = ["GetUserAvailabilityRequest"];

    /// <inheritdoc/>
    public async ValueTask<EwsReply> AnswerAsync(EwsQuestion question, CancellationToken cancellationToken)
    {
        if (isProxy && question.IsProxied)
        {
            return new EwsReply.Fault(EwsErrorCode.ProxyRequestNotAllowed, "This question has come by way of another server, and would go on to a third.");
        }

        switch (AvailabilityCodec.ReadRequest(question.Message))
        {
            case EwsRequestReading<FreeBusyRequest>.Refused refused:
                return new EwsReply.Fault(refused.AsFault());
            case EwsRequestReading<FreeBusyRequest>.Ok { Value: var asked }:
                return await service.AnswerAsync(asked, question.Caller, cancellationToken) switch
                {
                    FreeBusyResponse.Fault { Why: var fault } => new EwsReply.Fault(fault),
                    var answer => new EwsReply.Message(AvailabilityCodec.WriteResponse(answer with { Server = question.Server }), ResultOf(answer)),
                };
            default:
                throw new InvalidOperationException("a case is missing");
        }
    }

    // Counted as unknown where nothing else was asked for.
    private static RequestResult ResultOf(FreeBusyResponse answer) =>
        answer is FreeBusyResponse.Answer { Mailboxes: not [] and var all } && all.All(one => one.Outcome.Code == EwsErrorCode.MailRecipientNotFound) ? RequestResult.Unknown : RequestResult.Ok;
}
