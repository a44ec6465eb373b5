namespace Signpost.Autodiscover;

/// <summary>A service seen from inside and from outside.</summary>
public readonly record struct UrlPair(ServiceUrl Internal, ServiceUrl External);
