using Microsoft.AspNetCore.Http;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Json;
using Signpost.Server.Autodiscover;

namespace Signpost.Server.Endpoints;

/// <summary>JSON Autodiscover over HTTP. It wants no logon, so that it tells nobody who has a mailbox here: its answer is the same for every address of a domain.</summary>
/// <param name="service">Whose domains are served here, and what is announced.</param>
/// <param name="names">The names of this CAS.</param>
public sealed class AutodiscoverJson(AutodiscoverService service, OwnNames names)
{
    /// <summary>Where it is served, with an address behind it or in the query; compared without case, as IIS does.</summary>
    public const string Path = JsonCodec.Path;

    private const string Pox = "AutodiscoverV1";
    private const string Ews = "Ews";
    private const string ActiveSync = "ActiveSync";

    /// <summary>Answers one request.</summary>
    /// <remarks>How many redirects led here does not matter: this answer ends them.</remarks>
    public async Task AnswerAsync(HttpContext exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        if (!exchange.Allows())
        {
            return;
        }

        var request = exchange.Request;
        var answer = JsonCodec.ReadRequest(request.Path.ToUriComponent() + request.QueryString.ToUriComponent()) switch
        {
            JsonRequestReading.Ok { Value: var asked } => await AnswerToAsync(asked, exchange),
            JsonRequestReading.Refused { Answer: var refusal } => refusal,
            _ => throw new InvalidOperationException("a case is missing"),
        };
        exchange.Response.StatusCode = answer switch
        {
            JsonResponse.Endpoint => StatusCodes.Status200OK,
            JsonResponse.Error { ErrorCode: JsonErrorCode.UserNotFound } => StatusCodes.Status404NotFound,
            _ => StatusCodes.Status400BadRequest,
        };
        await exchange.DocumentAsync(JsonCodec.ContentType, JsonCodec.WriteResponse(answer));
    }

    private async Task<JsonResponse> AnswerToAsync(JsonRequest asked, HttpContext exchange)
    {
        var domain = asked.Address.Domain;
        if (!await service.Mailboxes.AcceptsAsync(domain, exchange.RequestAborted))
        {
            return new JsonResponse.Error(JsonErrorCode.UserNotFound, "The address is not served here.");
        }

        var offered = new[]
        {
            new JsonResponse.Endpoint(Pox, new ServiceUrl($"https://{await names.AuthorityAsync(exchange)}{AutodiscoverPox.Path}")),
            new JsonResponse.Endpoint(Ews, service.Composer.Services.Ews.ForDomain(domain)),
            new JsonResponse.Endpoint(ActiveSync, service.Composer.Services.ActiveSync.ForDomain(domain)),
        }.Where(endpoint => endpoint.Url.IsGiven).ToArray();
        return Array.Find(offered, endpoint => endpoint.Protocol.Equals(asked.Protocol, StringComparison.OrdinalIgnoreCase)) ?? (JsonResponse)new JsonResponse.Error(
            JsonErrorCode.ProtocolNotSupported,
            $"The given protocol value '{Cut(asked.Protocol)}' is not supported. Supported protocols are: '{string.Join(", ", offered.Select(endpoint => endpoint.Protocol))}'.");
    }

    // Enough to recognise it by.
    private static string Cut(string text) => text.Length > 64 ? $"{text[..64]}…" : text;
}
