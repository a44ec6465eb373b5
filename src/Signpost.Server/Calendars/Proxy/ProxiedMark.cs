using System.Net;

namespace Signpost.Server.Calendars.Proxy;

/// <summary>Marks what one CAS asks another for somebody else, so that no question goes round in a circle; and asks nothing of this CAS itself.</summary>
/// <param name="serverName">The name of this CAS.</param>
/// <param name="inner">What sends it.</param>
internal sealed class ProxiedMark(string serverName, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>The header that says so.</summary>
    public const string Header = "X-Signpost-Proxied";

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri?.IdnHost.Equals(serverName, StringComparison.OrdinalIgnoreCase) is true)
        {
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.LoopDetected) { RequestMessage = request });
        }

        request.Headers.TryAddWithoutValidation(Header, serverName);
        return base.SendAsync(request, cancellationToken);
    }
}
