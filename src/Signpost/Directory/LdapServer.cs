namespace Signpost.Directory;

/// <summary>How a connection to a directory server is protected, beside what the logon itself does.</summary>
public enum LdapSecurity
{
    /// <summary>Not at all; a logon by Kerberos or NTLM still signs and seals.</summary>
    None,

    /// <summary>TLS begun on the plain port (RFC 4511 section 4.14).</summary>
    StartTls,

    /// <summary>TLS from the first byte: LDAPS.</summary>
    Tls,
}

/// <summary>A directory server: where it is and how the way there is protected.</summary>
/// <param name="Host">Its name, or its address in text. Kerberos and certificates want the name.</param>
/// <param name="Port">Its port; null is 389, or 636 with <see cref="LdapSecurity.Tls"/>.</param>
/// <param name="Security">How the connection is protected.</param>
public sealed record LdapServer(string Host, int? Port = null, LdapSecurity Security = LdapSecurity.None)
{
    /// <summary>The port in use.</summary>
    public int EffectivePort => Port ?? (Security is LdapSecurity.Tls ? 636 : 389);

    /// <summary>The server as a URL: <c>ldap://dc1.example.org</c>, with its port where that is not the usual one.</summary>
    public override string ToString()
    {
        var scheme = Security is LdapSecurity.Tls ? "ldaps" : "ldap";
        var host = Host.Contains(':', StringComparison.Ordinal) && !Host.StartsWith('[') ? $"[{Host}]" : Host;
        return Port is { } port && port != (Security is LdapSecurity.Tls ? 636 : 389) ? $"{scheme}://{host}:{port}" : $"{scheme}://{host}";
    }
}
