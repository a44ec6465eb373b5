using System.Net;
using Microsoft.Extensions.Logging;
using Signpost.Server.Configuration;
using Signpost.Server.Hosting;

namespace Signpost.Server.Tests.Hosting;

public sealed class ListenTests
{
    [Fact]
    public async Task A_port_that_is_taken_is_said_in_one_line()
    {
        await using var first = await RunningCas.StartAsync();
        var place = (IPEndPoint)first.At;

        Assert.Equal($"can't listen on {place}: another program listens there: end it, or take another port", await WhyNotAsync(new ListenConfiguration { Http = [place] }));
    }

    [Fact]
    public async Task So_is_a_port_for_operators_that_is_taken()
    {
        await using var first = await RunningCas.StartAsync();
        var place = (IPEndPoint)first.At;
        var listen = new ListenConfiguration { Http = [new IPEndPoint(IPAddress.Loopback, 0)], Management = [place] };

        Assert.Equal($"can't listen on {place}: another program listens there: end it, or take another port", await WhyNotAsync(listen));
    }

    [Fact]
    public async Task An_address_of_another_host_is_said_with_the_address()
    {
        var elsewhere = new IPEndPoint(IPAddress.Parse("192.0.2.1"), 8443);

        Assert.Equal("can't listen on 192.0.2.1:8443: no interface of this host has that address", await WhyNotAsync(new ListenConfiguration { Http = [elsewhere] }));
    }

    [Fact]
    public async Task A_reload_is_told_that_it_cannot_listen_elsewhere_and_nothing_when_it_is_back()
    {
        await using var cas = await RunningCas.StartAsync();
        var before = RunningCas.Configuration();
        var other = before with { Listen = before.Listen with { Http = [new IPEndPoint(IPAddress.Loopback, 1)] } };

        Assert.Equal("Listen has changed: restart to listen elsewhere", await cas.Host.ReloadAsync(other));
        Assert.Equal("", await cas.Host.ReloadAsync(before));
    }

    private static async Task<string> WhyNotAsync(ListenConfiguration listen)
    {
        using var loggers = LoggerFactory.Create(_ => { });
        var configuration = RunningCas.Configuration() with { Listen = listen };
        var settings = new CasSettings(read => DirectoryBacking.Create(read, loggers, TimeProvider.System), loggers, TimeProvider.System);
        return Assert.IsType<CasStart.Failed>(await CasHost.StartAsync(configuration, settings, TestContext.Current.CancellationToken)).Why;
    }
}
