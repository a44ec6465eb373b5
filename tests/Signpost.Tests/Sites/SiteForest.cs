using System.Collections.Immutable;
using Signpost.Directory;
using Signpost.Sites;

namespace Signpost.Tests.Sites;

/// <summary>A forest of sites, subnets and links, told in a few words. As a directory it knows one search: by class, below CN=Sites.</summary>
internal sealed class SiteForest : IDirectory
{
    public const string Sites = "CN=Sites,CN=Configuration,DC=example,DC=org";
    private const string Ip = $"CN=IP,CN=Inter-Site Transports,{Sites}";

    private readonly List<DirectoryEntry> entries = [];

    public SiteForest(params string[] sites)
    {
        With("DC=stray", "server");
        foreach (var site in sites)
        {
            With($"CN={site},{Sites}", "site");
        }
    }

    public DirectoryFailure? Failure { get; init; }

    /// <summary>The bases that were searched.</summary>
    public List<string> Searched { get; } = [];

    public string Source => "forest of the test";

    public RootDse RootDse { get; init; } = new("DC=example,DC=org", "CN=Configuration,DC=example,DC=org", "dc1.example.org", []);

    public static string Dn(string site) => $"CN={site},{Sites}";

    public static string SubnetDn(string name) => $"CN={name},CN=Subnets,{Sites}";

    public static string LinkDn(string name) => $"CN={name},{Ip}";

    public SiteForest Subnet(string name, string? site) => With(SubnetDn(name), "subnet", ("siteObject", site is null ? [] : [Dn(site)]));

    public SiteForest Link(string name, string? cost, params string[] sites) =>
        With(LinkDn(name), "siteLink", ("cost", cost is null ? [] : [cost]), ("siteList", [.. sites.Select(Dn)]));

    public SiteForest Bridge(string name, params string[] links) =>
        With(LinkDn(name), "siteLinkBridge", ("siteLinkList", [.. links.Select(LinkDn)]));

    public SiteForest Transport(string? options) => With(Ip, "interSiteTransport", ("options", options is null ? [] : [options]));

    public SiteForest With(string dn, string kind, params (string Name, string[] Values)[] attributes)
    {
        entries.Add(new DirectoryEntry(dn,
        [
            new("objectClass", [new OctetString("top"), new OctetString(kind)]),
            .. attributes.Where(attribute => attribute.Values is not []).Select(attribute =>
                KeyValuePair.Create(attribute.Name, attribute.Values.Select(value => new OctetString(value)).ToImmutableArray())),
        ]));
        return this;
    }

    /// <summary>The same forest, told in another order.</summary>
    public SiteForest Shuffled(int seed)
    {
        var shuffled = new SiteForest();
        var order = entries.ToArray();
        new Random(seed).Shuffle(order);
        shuffled.entries.AddRange(order);
        return shuffled;
    }

    public async Task<TopologyOutcome.Read> ReadAsync() =>
        Assert.IsType<TopologyOutcome.Read>(await SiteTopology.ReadAsync(this, TestContext.Current.CancellationToken));

    public SiteTopology Topology()
    {
        var read = ReadAsync();
        Assert.True(read.IsCompletedSuccessfully);
        return read.Result.Topology;
    }

    public Task<SearchOutcome> SearchAsync(DirectorySearch search, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Searched.Add(search.BaseDn);
        Assert.Equal(SearchScope.Subtree, search.Scope);
        var classes = Assert.IsType<LdapFilter.Or>(search.Filter).Any.Cast<LdapFilter.Equal>().Select(one => one.Value.Text).ToArray();
        return Task.FromResult<SearchOutcome>(Failure is not null
            ? new SearchOutcome.Failed(Failure)
            : new SearchOutcome.Completed([.. entries.Where(entry => entry.Texts("objectClass").Intersect(classes).Any())], 0));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
