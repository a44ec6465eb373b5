using System.Collections.Immutable;
using System.Globalization;

namespace Signpost.Transport;

/// <summary>What came of an HTTP request.</summary>
internal abstract record HttpOutcome
{
    private HttpOutcome()
    {
    }

    /// <summary>An answer, whatever its status.</summary>
    public sealed record Answered(CasResponse Response) : HttpOutcome;

    /// <summary>Nobody there, or the connection broke.</summary>
    public sealed record Unreachable(AttemptStage Stage, string Reason) : HttpOutcome;

    /// <summary>The certificate is not good; nothing was sent.</summary>
    public sealed record Untrusted(TlsVerdict Verdict) : HttpOutcome;

    /// <summary>What came is not HTTP, or more than we take.</summary>
    public sealed record Malformed(string What) : HttpOutcome;
}

/// <summary>An HTTP answer, read whole.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Location">Where a redirect points, as it was sent.</param>
/// <param name="Offers">The logon schemes of the WWW-Authenticate lines, in order, for example <c>Negotiate</c>, <c>Basic</c>.</param>
/// <param name="ContentType">The media type; "" when none was sent.</param>
/// <param name="Body">The body, decompressed.</param>
internal sealed record CasResponse(int Status, string? Location, ImmutableArray<string> Offers, string ContentType, byte[] Body)
{
    /// <summary>RFC 9110 section 15.4: the redirects that say where to.</summary>
    public bool IsRedirect => Status is 301 or 302 or 303 or 307 or 308 && Location is not null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"HTTP {Status}, {Body.Length} bytes of {ContentType}");
}
