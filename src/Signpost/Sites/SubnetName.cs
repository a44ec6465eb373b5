using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Signpost.Sites;

/// <summary>The name of a subnet object: a network, written <c>192.0.2.0/24</c> or <c>2001:db8::/32</c>.</summary>
internal static class SubnetName
{
    private const int Ipv4InIpv6 = 96;

    /// <summary>Reads a name.</summary>
    /// <param name="text">The name.</param>
    /// <param name="network">The network it stands for.</param>
    /// <param name="hasHostBits">Whether bits beyond the prefix were set: the directory takes no such name, a file may hold one.</param>
    public static bool TryParse(string text, out IPNetwork network, out bool hasHostBits)
    {
        (network, hasHostBits) = (default, false);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0
            || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            || !TryAddress(text[..slash], out var address)
            || length > BitsOf(address))
        {
            return false;
        }

        if (address.IsIPv4MappedToIPv6 && length >= Ipv4InIpv6)
        {
            (address, length) = (address.MapToIPv4(), length - Ipv4InIpv6);
        }

        var first = FirstOf(address, length);
        network = new IPNetwork(first, length);
        hasHostBits = !first.Equals(address);
        return true;
    }

    // IPAddress.TryParse also takes 10.1, 010.0.0.1 (octal) and a scope id: who wrote that into a directory meant something else.
    private static bool TryAddress(string text, out IPAddress address) =>
        IPAddress.TryParse(text, out address!) && address.AddressFamily switch
        {
            AddressFamily.InterNetwork => address.ToString() == text,
            _ => text.All(c => char.IsAsciiHexDigit(c) || c is ':' or '.'),
        };

    private static int BitsOf(IPAddress address) => address.AddressFamily is AddressFamily.InterNetwork ? 32 : 128;

    private static IPAddress FirstOf(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var at = 0; at < bytes.Length; at++)
        {
            var kept = Math.Clamp(length - (at * 8), 0, 8);
            bytes[at] &= (byte)(0xff00 >> kept & 0xff);
        }

        return new IPAddress(bytes);
    }
}
