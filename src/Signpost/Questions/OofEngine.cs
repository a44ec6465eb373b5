using Signpost.Autodiscover;
using Signpost.Ews;
using Signpost.Oof;
using Signpost.Transport;

namespace Signpost.Questions;

/// <summary>Asks what is answered while somebody is away, or has it changed.</summary>
internal sealed class OofEngine(EwsRun run, TimeProvider time)
{
    private const string Version = "Exchange2007_SP1";      // what every Exchange since then takes

    /// <summary>What is set?</summary>
    public Task<OofReport> GetAsync(Uri? endpoint, MailboxAddress mailbox, CancellationToken cancellationToken) =>
        AskAsync(endpoint, mailbox, new OofRequest.Get(Of(mailbox)), "GetUserOofSettings", cancellationToken);

    /// <summary>Sets it, unless no server would take it.</summary>
    public async Task<OofReport> SetAsync(Uri? endpoint, MailboxAddress mailbox, OofSettings settings, CancellationToken cancellationToken) =>
        RefusalOf(settings) is { } refusal
            ? new OofReport(mailbox, refusal, null, null, TimeSpan.Zero, [])
            : await AskAsync(endpoint, mailbox, new OofRequest.Set(Of(mailbox), InUtc(settings)), "SetUserOofSettings", cancellationToken);

    private async Task<OofReport> AskAsync(Uri? endpoint, MailboxAddress mailbox, OofRequest request, string operation, CancellationToken cancellationToken)
    {
        OofOutcome? outcome = null;
        var visit = await run.VisitAsync(endpoint, mailbox, CasService.Oof, AskThereAsync, why => outcome = new OofOutcome.Failed(why), cancellationToken);
        return new OofReport(mailbox, outcome!, visit.Url, visit.Discovery, visit.Elapsed, visit.Events);

        async Task AskThereAsync(EwsTalk talk, CancellationToken token)
        {
            var question = new EwsQuestion<OofResponse>(
                OofCodec.WriteRequest(request with { RequestServerVersion = Version }), operation, OofCodec.Limit, bytes => Read(OofCodec.ReadResponse(bytes)));
            outcome = await talk.AskAsync(question, token) switch
            {
                EwsReply<OofResponse>.Answered { Response: var response } => OutcomeOf(response, request),
                EwsReply<OofResponse>.Failed { Why: var why } => new OofOutcome.Failed(why),
                _ => throw new UnreachableException(),
            };
        }
    }

    private OofOutcome.NotSent? RefusalOf(OofSettings settings)
    {
        if (settings.Refusal(time.GetUtcNow(), UtcOf) is not { } code)
        {
            return null;
        }

        return new OofOutcome.NotSent(code, code == EwsErrorCode.InvalidScheduledOofDuration
            ? settings.Duration is { } duration ? $"an absence from {duration.Start} to {duration.End} does not end after it begins, or has ended" : "a scheduled absence needs a beginning and an end"
            : "both replies must be there, also one that is empty");
    }

    private static CodecReading<EwsReply<OofResponse>> Read(CodecReading<OofResponse> reading) => reading switch
    {
        CodecReading<OofResponse>.Ok { Value: OofResponse.Fault { Why: var why } } =>
            new CodecReading<EwsReply<OofResponse>>.Ok(new EwsReply<OofResponse>.Failed(new EwsFailure.Fault(why))),
        CodecReading<OofResponse>.Ok { Value: var response } => new CodecReading<EwsReply<OofResponse>>.Ok(new EwsReply<OofResponse>.Answered(response)),
        CodecReading<OofResponse>.Bad bad => new CodecReading<EwsReply<OofResponse>>.Bad(bad.What, bad.Line, bad.Column),
        _ => throw new UnreachableException(),
    };

    private static OofOutcome OutcomeOf(OofResponse response, OofRequest request) => (response, request) switch
    {
        (OofResponse.Get { Outcome: { Class: EwsResponseClass.Error } why }, OofRequest.Get) => ErrorOf(why),
        (OofResponse.Set { Outcome: { Class: EwsResponseClass.Error } why }, OofRequest.Set) => ErrorOf(why),
        (OofResponse.Get { Settings: { } settings, AllowExternalOof: var most }, OofRequest.Get) => new OofOutcome.Given(settings, most),
        (OofResponse.Set, OofRequest.Set) => new OofOutcome.Done(),
        _ => new OofOutcome.Failed(EwsTalk.Malformed<OofResponse>(request is OofRequest.Get ? "no settings in the answer" : "an answer to another question").Why),
    };

    private static OofOutcome.Error ErrorOf(EwsOutcome why) => new(new EwsErrorCode(OneLine.Of(why.Code.ToString())), OneLine.Of(why.Message));

    // Servers take a time without an offset for UTC, or for their own zone: none is sent.
    private static OofSettings InUtc(OofSettings settings) => settings.Duration is not { } duration ? settings
        : settings with { Duration = new EwsDuration(EwsTime.Utc(InstantOf(duration.Start)), EwsTime.Utc(InstantOf(duration.End))) };

    private static DateTimeOffset InstantOf(EwsTime time) => time.Instant ?? UtcOf(time.Clock);

    private static DateTimeOffset UtcOf(DateTime clock) => new(clock, TimeSpan.Zero);

    private static EwsAddress Of(MailboxAddress mailbox) => new(mailbox.ToString()) { RoutingType = EwsAddress.SmtpRouting };
}
