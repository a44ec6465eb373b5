using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace Signpost.Server.Conduct;

/// <summary>An address as proxies write it: <c>192.0.2.7</c>, <c>192.0.2.7:5000</c>, <c>2001:db8::1</c>, <c>[2001:db8::1]:5000</c> (RFC 7239 section 6).</summary>
internal static class NodeName
{
    private const int Longest = 64;

    private static readonly SearchValues<char> OfIPv6 = SearchValues.Create("0123456789abcdefABCDEF:.");

    /// <summary>Reads one; false where it is none: <c>unknown</c>, <c>_hidden</c>, or rubbish.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out IPAddress address)
    {
        address = IPAddress.None;
        if (text.Length is 0 or > Longest || !TryHost(text, out var host))
        {
            return false;
        }

        if (host.Contains(':'))
        {
            var zone = host.IndexOf('%');
            host = zone < 0 ? host : host[..zone];
            if (host.ContainsAnyExcept(OfIPv6) || !IPAddress.TryParse(host, out var six))
            {
                return false;
            }

            address = Plain(six);
            return true;
        }

        // The parser takes 1, 0x7f.1 and 010.0.0.1 as well; no proxy writes these.
        if (!IPAddress.TryParse(host, out var four) || !host.Equals(four.ToString(), StringComparison.Ordinal))
        {
            return false;
        }

        address = four;
        return true;
    }

    /// <summary>The address that compares: IPv4 as IPv4, and without a zone, which means something only on the machine that wrote it.</summary>
    public static IPAddress Plain(IPAddress address) => address switch
    {
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
        { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 } => new IPAddress(address.GetAddressBytes()),
        _ => address,
    };

    private static bool TryHost(ReadOnlySpan<char> text, out ReadOnlySpan<char> host)
    {
        host = text;
        if (text[0] is '[')
        {
            var close = text.IndexOf(']');
            host = close < 0 ? default : text[1..close];
            return host.Contains(':') && (close == text.Length - 1 || IsPort(text[(close + 1)..]));
        }

        var colon = text.IndexOf(':');
        if (colon < 0 || text[(colon + 1)..].Contains(':'))
        {
            return true;
        }

        host = text[..colon];
        return IsPort(text[colon..]);
    }

    // RFC 7239 section 6.3: a port may be hidden too.
    private static bool IsPort(ReadOnlySpan<char> text) => text is [':', '_', _, ..]
        || (text is [':', _, ..] && text.Length <= 6 && !text[1..].ContainsAnyExceptInRange('0', '9'));
}
