using Microsoft.AspNetCore.Http;

namespace Signpost.Server.Operation;

/// <summary>What an endpoint knows of a request that its path and status do not say. There is one object for each of the few notes: to make one costs nothing.</summary>
public sealed class RequestNote
{
    private static readonly RequestNote[] Results = [.. Enum.GetValues<RequestResult>().Select(result => new RequestNote(null, result))];
    private static readonly RequestNote[] Both =
        [.. Enum.GetValues<RequestEndpoint>().SelectMany(_ => Enum.GetValues<RequestResult>(), (endpoint, result) => new RequestNote(endpoint, result))];

    private RequestNote(RequestEndpoint? endpoint, RequestResult result) => (Endpoint, Result) = (endpoint, result);

    /// <summary>What it was for; null leaves that to the path.</summary>
    public RequestEndpoint? Endpoint { get; }

    /// <summary>What came of it.</summary>
    public RequestResult Result { get; }

    /// <summary>Notes what came of a request, where its status does not say it: an error in a document with status 200.</summary>
    public static void Make(HttpContext exchange, RequestResult result)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        exchange.Features.Set(Results[(int)result]);
    }

    /// <summary>Notes also what it was for, where its path does not say it: phones ask where Outlook does.</summary>
    public static void Make(HttpContext exchange, RequestEndpoint endpoint, RequestResult result)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        exchange.Features.Set(Both[((int)endpoint * Results.Length) + (int)result]);
    }
}
