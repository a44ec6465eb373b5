using System.Net;
using System.Net.Security;
using System.Runtime.InteropServices;
using System.Text;

namespace Signpost.Server.Logon;

/// <summary>The Kerberos library of this host, as a server needs it.</summary>
internal static class Acceptor
{
    private const string Library = "libgssapi_krb5.so.2";

    /// <summary>Tells the library, for the whole process, which file the server's keys are in; the reason where it can't be told.</summary>
    /// <remarks>Not by KRB5_KTNAME: the environment of a running process is not for changing, and what .NET sets there the library does not see.</remarks>
    public static string? Use(string keytab)
    {
        if (!OperatingSystem.IsLinux())
        {
            return "logon by Kerberos is for Linux only";
        }

        try
        {
            byte[] name = [.. Encoding.UTF8.GetBytes($"FILE:{Path.GetFullPath(keytab)}"), 0];
            return krb5_gss_register_acceptor_identity(name) == 0 ? null : $"the Kerberos library does not take {keytab}";
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return "the Kerberos library is missing: install libgssapi-krb5-2";
        }
    }

    /// <summary>One side of a logon; the other is a client.</summary>
    public static NegotiateAuthentication Start() => new(new NegotiateAuthenticationServerOptions
    {
        Package = "Negotiate",
        Credential = CredentialCache.DefaultNetworkCredentials,
        RequiredProtectionLevel = ProtectionLevel.None,
    });

    // MIT's gssapi_krb5.h.
    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint krb5_gss_register_acceptor_identity(byte[] keytab);
}
