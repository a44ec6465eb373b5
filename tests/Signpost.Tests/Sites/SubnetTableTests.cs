using System.Collections.Immutable;
using System.Net;
using CsCheck;
using Signpost.Sites;

namespace Signpost.Tests.Sites;

public sealed class SubnetTableTests
{
    // Few different bytes, so that networks nest, begin together, end together and lie side by side.
    private static readonly Gen<byte> FewBytes = Gen.Int[0, 5].Select(at => new byte[] { 0, 1, 127, 128, 254, 255 }[at]);

    private static readonly Gen<IPAddress> Addresses = Gen.OneOf(
        FewBytes.Array[4].Select(bytes => new IPAddress(bytes)),
        FewBytes.Array[16].Select(bytes => new IPAddress(bytes)));

    private static readonly Gen<SubnetPlace> Places =
        from address in Addresses
        from length in Gen.Int[0, 128]
        from site in Gen.Int[0, 5]
        select PlaceOf($"{address}/{length % (address.GetAddressBytes().Length == 4 ? 33 : 129)}", site == 0 ? null : $"Site{site}");

    [Fact]
    public void The_longest_prefix_wins_as_in_a_search_one_by_one() =>
        Gen.Select(Places.Array[0, 40], Addresses.Array[1, 30]).Sample((places, clients) =>
        {
            ImmutableArray<SubnetPlace> distinct = [.. places.DistinctBy(place => place.Network)];
            var table = new SubnetTable(distinct);

            foreach (var client in clients.Concat(distinct.SelectMany(place => Edges(place.Network))))
            {
                Assert.Same(OneByOne(distinct, client), table.Holding(client));
            }
        });

    [Fact]
    public void The_order_of_the_subnets_does_not_matter() =>
        Gen.Select(Places.Array[0, 30], Addresses, Gen.Int).Sample((places, client, seed) =>
        {
            var distinct = places.DistinctBy(place => place.Network).ToArray();
            var expected = new SubnetTable(distinct).Holding(client);
            new Random(seed).Shuffle(distinct);

            Assert.Same(expected, new SubnetTable(distinct).Holding(client));
        });

    [Fact]
    public void A_lookup_allocates_nothing()
    {
        var table = new SubnetTable([PlaceOf("192.0.2.0/24", "Berlin"), PlaceOf("2001:db8::/32", "Lyon")]);
        var (ipv4, ipv6) = (IPAddress.Parse("192.0.2.7"), IPAddress.Parse("2001:db8::7"));
        Assert.NotNull(table.Holding(ipv4)?.Match);
        Assert.NotNull(table.Holding(ipv6)?.Match);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 1000; n++)
        {
            _ = table.Holding(ipv4)!.Match;
            _ = table.Holding(ipv6)!.Match;
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void An_ipv4_address_inside_ipv6_is_an_ipv4_address()
    {
        var table = new SubnetTable([PlaceOf("192.0.2.0/24", "Berlin"), PlaceOf("::/0", "Lyon")]);

        Assert.Equal("Berlin", SiteOf(table, "::ffff:192.0.2.7"));
        Assert.Null(SiteOf(table, "::ffff:198.51.100.7"));
    }

    [Fact]
    public void The_scope_of_an_ipv6_address_does_not_matter() =>
        Assert.Equal("Lyon", SiteOf(new SubnetTable([PlaceOf("fe80::/10", "Lyon")]), "fe80::7%3"));

    [Fact]
    public void A_subnet_without_a_site_hides_the_wider_one()
    {
        var table = new SubnetTable([PlaceOf("192.0.2.0/24", "Berlin"), PlaceOf("192.0.2.128/25", null)]);

        Assert.Equal("Berlin", SiteOf(table, "192.0.2.7"));
        Assert.Null(SiteOf(table, "192.0.2.200"));
        Assert.Equal("192.0.2.128/25", table.Holding(IPAddress.Parse("192.0.2.200"))?.Network.ToString());
    }

    private static SubnetPlace PlaceOf(string name, string? site)
    {
        Assert.True(SubnetName.TryParse(name, out var network, out _));
        return SubnetPlace.Of(network, site is null ? null : new SiteName(site));
    }

    private static string? SiteOf(SubnetTable table, string client) => table.Holding(IPAddress.Parse(client))?.Match?.Site.Value;

    private static SubnetPlace? OneByOne(ImmutableArray<SubnetPlace> places, IPAddress client)
    {
        var plain = client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client;
        return places.Where(place => place.Network.Contains(plain)).MaxBy(place => place.Network.PrefixLength);
    }

    /// <summary>The first and the last address of a network, and those right outside.</summary>
    private static IEnumerable<IPAddress> Edges(IPNetwork network)
    {
        var first = network.BaseAddress.GetAddressBytes();
        var last = first.Select((value, at) => (byte)(value | (0xff >> Math.Clamp(network.PrefixLength - (at * 8), 0, 8)))).ToArray();
        return [network.BaseAddress, new IPAddress(last), new IPAddress(Step(first, -1)), new IPAddress(Step(last, +1))];
    }

    private static byte[] Step(byte[] bytes, int by)
    {
        var stepped = (byte[])bytes.Clone();
        var (at, over) = (stepped.Length - 1, by);
        for (; at >= 0 && over != 0; at--)
        {
            var sum = stepped[at] + over;
            (stepped[at], over) = ((byte)(sum & 0xff), sum is < 0 or > 255 ? by : 0);
        }

        return stepped;
    }
}
