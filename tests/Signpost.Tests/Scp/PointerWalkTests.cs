using CsCheck;
using Signpost.Directory;
using Signpost.Scp;
using Signpost.Tests.Directory;
using Signpost.Tests.Fakes;
using Signpost.Tracing;

namespace Signpost.Tests.Scp;

public sealed class PointerWalkTests
{
    private const string Domain = "fabrikam.test";

    [Fact]
    public async Task A_pointer_for_the_domain_takes_the_place_of_all_that_was_found()
    {
        var forests = new FakeForests().Server("dc1.fabrikam.test", Cas("there"));

        var walk = await WalkAsync(forests, new ScpForest().Url("here", "https://here.test/").Pointer("p", "LDAP://dc1.fabrikam.test", "domain=FABRIKAM.test"));

        Assert.Equal("there", walk);
        Assert.Equal([new LdapServer("dc1.fabrikam.test")], forests.Asked);
        Assert.Equal(0, forests.Open);
    }

    [Theory]
    [InlineData("Domain=contoso.test")]
    [InlineData("Domain=")]
    [InlineData("Domain=sub.fabrikam.test")]
    [InlineData("else")]
    public async Task A_pointer_for_others_is_not_followed(string keyword)
    {
        var forests = new FakeForests().Server("dc1.fabrikam.test", Cas("there"));

        Assert.Equal("", await WalkAsync(forests, new ScpForest().Pointer("p", "LDAP://dc1.fabrikam.test", keyword)));
        Assert.Empty(forests.Asked);
    }

    [Fact]
    public async Task Without_an_address_no_scoped_pointer_is_followed()
    {
        var forests = new FakeForests().Server("dc1.fabrikam.test", Cas("there"));

        Assert.Equal("", await WalkForAsync(forests, new ScpForest().Pointer("p", "LDAP://dc1.fabrikam.test", $"Domain={Domain}"), null));
    }

    [Fact]
    public async Task A_domain_in_letters_of_any_language_is_the_same_domain()
    {
        var forests = new FakeForests().Server("dc1.test", Cas("there"));

        Assert.Equal("there", await WalkForAsync(forests, new ScpForest().Pointer("p", "LDAP://dc1.test", "Domain=bücher.test"), "xn--bcher-kva.test"));
    }

    [Fact]
    public async Task A_pointer_for_all_is_followed_only_where_there_is_nothing()
    {
        var forests = new FakeForests().Server("dc1.test", Cas("there"));

        Assert.Equal("here", await WalkAsync(forests, new ScpForest().Pointer("p", "LDAP://dc1.test").Url("here", "https://here.test/")));
        Assert.Empty(forests.Asked);
        Assert.Equal("there", await WalkAsync(forests, new ScpForest().Pointer("p", "LDAP://dc1.test").Url("bad", "http://here.test/")));
    }

    [Theory]
    [InlineData("ldap://dc1.test", null, LdapSecurity.None)]
    [InlineData("LDAP://dc1.test/", null, LdapSecurity.None)]
    [InlineData("LDAP://dc1.test:3268", 3268, LdapSecurity.None)]
    [InlineData("LDAP://dc1.test:636", 636, LdapSecurity.Tls)]
    [InlineData("LDAP://dc1.test:3269/CN=x", 3269, LdapSecurity.Tls)]
    public async Task The_port_of_a_pointer_tells_how_to_connect(string url, int? port, LdapSecurity security)
    {
        var forests = new FakeForests();

        await WalkAsync(forests, new ScpForest().Pointer("p", url), "scp.pointer-unreachable");

        Assert.Equal([new LdapServer("dc1.test", port, security)], forests.Asked);
    }

    [Fact]
    public async Task A_pointer_can_name_an_IPv6_address()
    {
        var forests = new FakeForests();

        await WalkAsync(forests, new ScpForest().Pointer("p", "LDAP://[2001:db8::1]:389"), "scp.pointer-unreachable");

        Assert.Equal([new LdapServer("2001:db8::1", 389)], forests.Asked);
    }

