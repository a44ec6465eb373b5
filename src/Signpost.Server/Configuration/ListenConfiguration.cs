using System.Collections.Immutable;
using System.Net;

namespace Signpost.Server.Configuration;

/// <summary>Where a CAS listens.</summary>
public sealed record ListenConfiguration
{
    /// <summary>For clients, over TLS. May be empty behind a proxy that ends TLS.</summary>
    public ImmutableArray<IPEndPoint> Https { get; init; } = [];

    /// <summary>For the redirect that Outlook asks for; to a trusted proxy that ended TLS everything is answered here.</summary>
    public ImmutableArray<IPEndPoint> Http { get; init; } = [];

    /// <summary>For health and metrics only; where there is none, health is answered beside the rest and metrics are not.</summary>
    public ImmutableArray<IPEndPoint> Management { get; init; } = [];

    /// <summary>Where plain http sends clients; null is the name they asked for, if it is one of this CAS, else <see cref="ServerConfiguration.ServerName"/>.</summary>
    public string? RedirectHost { get; init; }

    /// <summary>How long it goes on answering after it is told to stop, not ready any more, so that balancers send clients elsewhere first.</summary>
    public TimeSpan DrainFor { get; init; }
}
