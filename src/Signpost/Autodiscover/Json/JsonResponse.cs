namespace Signpost.Autodiscover.Json;

/// <summary>What a CAS answers to Autodiscover V2; a redirect is not among it, for that is one of HTTP.</summary>
public abstract record JsonResponse
{
    private JsonResponse()
    {
    }

    /// <summary>Here it is.</summary>
    /// <param name="Protocol">The service, in the server's spelling.</param>
    /// <param name="Url">Where it is.</param>
    public sealed record Endpoint(string Protocol, ServiceUrl Url) : JsonResponse;

    /// <summary>The server can't tell.</summary>
    /// <param name="ErrorCode">One of <see cref="JsonErrorCode"/>, or another: the set is open.</param>
    /// <param name="ErrorMessage">The server's words.</param>
    public sealed record Error(string ErrorCode, string ErrorMessage) : JsonResponse;
}
