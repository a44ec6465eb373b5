using Signpost.Autodiscover;

namespace Signpost.Server.Services;

/// <summary>Where a service is from inside and from outside; null where it is not to be reached from there.</summary>
public sealed record ServicePair(UrlTemplate? Internal, UrlTemplate? External)
{
    /// <summary>The service is not offered.</summary>
    public static ServicePair None { get; } = new(null, null);

    /// <summary>Whether it is offered anywhere.</summary>
    public bool IsOffered => Internal is not null || External is not null;

    /// <summary>Where somebody anywhere reaches it: from outside, else from inside.</summary>
    public UrlTemplate? Best => External ?? Internal;

    /// <summary>Where everybody in a domain reaches it; not given where that differs from mailbox to mailbox.</summary>
    public ServiceUrl ForDomain(string domain) => Best is { IsForAll: true } url ? url.ForDomain(domain) : default;
}
