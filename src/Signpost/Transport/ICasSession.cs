using System.Security.Authentication.ExtendedProtection;

namespace Signpost.Transport;

/// <summary>The requests of one attempt at a CAS. Whatever the network does is an outcome.</summary>
internal interface ICasSession : IDisposable
{
    /// <summary>How many connections were made so far: NTLM wants all its messages on one.</summary>
    int Connections { get; }

    /// <summary>The TLS channel to a host, for a logon to be bound to (RFC 5929, tls-server-end-point); null where there is none yet.</summary>
    ChannelBinding? ChannelTo(Uri url);

    /// <summary>Sends a request and reads the whole answer; redirects are not followed. Requests after one another to one host share its connection. Only cancellation is thrown.</summary>
    Task<HttpOutcome> SendAsync(CasRequest request, CancellationToken cancellationToken);
}
