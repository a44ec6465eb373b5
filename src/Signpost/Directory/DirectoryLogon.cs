namespace Signpost.Directory;

/// <summary>By what a password is proved to a directory.</summary>
public enum LogonMechanism
{
    /// <summary>Kerberos, then NTLM, then, over TLS only, the password itself: the first that works here. A refused password is not tried again.</summary>
    Auto,

    /// <summary>Kerberos (RFC 4752, RFC 4178), signed and sealed where there is no TLS.</summary>
    Kerberos,

    /// <summary>NTLM (MS-NLMP), signed and sealed where there is no TLS.</summary>
    Ntlm,

    /// <summary>The password itself (RFC 4513 section 5.1.3): never over a connection without TLS.</summary>
    Simple,
}

/// <summary>Who logs on at the directory.</summary>
public abstract record DirectoryLogon
{
    private DirectoryLogon()
    {
    }

    /// <summary>Nobody: Active Directory then shows its rootDSE and little else.</summary>
    public sealed record Anonymous : DirectoryLogon;

    /// <summary>Whoever runs this process, by the Kerberos ticket of his session.</summary>
    public sealed record CurrentUser : DirectoryLogon;

    /// <summary>This user.</summary>
    /// <param name="User"><c>anna@example.org</c>, <c>EXAMPLE\anna</c>, or a DN for <see cref="LogonMechanism.Simple"/>.</param>
    /// <param name="Secret">The password.</param>
    /// <param name="Mechanism">By what it is proved.</param>
    public sealed record Password(string User, Secret Secret, LogonMechanism Mechanism = LogonMechanism.Auto) : DirectoryLogon;
}
