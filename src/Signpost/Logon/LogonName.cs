namespace Signpost.Logon;

/// <summary>A user's name in one of the forms that Active Directory takes (MS-ADTS section 5.1.1.1.1).</summary>
internal abstract record LogonName
{
    private LogonName()
    {
    }

    /// <summary><c>anna@example.org</c>.</summary>
    public sealed record Principal(string User, string Domain) : LogonName;

    /// <summary><c>EXAMPLE\anna</c>: the domain by its short name, or by its DNS name.</summary>
    public sealed record DownLevel(string Domain, string User) : LogonName;

    /// <summary><c>CN=Anna,CN=Users,DC=example,DC=org</c>.</summary>
    public sealed record Dn : LogonName;

    /// <summary><c>anna</c>, of the domain of the server.</summary>
    public sealed record Bare(string User) : LogonName;

    /// <summary>The user as NTLM wants him; null for a DN, which it does not take.</summary>
    public (string User, string Domain)? InNtlm => this switch
    {
        DownLevel name => (name.User, name.Domain),
        Bare name => (name.User, ""),

        // MS-NLMP section 3.1.1.1 leaves the domain empty beside a user principal name.
        Principal name => ($"{name.User}@{name.Domain}", ""),
        _ => null,
    };

    public static LogonName Parse(string text)
    {
        // Only a DN has an equals sign before any other: in the others it can't stand in front of the separator that makes them what they are.
        return text.IndexOfAny(['=', '@', '\\']) switch
        {
            < 0 => new Bare(text),
            var at when text[at] is '=' => new Dn(),
            var at when text[at] is '\\' => new DownLevel(text[..at], text[(at + 1)..]),
            _ => new Principal(text[..text.LastIndexOf('@')], text[(text.LastIndexOf('@') + 1)..]),
        };
    }

    /// <summary>The Kerberos realm of the user, where it can be told.</summary>
    /// <param name="serverDomain">The DNS name of the server's domain, or "".</param>
    public (string User, string Realm)? InRealm(string serverDomain) => this switch
    {
        Principal { User: var user, Domain: var domain } => (user, domain.ToUpperInvariant()),
        DownLevel { User: var user, Domain: var domain } when domain.Contains('.', StringComparison.Ordinal) => (user, domain.ToUpperInvariant()),

        // A short name says no realm. That of the server is only right where it is called the same: else somebody else of the same name
        // would be logged on with a wrong password, and in the end locked out.
        DownLevel { User: var user, Domain: var domain } when IsFirstLabel(domain, serverDomain) => (user, serverDomain.ToUpperInvariant()),
        Bare { User: var user } when serverDomain is not "" => (user, serverDomain.ToUpperInvariant()),
        _ => null,
    };

    private static bool IsFirstLabel(string label, string domain) =>
        domain.StartsWith(label, StringComparison.OrdinalIgnoreCase) && domain.AsSpan(label.Length) is ['.', ..];
}
