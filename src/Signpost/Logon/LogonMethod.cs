namespace Signpost.Logon;

/// <summary>How one proves to a CAS who asks.</summary>
public enum LogonMethod
{
    /// <summary>Kerberos, by the scheme <c>Negotiate</c> (RFC 4559).</summary>
    Negotiate,

    /// <summary>NTLM, by the scheme of that name.</summary>
    Ntlm,

    /// <summary>Name and password (RFC 7617).</summary>
    Basic,

    /// <summary>A token that somebody else issued (RFC 6750).</summary>
    Bearer,
}

/// <summary>The words for a method.</summary>
public static class LogonMethodWords
{
    extension(LogonMethod method)
    {
        /// <summary>The scheme as it stands in HTTP.</summary>
        public string Scheme => method is LogonMethod.Ntlm ? "NTLM" : method.ToString();
    }
}
