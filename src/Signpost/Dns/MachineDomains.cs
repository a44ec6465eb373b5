using System.Collections.Immutable;
using System.Net.NetworkInformation;

namespace Signpost.Dns;

/// <summary>The domains this machine says it belongs to, most telling first.</summary>
/// <remarks>Windows and a Samba member name their domain; elsewhere the Kerberos realm and the resolver's search list tell it.</remarks>
internal static class MachineDomains
{
    public static ImmutableArray<string> Read()
    {
        var own = Own();
        if (OperatingSystem.IsWindows())
        {
            return Valid([own]);
        }

        var krb5 = Environment.GetEnvironmentVariable("KRB5_CONFIG")?.Split(':')[0] ?? "/etc/krb5.conf";
        return Valid([RealmOf(Lines(krb5)), own, .. SearchListOf(Lines("/etc/resolv.conf"))]);
    }

    /// <summary>The default realm of a Kerberos configuration; "" where it names none.</summary>
    public static string RealmOf(IEnumerable<string> krb5)
    {
        foreach (var line in krb5)
        {
            if (line.Split('=', 2, StringSplitOptions.TrimEntries) is ["default_realm", var realm])
            {
                return realm;
            }
        }

        return "";
    }

    /// <summary>The search list of a resolver's configuration: the last <c>search</c> or <c>domain</c> line counts (resolv.conf(5)).</summary>
    public static ImmutableArray<string> SearchListOf(IEnumerable<string> resolver)
    {
        ImmutableArray<string> list = [];
        foreach (var line in resolver)
        {
            if (line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is ["search" or "domain", .. var names])
            {
                list = [.. names];
            }
        }

        return list;
    }

    private static string Own()
    {
        try
        {
            return IPGlobalProperties.GetIPGlobalProperties().DomainName;
        }
        catch (NetworkInformationException)
        {
            return "";      // the platform can't say
        }
    }

    private static ImmutableArray<string> Valid(IEnumerable<string> names) =>
        [.. names.Select(name => name.TrimEnd('.')).Where(IsDomain).Select(Normal).Distinct()];

    // A name of one label is a host name or a provider's leftover: no forest has it.
    private static bool IsDomain(string name) => MailboxAddress.TryDomain(name, out var domain) && domain.Contains('.', StringComparison.Ordinal);

    private static string Normal(string name) => MailboxAddress.TryDomain(name, out var domain) ? domain : name;

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return [];      // a machine without the file says nothing by it
        }
    }
}
