using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Signpost.Directory;

namespace Signpost.Scp;

/// <summary>Reads serviceBindingInformation: an Autodiscover URL, or the LDAP URL of another directory (MS-OXDISCO section 2.2.1).</summary>
internal static class ScpBinding
{
    private const string Ldap = "LDAP://";

    // Unicode's last blank is U+3000.
    private static readonly SearchValues<char> Blanks =
        SearchValues.Create([.. Enumerable.Range(0, 0x3001).Select(c => (char)c).Where(c => char.IsControl(c) || char.IsWhiteSpace(c))]);

    /// <summary>Reads an Autodiscover URL; where it is none, says why.</summary>
    /// <remarks>
    /// A URL of autodiscover.svc is kept as it is: clients of SOAP and of POX each put their own ending there, or rebuild the path from the host.
    /// </remarks>
    public static bool TryUrl(string text, [NotNullWhen(true)] out Uri? url, [NotNullWhen(false)] out string? why)
    {
        why = !Uri.TryCreate(text, UriKind.Absolute, out url) || text.AsSpan().ContainsAny(Blanks)
            ? "is no absolute URL"
            : Fault(url);
        return why is null && url is not null;
    }

    /// <summary>Reads the URL of a pointer; a path behind the host is not looked at.</summary>
    public static bool TryServer(string text, [NotNullWhen(true)] out LdapServer? server)
    {
        server = null;
        if (!text.StartsWith(Ldap, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var place = text[Ldap.Length..].Split('/')[0];
        var colon = place.LastIndexOf(':');
        var hasPort = colon >= 0 && !place.EndsWith(']');
        var host = hasPort ? place[..colon] : place;
        int? port = null;
        if (hasPort)
        {
            if (!ushort.TryParse(place[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
            {
                return false;
            }

            port = number;
        }

        if (Uri.CheckHostName(host) is UriHostNameType.Unknown or UriHostNameType.Basic)
        {
            return false;
        }

        // LDAPS, of a domain controller and of a global catalog.
        server = new LdapServer(host.Trim('[', ']'), port, port is 636 or 3269 ? LdapSecurity.Tls : LdapSecurity.None);
        return true;
    }

    private static string? Fault(Uri url) => url switch
    {
        _ when url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps => "is no URL of https",
        { HostNameType: UriHostNameType.Unknown or UriHostNameType.Basic } => "has no host that can be",
        { UserInfo: not "" } => "has a user name in it",
        { Fragment: not "" } => "has a fragment in it",
        _ => null,
    };
}
