using System.Security.Cryptography;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Transport;

namespace Signpost.Server.Configuration;

/// <summary>Reads which directory a CAS asks, and as whom.</summary>
internal static class DirectoryReader
{
    public static DirectoryConfiguration Read(ConfigurationNode node)
    {
        var security = node.Flag("StartTls", false) ? LdapSecurity.StartTls : LdapSecurity.None;
        var (url, file, domain) = (node.Text("Url"), node.File("File"), node.Host("Domain"));
        ForestChoice forest = (url, file) switch
        {
            ({ }, { }) => Faulty("File", "give either Url or File"),
            ({ } text, null) => Uri.TryCreate(text, UriKind.Absolute, out var server) && server is { Scheme: "ldap" or "ldaps", Host: not "", UserInfo: "" }
                ? new ForestChoice.Server(
                    server.IdnHost, server.IsDefaultPort || server.Port < 0 ? null : server.Port, server.Scheme is "ldaps" ? LdapSecurity.Tls : security, domain)
                : Faulty("Url", $"'{text}' is neither ldap://HOST nor ldaps://HOST"),
            (null, { } path) => new ForestChoice.File(path),
            _ => new ForestChoice.Domain(domain, security),
        };
        var directory = new DirectoryConfiguration(
            forest, Logon(), Trust(node), node.Time("Timeout", TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)));
        node.Done();
        return directory;

        ForestChoice.Domain Faulty(string key, string what)
        {
            node.Fault(key, what);
            return new ForestChoice.Domain(null);
        }

        DirectoryLogon Logon()
        {
            var mechanism = node.Word("Bind", "auto", "kerberos", "ntlm", "simple", "anonymous");
            var (user, passwordFile) = (node.Text("User"), node.File("PasswordFile"));
            if (mechanism is "anonymous")
            {
                return new DirectoryLogon.Anonymous();
            }

            if (user is null)
            {
                if (mechanism is "ntlm" or "simple" || passwordFile is not null)
                {
                    node.Fault("User", "is missing");
                }

                return new DirectoryLogon.CurrentUser();
            }

            if (passwordFile is null)
            {
                node.Fault("PasswordFile", $"is missing: a file whose first line is the password of {user}");
                return new DirectoryLogon.Anonymous();
            }

            if (SecretFile.Read(passwordFile, out var why) is not { } password)
            {
                node.Fault("PasswordFile", why);
                return new DirectoryLogon.Anonymous();
            }

            return new DirectoryLogon.Password(user, password, mechanism switch
            {
                "kerberos" => LogonMechanism.Kerberos,
                "ntlm" => LogonMechanism.Ntlm,
                "simple" => LogonMechanism.Simple,
                _ => LogonMechanism.Auto,
            });
        }
    }

    private static TlsTrust Trust(ConfigurationNode node)
    {
        if (node.File("Ca") is not { } file)
        {
            return TlsTrust.Platform;
        }

        try
        {
            return TlsTrust.FromPemFile(file);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or CryptographicException)
        {
            node.Fault("Ca", $"{file}: {FileWords.Of(failed)}");
            return TlsTrust.Platform;
        }
    }
}
