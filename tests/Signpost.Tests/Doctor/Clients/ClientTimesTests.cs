using Signpost.Autodiscover;
using Signpost.Discovery;
using Signpost.Dns;

namespace Signpost.Tests.Doctor.Clients;

/// <summary>What k dead endpoints cost each client: the laws that were measured.</summary>
public sealed class ClientTimesTests
{
    [Theory]
    [InlineData(0, 0, StepKind.HttpsRootDomain)]
    [InlineData(1, 10, StepKind.HttpsAutodiscoverDomain)]
    [InlineData(2, 20, StepKind.HttpRedirect)]
    [InlineData(3, 30, StepKind.SrvRecord)]
    public async Task exchangelib_loses_ten_seconds_at_each(int dead, int seconds, StepKind endsAt)
    {
        var verdict = await Replay.RunAsync("exchangelib", World(dead), Srv());

        Assert.Equal(seconds, verdict.Lost.TotalSeconds);
        Assert.Equal(endsAt, verdict.Path[^1].Step.Kind);
    }

    [Theory]
    [InlineData(1, 0, "autodiscover.contoso.test")]
    [InlineData(2, 40, null)]
    [InlineData(3, 40, "a.hosting.test")]
    public async Task Evolution_loses_twenty_seconds_by_position_and_asks_autodiscover_first(int dead, int seconds, string? host)
    {
        var verdict = await Replay.RunAsync("evolution", World(dead), dead is 3 ? Srv() : null);

        Assert.Equal("autodiscover.contoso.test", verdict.Path[0].Url!.Host);
        Assert.Equal(seconds, verdict.Lost.TotalSeconds);
        Assert.Equal(host, verdict.Url?.Host);
    }

    [Fact]
    public async Task A_second_endpoint_that_is_dead_costs_Evolution_twenty_seconds_only_where_it_stands_first()
    {
        var verdict = await Replay.RunAsync("evolution", new LiteralFacts().Silent(Replay.Own).Cas(Replay.Apex));

        Assert.Equal(20, verdict.Lost.TotalSeconds);
        Assert.Equal("contoso.test", verdict.Url!.Host);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_EWS_Managed_API_loses_ten_seconds_at_each_where_SOAP_is_spoken(int dead)
    {
        var verdict = await Replay.RunAsync("ews-managed-api", World(dead, speaksSoap: true));

        Assert.Equal(10 * dead, verdict.Lost.TotalSeconds);
        Assert.EndsWith(Replay.Svc, verdict.Url!.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task And_a_hundred_where_it_has_to_speak_POX()
    {
        var verdict = await Replay.RunAsync("ews-managed-api", new LiteralFacts().Silent(Replay.Apex).OldCas(Replay.Own));

        Assert.Equal(100, verdict.Path.Where(place => place.Dialect is AutodiscoverDialect.Pox).Sum(place => place.Lost.TotalSeconds));
        Assert.Equal(110, verdict.Lost.TotalSeconds);
        Assert.Equal(new Uri(Replay.Own + Replay.Xml), verdict.Url);
    }

    [Fact]
    public async Task Eight_dead_CASs_of_a_site_cost_it_over_thirteen_minutes()
    {
        var facts = new LiteralFacts().OldCas(Replay.Apex);
        var scps = Enumerable.Range(1, 8).Select(n => Replay.Scp($"cas{n}", n, "Berlin")).ToArray();
        foreach (var scp in scps)
        {
            facts.Silent(scp.Url.GetLeftPart(UriPartial.Authority));
        }

        var verdict = await Replay.RunAsync("ews-managed-api", facts, Replay.In(scps: scps));

        Assert.InRange(verdict.Path.Where(place => place.Dialect is AutodiscoverDialect.Pox).Sum(place => place.Lost.TotalMinutes), 13, 13.5);
        Assert.Equal("contoso.test", verdict.Url!.Host);
    }

    [Fact]
    public async Task A_host_that_refuses_the_connection_costs_nothing()
    {
        var verdict = await Replay.RunAsync("exchangelib", new LiteralFacts().Cas("https://a.hosting.test"), Srv());

        Assert.Equal(TimeSpan.Zero, verdict.Lost);
        Assert.Equal("a.hosting.test", verdict.Url!.Host);
    }

    // The first dead ones do not answer; the one after them does.
    private static LiteralFacts World(int dead, bool speaksSoap = true)
    {
        var facts = new LiteralFacts().Cas("https://a.hosting.test").Cas(Replay.Mail);
        facts = dead > 0 ? facts.Silent(Replay.Apex) : facts.Cas(Replay.Apex, speaksSoap, []);
        facts = dead > 1 ? facts.Silent(Replay.Own) : facts.Cas(Replay.Own, speaksSoap, []);
        return dead > 2
            ? facts.Silent(Replay.Plain)
            : facts.Redirects(Replay.Plain + Replay.Xml, Replay.Mail + Replay.Xml).Redirects(Replay.Plain + Replay.Svc, Replay.Mail + Replay.Svc);
    }

    private static Fakes.FakeResolver Srv() => Replay.Service(new SrvRecord(0, 0, 443, "a.hosting.test"));
}
