using System.Net;
using BenchmarkDotNet.Attributes;
using Signpost.Directory;
using Signpost.Sites;

namespace Signpost.Bench;

/// <summary>The site of an address among 100,000 subnets; the peer is what one would write first, a look through all of them.</summary>
[MemoryDiagnoser]
public class SubnetLookup
{
    private const int Lookups = 1000;

    private readonly IPAddress[] addresses = Forests.Addresses(Lookups);
    private readonly List<IPNetwork> subnets = [];
    private SiteTopology topology = null!;

    /// <summary>Loads the forest.</summary>
    [GlobalSetup]
    public async Task LoadAsync()
    {
        var ldif = Forests.OfSubnets(100_000);
        var directory = ((OpenOutcome.Opened)LdifDirectory.Parse(ldif, "forest.ldif")).Directory;
        topology = ((TopologyOutcome.Read)await SiteTopology.ReadAsync(directory, CancellationToken.None)).Topology;
        subnets.AddRange(ldif.Split('\n').Where(line => line.Contains(",CN=Subnets,", StringComparison.Ordinal)).Select(line => IPNetwork.Parse(line.Split('=', ',')[1])));
    }

    /// <summary>Ours.</summary>
    [Benchmark(OperationsPerInvoke = Lookups)]
    public int Topology()
    {
        var found = 0;
        foreach (var address in addresses)
        {
            found += topology.Match(address) is null ? 0 : 1;
        }

        return found;
    }

    /// <summary>The peer: the longest of all that hold the address.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = 10)]
    public int LookThroughAll()
    {
        var found = 0;
        foreach (var address in addresses.Take(10))
        {
            found += subnets.Where(subnet => subnet.Contains(address)).Select(subnet => subnet.PrefixLength).DefaultIfEmpty(-1).Max() < 0 ? 0 : 1;
        }

        return found;
    }
}
