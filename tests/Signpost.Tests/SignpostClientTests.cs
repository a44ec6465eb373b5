using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Signpost.Discovery;
using Signpost.Dns;
using Signpost.Tests.Fakes;

namespace Signpost.Tests;

/// <summary>The client: options for all calls and for one, calls side by side, handlers of the application.</summary>
public sealed class SignpostClientTests
{
    private static readonly MailboxAddress Ada = MailboxAddress.Parse("ada@contoso.test");

    private static readonly DiscoveryOptions ByAddress = new() { Excluded = [StepKind.Scp] };

    private readonly VirtualTime time = new();

    [Fact]
    public async Task Options_of_a_call_override_those_of_the_client_for_that_call_alone()
    {
        var client = new SignpostClient(ByAddress, new FakeResolver());

        var varied = await client.PlanAsync(Ada, client.Options with { Plan = DiscoveryPlan.Outlook2007 }, CancellationToken.None);
        var own = await client.PlanAsync(Ada, CancellationToken.None);
        var none = await client.PlanAsync(Ada, null, CancellationToken.None);

        Assert.Equal(["outlook2007", "modern", "modern"], [varied.Plan, own.Plan, none.Plan]);
    }

    [Fact]
    public void Each_question_takes_options_of_its_own()
    {
        var client = new SignpostClient(ByAddress, new FakeResolver(), time);
        var forest = ByAddress with { Forest = new ForestChoice.File("no-such-file.ldif") };
        var canned = ByAddress with { WrapHandler = inner => new CannedHandler(inner) };

        var found = time.Run(() => client.DiscoverAsync(Ada, canned, CancellationToken.None));
        var scps = time.Run(() => client.ScpsAsync(null, forest, CancellationToken.None));
        var site = time.Run(() => client.SiteAsync(null, forest, CancellationToken.None));

        Assert.Equal(DiscoveryEnd.Found, found.End);
        Assert.Contains("no-such-file.ldif", scps.Steps.Single().Nothing, StringComparison.Ordinal);
        Assert.Contains("no-such-file.ldif", site.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_attempt_goes_through_a_handler_of_its_own_that_ends_with_it()
    {
        var made = new List<(HttpMessageHandler Inner, CannedHandler Canned)>();
        var client = new SignpostClient(ByAddress with { WrapHandler = Wrap }, new FakeResolver(), time);

        var report = time.Run(() => client.DiscoverAsync(Ada, CancellationToken.None));

        Assert.Equal(DiscoveryEnd.NotFound, report.End);
        Assert.Equal(
            ["contoso.test", "autodiscover.contoso.test", "autodiscover.contoso.test"],
            made.Select(one => Assert.Single(one.Canned.Requests.Select(request => request.RequestUri!.Host).Distinct())));
        Assert.All(made, one => Assert.Empty(HeadersOf(Assert.IsType<SocketsHttpHandler>(one.Inner).ActivityHeadersPropagator!)));
        Assert.All(made, one => Assert.True(one.Canned.IsDisposed));

        CannedHandler Wrap(HttpMessageHandler inner)
        {
            made.Add((inner, new CannedHandler(inner, HttpStatusCode.NotFound)));
            return made[^1].Canned;
        }

        static List<string> HeadersOf(DistributedContextPropagator propagator)
        {
            var headers = new List<string>();
            using var activity = new Activity("test").AddBaggage("who", "ada").Start();
            propagator.Inject(activity, null, (_, name, _) => headers.Add(name));
            return headers;
        }
    }

    [Fact]
    public async Task Many_calls_at_once_each_have_a_report_of_their_own()
    {
        var dns = new FakeResolver();
        var handlers = new ConcurrentBag<CannedHandler>();
        var options = ByAddress with { WrapHandler = Wrap, Excluded = [StepKind.Scp, StepKind.HttpRedirect, StepKind.SrvRecord] };
        var client = new SignpostClient(options, dns, random: new Random(1));
        MailboxAddress[] addresses = [.. Enumerable.Range(0, 40).Select(n => MailboxAddress.Parse($"user{n}@d{n}.contoso.test"))];

        var reports = await Task.WhenAll(addresses.Select(address => Task.Run(() => client.DiscoverAsync(address, CancellationToken.None))));

        Assert.Equal(addresses, reports.Select(report => report.Address));
        Assert.All(reports, report => Assert.Equal(report.Address.Domain, report.Found?.Url.Host));
        Assert.All(handlers, handler => Assert.True(handler.IsDisposed));

        CannedHandler Wrap(HttpMessageHandler inner)
        {
            var canned = new CannedHandler(inner);
            handlers.Add(canned);
            return canned;
        }
    }
}
