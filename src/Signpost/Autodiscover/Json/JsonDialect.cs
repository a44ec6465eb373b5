using Signpost.Transport;

namespace Signpost.Autodiscover.Json;

/// <summary>JSON at one host: first where the mailbox's POX endpoint is, then, where that is none or this host itself, where its EWS and its ActiveSync are.</summary>
/// <remarks>It gives one URL an answer, without a logon, and knows no OAB: it is the dialect of last resort.</remarks>
internal sealed class JsonDialect(MailboxAddress address, bool mayBeReferred) : IAutodiscoverDialect
{
    private const string Referral = "AutodiscoverV1";
    private const string Ews = "Ews";
    private const string ActiveSync = "ActiveSync";

    private string wanted = mayBeReferred ? Referral : Ews;
    private Uri? asked;
    private ServiceUrl ews;

    public AutodiscoverDialect Kind => AutodiscoverDialect.Json;

    public Uri At(Uri endpoint)
    {
        asked = endpoint;
        return JsonCodec.WriteRequest(new JsonRequest(address, wanted, null), endpoint.IdnHost, JsonForm.Path, endpoint.Port);
    }

    public CasRequest Ask(Uri url) => new(url, null) { Accept = "application/json" };

    public DialectAnswer Read(CasResponse response)
    {
        if (response.Status is not (200 or 400 or 404))
        {
            return End(new DialectAnswer.Refused(response.Status));
        }

        return JsonCodec.ReadResponse(response.Body) switch
        {
            CodecReading<JsonResponse>.Ok { Value: JsonResponse.Endpoint { Url: var url } } => Read(url),
            CodecReading<JsonResponse>.Ok { Value: JsonResponse.Error error } when wanted is Referral && error.ErrorCode is not JsonErrorCode.UserNotFound => Next(Ews),
            CodecReading<JsonResponse>.Ok { Value: JsonResponse.Error error } => End(new DialectAnswer.Error(OneLine.Of(error.ErrorCode), OneLine.Of(error.ErrorMessage))),
            CodecReading<JsonResponse>.Bad when response.Status is not 200 => End(new DialectAnswer.Refused(response.Status)),
            CodecReading<JsonResponse>.Bad bad => End(new DialectAnswer.Malformed(OneLine.Of(bad.What), bad.Line > 0 ? $"line {bad.Line}, column {bad.Column}" : "")),
            _ => throw new UnreachableException(),
        };
    }

    private DialectAnswer Read(ServiceUrl url)
    {
        switch (wanted)
        {
            case Referral when url.TryUri(out var there) && !IsHere(there):
                return new DialectAnswer.RedirectUrl(url.Text);
            case Referral:
                return Next(Ews);
            case Ews:
                ews = url;
                return Next(ActiveSync);
            default:
                return new DialectAnswer.Settings(Settings(url));
        }
    }

    private DialectAnswer.AskAgain Next(string protocol)
    {
        wanted = protocol;
        return new DialectAnswer.AskAgain();
    }

    // A CAS without ActiveSync has been asked for everything it has.
    private DialectAnswer End(DialectAnswer met) => ews.IsGiven ? new DialectAnswer.Settings(Settings(default)) : met;

    private MailboxSettings Settings(ServiceUrl activeSync)
    {
        wanted = Ews;       // the URL that is shown is that of the question which counts
        return new MailboxSettings
        {
            AutoDiscoverSmtpAddress = address.ToString(),
            Protocols =
            [
                new ProtocolSettings { Kind = ProtocolKind.Expr, EwsUrl = ews, AsUrl = ews },
                .. activeSync.IsGiven ? [new ProtocolSettings { Kind = ProtocolKind.MobileSync, Server = activeSync.Text }] : Array.Empty<ProtocolSettings>(),
            ],
        };
    }

    // To this very host, whatever the path: the ladder has asked it already.
    private bool IsHere(Uri there) => asked is { } here && there.IdnHost.Equals(here.IdnHost, StringComparison.OrdinalIgnoreCase) && there.Port == here.Port;
}
