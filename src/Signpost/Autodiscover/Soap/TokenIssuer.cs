namespace Signpost.Autodiscover.Soap;

/// <summary>Somebody whose tokens an organization takes.</summary>
/// <param name="Endpoint">Where the tokens are to be had.</param>
/// <param name="Uri">The issuer's name.</param>
public sealed record TokenIssuer(ServiceUrl Endpoint, string Uri);
