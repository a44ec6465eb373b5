using System.Globalization;
using Microsoft.AspNetCore.Http;
using Signpost.Autodiscover.Json;
using Signpost.Autodiscover.Pox;
using Signpost.Autodiscover.Soap;
using Signpost.Ews;
using Signpost.Server.Endpoints;

namespace Signpost.Server.Conduct;

/// <summary>What a client hears of a fault of this server: that there was one, in its dialect, and nothing of where.</summary>
internal static class FailureAnswer
{
    private const string Words = "The server failed. Its log says more, by the request-id of this answer.";

    /// <summary>Answers with HTTP 500; where an answer has begun, the connection is cut.</summary>
    public static async Task WriteAsync(HttpContext exchange, TimeProvider time)
    {
        if (exchange.Response.HasStarted)
        {
            exchange.Abort();
            return;
        }

        // What the endpoint has set is dropped, and what conduct has set stays.
        var response = exchange.Response;
        var kept = response.Headers.Where(header => header.Key.EndsWith("request-id", StringComparison.OrdinalIgnoreCase)).ToArray();
        response.Clear();
        foreach (var (name, value) in kept)
        {
            response.Headers[name] = value;
        }

        response.StatusCode = StatusCodes.Status500InternalServerError;
        var (type, body) = Document(exchange.Request.Path, time);
        if (body.Length > 0)
        {
            response.ContentType = type;
            response.ContentLength = body.Length;
            await response.Body.WriteAsync(body, exchange.RequestAborted);
        }
    }

    private static (string ContentType, byte[] Body) Document(PathString path, TimeProvider time)
    {
        if (path.Equals(AutodiscoverPox.Path, StringComparison.OrdinalIgnoreCase))
        {
            var at = time.GetUtcNow().ToString("HH:mm:ss.fffffff", CultureInfo.InvariantCulture);
            return (PoxCodec.ContentType, PoxCodec.WriteResponse(new PoxResponse.Error(PoxErrorCode.InternalError, PoxErrorCode.MessageOf(PoxErrorCode.InternalError), "", at, 0)));
        }

        if (path.StartsWithSegments(AutodiscoverSoap.Path, StringComparison.OrdinalIgnoreCase))
        {
            return (SoapCodec.ContentType, SoapCodec.WriteResponse(new SoapResponse.Fault("Server", Words, SoapErrorCode.InternalServerError, Words)));
        }

        if (path.Equals(ExchangeWebServices.Path, StringComparison.OrdinalIgnoreCase))
        {
            return (EwsSchema.ContentType, EwsMessage.WriteFault(new EwsFault(EwsErrorCode.InternalServerError, Words), null));
        }

        return path.StartsWithSegments(AutodiscoverJson.Path, StringComparison.OrdinalIgnoreCase)
            ? (JsonCodec.ContentType, JsonCodec.WriteResponse(new JsonResponse.Error("InternalServerError", Words)))
            : ("", []);
    }
}
