using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Signpost.Autodiscover.Soap;
using Signpost.Server.Autodiscover;
using Signpost.Server.Logon;

namespace Signpost.Server.Endpoints;

/// <summary>SOAP Autodiscover over HTTP (MS-OXWSADISC section 3.1): reads with the codec, asks the service, writes with the codec.</summary>
/// <param name="service">What there is to say.</param>
public sealed class AutodiscoverSoap(AutodiscoverService service)
{
    /// <summary>Where it is served; compared without case, as IIS does.</summary>
    public const string Path = "/autodiscover/autodiscover.svc";

    /// <summary>Answers one request of somebody who proved who he is.</summary>
    public async Task AnswerAsync(HttpContext exchange, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        if (await RequestBody.ReadAsync(exchange) is not { } body)
        {
            return;
        }

        var answer = await AnswerToAsync(body, caller, exchange.RequestAborted);
        var document = SoapCodec.WriteResponse(answer);
        exchange.Response.StatusCode = answer is SoapResponse.Fault ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK;     // SOAP 1.1 section 6.2
        exchange.Response.ContentType = SoapCodec.ContentType;
        exchange.Response.ContentLength = document.Length;
        await exchange.Response.Body.WriteAsync(document, exchange.RequestAborted);
    }

    private async Task<SoapResponse> AnswerToAsync(ReadOnlyMemory<byte> body, Caller caller, CancellationToken cancellationToken) => SoapCodec.ReadRequest(body) switch
    {
        SoapRequestReading.Ok { Value: SoapRequest.GetUserSettings asked } =>
            new SoapResponse.GetUserSettings(SoapErrorCode.NoError, "", [.. await UsersAsync(asked, caller, cancellationToken)]),
        SoapRequestReading.Ok { Value: SoapRequest.GetFederationInformation } =>
            SoapResponse.Failed(SoapOperation.GetFederationInformation, SoapErrorCode.NotFederated, "The organization is not federated."),
        SoapRequestReading.Ok { Value: var asked } => SoapResponse.Failed(asked.Operation, SoapErrorCode.InvalidRequest, "The operation is not offered."),
        SoapRequestReading.Invalid invalid => SoapResponse.Failed(invalid.Operation, SoapErrorCode.InvalidRequest, invalid.What),
        SoapRequestReading.Bad bad => new SoapResponse.Fault("Client", bad.What, SoapErrorCode.InvalidRequest, bad.What),
        _ => throw new InvalidOperationException("a case is missing"),
    };

    private async Task<ImmutableArray<UserResponse>> UsersAsync(SoapRequest.GetUserSettings asked, Caller caller, CancellationToken cancellationToken)
    {
        var users = ImmutableArray.CreateBuilder<UserResponse>(asked.Mailboxes.Length);
        foreach (var text in asked.Mailboxes)
        {
            users.Add(MailboxAddress.TryParse(text, out var mailbox)
                && await service.AnswerAsync(mailbox, caller, cancellationToken) is AutodiscoverAnswer.Settings { Of: var settings }
                ? UserSettingsMapping.Answer(settings, asked.Settings)
                : new UserResponse { ErrorCode = SoapErrorCode.InvalidUser, ErrorMessage = "Invalid user." });
        }

        return users.ToImmutable();
    }
}
