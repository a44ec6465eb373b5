using Microsoft.AspNetCore.Http;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Json;
using Signpost.Server.Autodiscover;

namespace Signpost.Server.Endpoints;

/// <summary>JSON Autodiscover over HTTP. It wants no logon, so that it tells nobody who has a mailbox here: its answer is the same for every address of a domain.</summary>
/// <param name="service">Whose domains are served here, and what is announced.</param>
public sealed class AutodiscoverJson(AutodiscoverService service)
{
    /// <summary>Where it is served, with an address behind it or in the query; compared without case, as IIS does.</summary>
    public const string Path = JsonCodec.Path;

    /// <summary>Answers one request.</summary>
    public async Task AnswerAsync(HttpContext exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        var request = exchange.Request;
        var answer = JsonCodec.ReadRequest(request.Path.ToUriComponent() + request.QueryString.ToUriComponent()) switch
        {
            JsonRequestReading.Ok { Value: var asked } => await AnswerToAsync(asked, request.Host.Host, exchange.RequestAborted),
            JsonRequestReading.Refused { Answer: var refusal } => refusal,
            _ => throw new InvalidOperationException("a case is missing"),
        };
        exchange.Response.StatusCode = answer switch
        {
            JsonResponse.Endpoint => StatusCodes.Status200OK,
            JsonResponse.Error { ErrorCode: JsonErrorCode.UserNotFound } => StatusCodes.Status404NotFound,
            _ => StatusCodes.Status400BadRequest,
        };
        exchange.Response.ContentType = JsonCodec.ContentType;
        exchange.Response.Headers.CacheControl = "private";
        await exchange.Response.Body.WriteAsync(JsonCodec.WriteResponse(answer), exchange.RequestAborted);
    }

    private async Task<JsonResponse> AnswerToAsync(JsonRequest asked, string host, CancellationToken cancellationToken)
    {
        var domain = asked.Address.Domain;
        if (!await service.Mailboxes.AcceptsAsync(domain, cancellationToken))
        {
            return new JsonResponse.Error(JsonErrorCode.UserNotFound, "The address is not served here.");
        }

        return asked.Protocol.ToUpperInvariant() switch
        {
            "AUTODISCOVERV1" => new JsonResponse.Endpoint("AutodiscoverV1", new ServiceUrl($"https://{host}{AutodiscoverPox.Path}")),
            "EWS" when (service.Composer.Services.Ews.External ?? service.Composer.Services.Ews.Internal) is { IsForAll: true } ews =>
                new JsonResponse.Endpoint("Ews", ews.ForDomain(domain)),
            _ => new JsonResponse.Error(JsonErrorCode.ProtocolNotSupported, $"The given protocol value '{asked.Protocol}' is not supported. Supported protocols are: 'AutodiscoverV1, Ews'."),
        };
    }
}
