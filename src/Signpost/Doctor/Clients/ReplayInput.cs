using System.Collections.Immutable;
using Signpost.Dns;
using Signpost.Scp;
using Signpost.Sites;

namespace Signpost.Doctor.Clients;

/// <summary>The world a client finds itself in, beside what the endpoints answer.</summary>
internal sealed record ReplayInput
{
    /// <summary>The address it is asked for.</summary>
    public required MailboxAddress Address { get; init; }

    /// <summary>Its site; null where that is not known.</summary>
    public SiteName? Site { get; init; }

    /// <summary>The SCPs of its forest, as the directory listed them; none for a client that is not joined to a domain.</summary>
    public ImmutableArray<ServiceConnectionPoint> Scps { get; init; } = [];

    /// <summary>Where it looks up SRV records and hosts.</summary>
    public required IServiceResolver Resolver { get; init; }

    /// <summary>The hosts its user trusts unasked: Outlook's <c>RedirectServers</c>.</summary>
    public ImmutableArray<string> TrustedHosts { get; init; } = [];
}
