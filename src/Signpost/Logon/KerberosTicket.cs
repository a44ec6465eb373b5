using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Signpost.Logon;

/// <summary>Asks the KDC for a ticket by password, to learn what the platform's own logon keeps to itself.</summary>
/// <remarks>
/// <see cref="System.Net.Security.NegotiateAuthentication"/> answers the same code to a wrong password and to a KDC that can't be found. After the
/// first nothing more may be tried, or the account is locked; after the second NTLM should be. The library below it tells them apart
/// (RFC 4120 section 7.5.9), so it is asked first. Where it is not there to be asked, the doubt remains and <see cref="TokenWords"/> takes the worse of both.
/// </remarks>
internal static class KerberosTicket
{
    private const string Library = "libgssapi_krb5.so.2";
    private const int Initiate = 1;

    // The codes of RFC 4120, and the library's own, as numbers of MIT's error table "krb5".
    private const uint FirstCode = 0x96c7_3a00;

    // RFC 2743's identifiers: a user's name (1.2.840.113554.1.2.1.1), and Kerberos (1.2.840.113554.1.2.2).
    private static readonly byte[] UserName = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 0x01, 0x02, 0x01, 0x01];
    private static readonly byte[] Kerberos = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 0x01, 0x02, 0x02];

    /// <summary>Why there will be no ticket, or null where there is one, or nothing can be learnt here.</summary>
    public static TokenStep.Failed? Check(TokenRequest request)
    {
        if (!request.IsKerberos || request.Identity is not { } who || !OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            return Acquire($"{who.User}@{who.Domain}", who.Secret) is { } code and not 0 ? Failure(who, request.Remedies, code) : null;
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;    // another Kerberos, or none: the platform's own logon will say
        }
    }

    /// <summary>What a code of the error table means for the logon.</summary>
    public static TokenStep.Failed Failure(TokenIdentity who, TokenRemedies remedies, uint code)
    {
        var user = $"{who.User}@{who.Domain}";
        return unchecked(code - FirstCode) switch
        {
            6 => new(TokenFault.NotHere, $"the KDC does not know {user}", "check --user; the form name@domain is the surest", PasswordFault.UnknownUser),
            12 => new(TokenFault.Refused, $"the KDC does not let {user} log on now or from here", "ask who administers the account, or give another --user", PasswordFault.Restricted),
            14 => new(TokenFault.NotHere, "the KDC and this machine share no encryption type", remedies.NotTokens),
            18 => new(TokenFault.Refused, $"the account {user} is locked, disabled or expired", "unlock it, or give another --user", PasswordFault.Revoked),
            23 => new(TokenFault.Refused, $"the password of {user} has expired", "change it, then try again", PasswordFault.Expired),
            24 or 31 => new(TokenFault.Refused, $"the password of {user} is wrong", TokenWords.CheckPassword, PasswordFault.Wrong),
            37 => new(TokenFault.NotHere, "the clocks of this machine and the KDC differ by more than it allows", "set the clock"),
            68 => new(TokenFault.NotHere, $"the KDC is not one of {who.Domain}", "check --user; the form name@domain is the surest"),
            0x88 or 0x89 => new(TokenFault.NotHere, "krb5.conf can't be read", $"correct it, or {remedies.NotTokens}"),
            0x9a => new(TokenFault.NotHere, $"no KDC is known for {who.Domain}", $"configure krb5.conf or DNS, or {remedies.NotTokens}"),
            0x9c => new(TokenFault.NotHere, $"no KDC of {who.Domain} answers", $"start one, or {remedies.NotTokens}"),
            0xdc => new(TokenFault.NotHere, $"no KDC of {who.Domain} has an address", $"configure krb5.conf or DNS, or {remedies.NotTokens}"),

            // A code we do not know may be one of a refused password.
            _ => new(TokenFault.Refused, $"the KDC gave {user} no ticket (error 0x{code:x8})", $"{TokenWords.CheckPassword}, or {remedies.NotTokens}"),
        };
    }

    /// <summary>The realm that the library gives a name without one; "" where it knows none, or is not there.</summary>
    public static string DefaultRealm()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "";
        }

        try
        {
            var name = Canonical("nobody");
            return name.LastIndexOf('@') is var at and >= 0 ? name[(at + 1)..] : "";
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return "";
        }
    }

    // RFC 2743 section 2.4.14: a mechanism's own name for a user, which for Kerberos has the realm.
    private static string Canonical(string user)
    {
        var name = Encoding.UTF8.GetBytes(user);
        nint imported = 0;
        nint canonical = 0;
        GssText text = default;
        try
        {
            using var pinnedName = new Pinned(name);
            using var userName = new Pinned(UserName);
            using var kerberos = new Pinned(Kerberos);
            var nameBuffer = new GssBytes((nuint)name.Length, pinnedName.Address);
            var nameType = new GssOid((uint)UserName.Length, userName.Address);
            var mechanism = new GssOid((uint)Kerberos.Length, kerberos.Address);
            return gss_import_name(out _, in nameBuffer, in nameType, out imported) == 0
                && gss_canonicalize_name(out _, imported, in mechanism, out canonical) == 0
                && gss_display_name(out _, canonical, out text, 0) == 0
                ? Marshal.PtrToStringUTF8(text.Value, (int)text.Length)
                : "";
        }
        finally
        {
            _ = gss_release_buffer(out _, ref text);
            Release(imported, 0);
            Release(canonical, 0);
        }
    }

    private static uint Acquire(string user, Secret secret)
    {
        var password = Encoding.UTF8.GetBytes(secret.Reveal());
        var name = Encoding.UTF8.GetBytes(user);
        nint imported = 0;
        nint credential = 0;
        try
        {
            using var pinnedName = new Pinned(name);
            using var pinnedPassword = new Pinned(password);
            using var userName = new Pinned(UserName);
            using var kerberos = new Pinned(Kerberos);
            var nameBuffer = new GssBytes((nuint)name.Length, pinnedName.Address);
            var passwordBuffer = new GssBytes((nuint)password.Length, pinnedPassword.Address);
            var nameType = new GssOid((uint)UserName.Length, userName.Address);
            var mechanism = new[] { new GssOid((uint)Kerberos.Length, kerberos.Address) };
            using var pinnedMechanism = new Pinned(mechanism);
            var mechanisms = new GssOidSet(1, pinnedMechanism.Address);

            if (gss_import_name(out var code, in nameBuffer, in nameType, out imported) != 0)
            {
                return code;
            }

            var major = gss_acquire_cred_with_password(out code, imported, in passwordBuffer, 0, in mechanisms, Initiate, out credential, 0, 0);
            return major == 0 ? 0 : code;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
            Release(imported, credential);
        }
    }

    private static void Release(nint name, nint credential)
    {
        if (name != 0)
        {
            _ = gss_release_name(out _, ref name);
        }

        if (credential != 0)
        {
            _ = gss_release_cred(out _, ref credential);
        }
    }

    // RFC 2744 appendix A, and MIT's gssapi_ext.h for the password.
    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint gss_import_name(out uint minor, in GssBytes text, in GssOid type, out nint name);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint gss_acquire_cred_with_password(
        out uint minor, nint name, in GssBytes password, uint seconds, in GssOidSet mechanisms, int usage, out nint credential, nint actualMechanisms, nint actualSeconds);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint gss_canonicalize_name(out uint minor, nint name, in GssOid mechanism, out nint canonical);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint gss_display_name(out uint minor, nint name, out GssText text, nint type);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint gss_release_buffer(out uint minor, ref GssText text);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint gss_release_name(out uint minor, ref nint name);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint gss_release_cred(out uint minor, ref nint credential);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct GssBytes(nuint length, nint value)
    {
        private readonly nuint length = length;
        private readonly nint value = value;
    }

    /// <summary>A buffer that the library fills and releases.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct GssText
    {
        public nuint Length;
        public nint Value;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct GssOid(uint length, nint elements)
    {
        private readonly uint length = length;
        private readonly nint elements = elements;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct GssOidSet(nuint count, nint elements)
    {
        private readonly nuint count = count;
        private readonly nint elements = elements;
    }

    private sealed class Pinned(Array array) : IDisposable
    {
        private GCHandle handle = GCHandle.Alloc(array, GCHandleType.Pinned);

        public nint Address => handle.AddrOfPinnedObject();

        public void Dispose() => handle.Free();
    }
}
