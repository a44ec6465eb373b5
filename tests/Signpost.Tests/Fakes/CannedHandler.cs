using System.Net;

namespace Signpost.Tests.Fakes;

/// <summary>Answers HTTP in memory: every request with the same status, one of 401 with an offer of Basic. It takes the place of the network's own handler.</summary>
internal sealed class CannedHandler(HttpMessageHandler replaced, HttpStatusCode status = HttpStatusCode.Unauthorized) : DelegatingHandler(replaced)
{
    public bool IsDisposed { get; private set; }

    public List<HttpRequestMessage> Requests { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Requests.Add(request);
        var answer = new HttpResponseMessage(status) { RequestMessage = request };
        answer.Headers.WwwAuthenticate.ParseAdd("Basic");
        return Task.FromResult(answer);
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
