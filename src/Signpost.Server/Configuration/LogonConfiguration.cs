namespace Signpost.Server.Configuration;

/// <summary>How callers prove who they are. A scheme that is null is not offered.</summary>
public sealed record LogonConfiguration
{
    /// <summary>What a logon prompt shows.</summary>
    public string Realm { get; init; } = "Signpost";

    /// <summary>Passwords, judged by the directory.</summary>
    public BasicConfiguration? Basic { get; init; } = new();

    /// <summary>Kerberos tickets.</summary>
    public NegotiateConfiguration? Negotiate { get; init; }

    /// <summary>Tokens of an OpenID Connect issuer.</summary>
    public BearerConfiguration? Bearer { get; init; }
}

/// <summary>Logon by password (RFC 7617).</summary>
/// <param name="CacheFor">For how long a password that was right is not asked about again; zero asks each time.</param>
/// <param name="DefaultDomain">Is put behind a user name without a domain, for the directory: <c>ann</c> becomes <c>ann@DOMAIN</c>. Null leaves it as it is.</param>
public sealed record BasicConfiguration(TimeSpan CacheFor, string? DefaultDomain = null)
{
    /// <summary>Five minutes.</summary>
    public BasicConfiguration()
        : this(TimeSpan.FromMinutes(5))
    {
    }
}

/// <summary>Logon by Kerberos (RFC 4559).</summary>
/// <param name="Keytab">The file with the keys of <c>HTTP/</c> and each name of this CAS.</param>
public sealed record NegotiateConfiguration(string Keytab);

/// <summary>Logon by token (RFC 6750, RFC 7519).</summary>
/// <param name="Issuer">The issuer; its metadata are below <c>/.well-known/openid-configuration</c>.</param>
/// <param name="Audience">For whom tokens must be.</param>
/// <param name="NameClaim">The claim with the user's name.</param>
public sealed record BearerConfiguration(Uri Issuer, string Audience, string NameClaim = "upn");