    [Fact]
    public async Task A_pointer_to_a_dead_server_loses_no_SCP()
    {
        var forests = new FakeForests();

        var walk = await WalkAsync(
            forests, new ScpForest().Url("here", "https://here.test/").Pointer("p", "LDAP://dead.test", $"Domain={Domain}"),
            $"scp.pointer-unreachable: {ScpForest.Dn("p")}: it points to ldap://dead.test: ldap://dead.test: connection refused");

        Assert.Equal("here", walk);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_the_search_is_as_good_as_dead_and_closed()
    {
        var forests = new FakeForests().Server("dc1.test", "dn:\nconfigurationNamingContext: CN=Configuration,DC=gone\n\ndn: DC=a\n");

        Assert.Equal("here", await WalkAsync(
            forests, new ScpForest().Url("here", "https://here.test/").Pointer("p", "LDAP://dc1.test", $"Domain={Domain}"), "scp.pointer-unreachable"));
        Assert.Equal(0, forests.Open);
    }

    [Fact]
    public async Task The_next_pointer_takes_over_from_a_dead_one()
    {
        var forests = new FakeForests().Server("dc2.test", Cas("there"));

        Assert.Equal("there", await WalkAsync(
            forests, new ScpForest().Pointer("p1", "LDAP://dead.test").Pointer("p2", "LDAP://dc2.test"), "scp.pointer-unreachable"));
    }

    [Fact]
    public async Task Two_forests_that_point_at_each_other_end_the_walk()
    {
        var forests = new FakeForests().Server(
            "dc1.test", new ScpForest().Url("there", "https://there.test/").Pointer("back", "LDAP://DC0.test.", $"Domain={Domain}").ToString());

        Assert.Equal("there", await WalkAsync(
            forests, new ScpForest().Pointer("p", "LDAP://dc1.test", $"Domain={Domain}"), $"scp.pointer-loop: {ScpForest.Dn("back")}"));
        Assert.Single(forests.Asked);
    }

    [Fact]
    public async Task A_forest_that_points_at_itself_keeps_its_SCPs() => Assert.Equal("here", await WalkAsync(
        new FakeForests(), new ScpForest().Url("here", "https://here.test/").Pointer("p", "LDAP://dc0.test", $"Domain={Domain}"), "scp.pointer-loop"));

    [Fact]
    public async Task Ten_pointers_are_followed_and_no_eleventh()
    {
        var forests = new FakeForests();
        for (var n = 1; n <= 11; n++)
        {
            forests.Server($"dc{n}.test", new ScpForest().Url($"cas{n}", $"https://cas{n}.test/").Pointer("p", $"LDAP://dc{n + 1}.test", $"Domain={Domain}").ToString());
        }

        Assert.Equal("cas10", await WalkAsync(forests, new ScpForest().Pointer("p", "LDAP://dc1.test", $"Domain={Domain}"),
            $"scp.pointer-hops: {ScpForest.Dn("p")}: it is not followed: more than 10 redirects: 10 by SCP pointer"));
        Assert.Equal(10, forests.Asked.Count);
        Assert.Equal(1, forests.MostOpen);
    }

    [Fact]
    public async Task A_walk_that_was_called_off_is_cancelled() => await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
        new ScpCatalog(new FakeForests().OpenAsync, new Trace(TimeProvider.System)).ReadAsync(Ldif.Open(ScpForest.Nothing), null, new CancellationToken(true)));

    [Fact]
    public Task Any_net_of_pointers_is_walked_once_and_no_SCP_here_is_lost_for_nothing() =>
        Gen.Select(Gen.Int[0, 15], Gen.Bool, Gen.Bool).Array[0, 3].Select(Gen.Bool).Array[1, 14].SampleAsync(async net =>
        {
            var forests = new FakeForests();
            string[] texts = [.. net.Select((node, n) => Text(node, n).ToString())];
            foreach (var (n, text) in texts.Index().Skip(1))
            {
                forests.Server($"dc{n}.test", text);
            }

            var outcome = await new ScpCatalog(forests.OpenAsync, new Trace(TimeProvider.System)).ReadAsync(
                Ldif.Open(texts[0], "ldap://dc0.test"), Domain, TestContext.Current.CancellationToken);

            var scps = Assert.IsType<CatalogOutcome.Read>(outcome).Scps;
            Assert.True(forests.Asked.Count <= 10);
            Assert.Equal(forests.Asked.Distinct(), forests.Asked);
            Assert.DoesNotContain(forests.Asked, server => server.Host == "dc0.test");
            Assert.Equal(0, forests.Open);
            Assert.True(forests.MostOpen <= 1);

            // An empty answer comes from an empty forest that was asked, never from a pointer into nothing.
            if (scps is [])
            {
                Assert.Contains(forests.Asked.Select(server => server.Host).Where(host => host != "dead.test").Append("dc0.test"), host => IsEmpty(net, host));
            }
        }, iter: 300);

    private static bool IsEmpty(((int, bool, bool)[], bool)[] net, string host) =>
        int.TryParse(host.AsSpan(2, host.IndexOf('.', StringComparison.Ordinal) - 2), out var n) && (n >= net.Length || !net[n].Item2);

    private static ScpForest Text(((int To, bool IsScoped, bool IsAlive)[] Pointers, bool HasScp) node, int n)
    {
        var forest = new ScpForest();
        if (node.HasScp)
        {
            forest.Url($"cas{n}", $"https://cas{n}.test/");
        }

        foreach (var (index, pointer) in node.Pointers.Index())
        {
            var server = pointer.IsAlive ? $"LDAP://dc{pointer.To}.test" : "LDAP://dead.test";
            forest.Pointer($"p{index}", server, pointer.IsScoped ? [$"Domain={Domain}"] : []);
        }

        return forest;
    }

    private static string Cas(string cn) => new ScpForest().Url(cn, $"https://{cn}.test/").ToString();

    /// <summary>The common names of the SCPs found; each finding must begin as told, and there must be no others.</summary>
    private static Task<string> WalkAsync(FakeForests forests, ScpForest start, params string[] findings) =>
        WalkForAsync(forests, start, Domain, findings);

    private static async Task<string> WalkForAsync(FakeForests forests, ScpForest start, string? domain, params string[] findings)
    {
        var trace = new Trace(TimeProvider.System);
        var outcome = await new ScpCatalog(forests.OpenAsync, trace).ReadAsync(Ldif.Open(start.ToString(), "ldap://dc0.test"), domain, TestContext.Current.CancellationToken);

        var noted = trace.Events.OfType<Noted>().Select(one => one.Finding).Where(finding => finding.Code.StartsWith("scp.pointer", StringComparison.Ordinal)).ToArray();
        Assert.Equal(findings.Length, noted.Length);
        Assert.All(findings.Zip(noted), pair => Assert.StartsWith(pair.First, pair.Second.ToString(), StringComparison.Ordinal));
        return string.Join(' ', Assert.IsType<CatalogOutcome.Read>(outcome).Scps.Select(scp => scp.Cn));
    }
}
