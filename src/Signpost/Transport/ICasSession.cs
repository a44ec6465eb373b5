namespace Signpost.Transport;

/// <summary>The requests of one attempt at a CAS. Whatever the network does is an outcome.</summary>
internal interface ICasSession : IDisposable
{
    /// <summary>Sends a request and reads the whole answer; redirects are not followed. Only cancellation is thrown.</summary>
    Task<HttpOutcome> SendAsync(CasRequest request, CancellationToken cancellationToken);
}
