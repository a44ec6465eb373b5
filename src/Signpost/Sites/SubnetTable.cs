using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Signpost.Sites;

/// <summary>Which subnet holds an address: the longest prefix that does, found by one binary search and without allocating.</summary>
/// <remarks>
/// Two networks nest or lie apart, never else. So their edges cut the address space into stretches that each belong to one of them:
/// <code>
/// 10.0.0.0/8      ├──────────────A──────────────┤
/// 10.77.0.0/16           ├──────B──────┤
/// 10.77.2.0/24              ├─C─┤
/// stretches    -  A      B  C   B      A         -
/// </code>
/// </remarks>
internal sealed class SubnetTable
{
    private readonly Stretches ipv4;
    private readonly Stretches ipv6;

    /// <summary>A table of these subnets, in any order; no network comes twice.</summary>
    public SubnetTable(IEnumerable<SubnetPlace> places)
    {
        var byFamily = places.ToLookup(place => place.Network.BaseAddress.AddressFamily);
        ipv4 = Stretches.Of(byFamily[AddressFamily.InterNetwork], 32);
        ipv6 = Stretches.Of(byFamily[AddressFamily.InterNetworkV6], 128);
    }

    /// <summary>The smallest subnet that holds an address; null when none does. An IPv4 address inside IPv6 is an IPv4 address.</summary>
    public SubnetPlace? Holding(IPAddress address) =>
        address.AddressFamily is AddressFamily.InterNetwork || address.IsIPv4MappedToIPv6
            ? ipv4.At(NumberOf(address) & uint.MaxValue)
            : ipv6.At(NumberOf(address));

    private static UInt128 NumberOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        return address.TryWriteBytes(bytes, out var length) && length == 4
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>The stretches of one family: where each begins, and whose it is.</summary>
    private sealed class Stretches(UInt128[] starts, SubnetPlace?[] owners)
    {
        public static Stretches Of(IEnumerable<SubnetPlace> places, int bits)
        {
            var starts = new List<UInt128>();
            var owners = new List<SubnetPlace?>();
            var around = new Stack<(SubnetPlace Place, UInt128 Last)>();

            // The wider of two that begin together comes first, so that the narrower lies inside it.
            foreach (var (place, first) in places.Select(place => (Place: place, First: NumberOf(place.Network.BaseAddress)))
                .OrderBy(one => one.First).ThenBy(one => one.Place.Network.PrefixLength))
            {
                LeaveThoseBefore(first);
                Begin(first, place);
                around.Push((place, first | LastBits(bits - place.Network.PrefixLength)));
            }

            LeaveThoseBefore(null);
            return new Stretches([.. starts], [.. owners]);

            void LeaveThoseBefore(UInt128? next)
            {
                while (around.TryPeek(out var innermost) && !(innermost.Last >= next))
                {
                    around.Pop();
                    if (innermost.Last < UInt128.MaxValue)
                    {
                        Begin(innermost.Last + 1, around.TryPeek(out var outer) ? outer.Place : null);
                    }
                }
            }

            void Begin(UInt128 start, SubnetPlace? owner)
            {
                if (starts is [.., var last] && last == start)
                {
                    owners[^1] = owner;
                    return;
                }

                starts.Add(start);
                owners.Add(owner);
            }
        }

        public SubnetPlace? At(UInt128 number)
        {
            var (low, high) = (0, starts.Length);
            while (low < high)
            {
                var middle = (low + high) >>> 1;
                if (starts[middle] <= number)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            return low == 0 ? null : owners[low - 1];
        }

        private static UInt128 LastBits(int count) => count == 128 ? UInt128.MaxValue : (UInt128.One << count) - 1;
    }
}

/// <summary>A subnet object as it counts.</summary>
/// <param name="Network">Its addresses.</param>
/// <param name="Match">What it says of them; null when it has no site.</param>
internal sealed record SubnetPlace(IPNetwork Network, SubnetMatch? Match)
{
    /// <summary>A subnet and the site it gives its clients; null for none.</summary>
    public static SubnetPlace Of(IPNetwork network, SiteName? site) => new(network, site is { } name ? new SubnetMatch(name, network) : null);
}
