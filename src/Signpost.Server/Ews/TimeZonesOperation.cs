using System.Collections.Immutable;
using Signpost.Availability;
using Signpost.Ews;
using Signpost.Server.Calendars;

namespace Signpost.Server.Ews;

/// <summary>GetServerTimeZones (MS-OXWSGTZ): exchangelib asks before each question for free/busy, and builds its own zone from the answer.</summary>
internal sealed class TimeZonesOperation : IEwsOperation
{
    /// <inheritdoc/>
    public ImmutableArray<string> Names { get; } = ["GetServerTimeZones"];

    /// <inheritdoc/>
    public ValueTask<EwsReply> AnswerAsync(EwsQuestion question, CancellationToken cancellationToken) => ValueTask.FromResult<EwsReply>(TimeZonesCodec.ReadRequest(question.Message) switch
    {
        EwsRequestReading<TimeZonesRequest>.Ok { Value: var asked } =>
            new EwsReply.Message(TimeZonesCodec.WriteResponse(ServerTimeZones.Answer(asked) with { Server = question.Server })),
        EwsRequestReading<TimeZonesRequest>.Refused refused => new EwsReply.Fault(refused.AsFault()),
        _ => throw new InvalidOperationException("a case is missing"),
    });
}
