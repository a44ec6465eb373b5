using System.Collections.Immutable;
using System.Globalization;

namespace Signpost.Transport;

/// <summary>An HTTP answer, read whole.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Location">Where a redirect points, as it was sent.</param>
/// <param name="Challenges">The logons that are offered, in order.</param>
/// <param name="ContentType">The media type; "" when none was sent.</param>
/// <param name="Body">The body, decompressed.</param>
internal sealed record CasResponse(int Status, string? Location, ImmutableArray<CasChallenge> Challenges, string ContentType, byte[] Body)
{
    /// <summary>All headers, names without case; several lines of one name are joined by commas.</summary>
    public ImmutableDictionary<string, string> Headers { get; init; } = NoHeaders;

    /// <summary>What the server's certificate was like; null without TLS.</summary>
    public TlsVerdict? Tls { get; init; }

    /// <summary>No header at all.</summary>
    public static ImmutableDictionary<string, string> NoHeaders { get; } = ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The schemes of the challenges, each once, for example <c>Negotiate</c>, <c>Basic</c>.</summary>
    public ImmutableArray<string> Offers => [.. Challenges.Select(challenge => challenge.Scheme).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>RFC 9110 section 15.4: the redirects that say where to.</summary>
    public bool IsRedirect => Status is 301 or 302 or 303 or 307 or 308 && Location is not null;

    /// <summary>The EWS Managed API's sign that the host speaks SOAP Autodiscover.</summary>
    public bool SpeaksSoap => Headers.TryGetValue("X-SOAP-Enabled", out var said) && said is not "";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"HTTP {Status}, {Body.Length} bytes of {ContentType}");
}

/// <summary>One offer of a logon (RFC 9110 section 11.6.1).</summary>
/// <param name="Scheme">The scheme.</param>
/// <param name="Parameter">What follows it: a token, or parameters; "" where nothing does. A token is a secret to the trace.</param>
internal readonly record struct CasChallenge(string Scheme, string Parameter)
{
    public override string ToString() => Parameter is "" ? Scheme : $"{Scheme} ***";
}
