using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Signpost.Discovery;
using Signpost.Dns;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.DependencyInjection;

/// <summary>The client in a container.</summary>
public sealed class AddSignpostTests
{
    private static readonly MailboxAddress Ada = MailboxAddress.Parse("ada@contoso.test");

    private readonly ServiceCollection services = new();
    private readonly List<string> passed = [];

    [Fact]
    public void One_client_is_there_for_all_with_the_defaults()
    {
        services.AddSignpost();

        using var provider = services.BuildServiceProvider(validateScopes: true);
        using var scope = provider.CreateScope();

        var client = provider.GetRequiredService<SignpostClient>();
        Assert.Same(client, scope.ServiceProvider.GetRequiredService<SignpostClient>());
        Assert.Equal(new DiscoveryOptions(), client.Options);
    }

    [Fact]
    public void Several_calls_work_on_one_anothers_options_and_register_one_client()
    {
        services.AddSignpost(options => options with { Timeout = TimeSpan.FromSeconds(30), Plan = DiscoveryPlan.Outlook2007 });
        services.AddSingleton(RacePolicy.OneAtATime);
        services.AddSignpost((provider, options) => options with { Race = provider.GetRequiredService<RacePolicy>(), Timeout = options.Timeout * 2 });
        services.AddSignpost();

        using var provider = services.BuildServiceProvider(validateScopes: true);

        var options = Assert.Single(provider.GetServices<SignpostClient>()).Options;
        Assert.Equal((DiscoveryPlan.Outlook2007, RacePolicy.OneAtATime, TimeSpan.FromMinutes(1)), (options.Plan, options.Race, options.Timeout));
    }

    [Fact]
    public void Clock_names_log_and_meters_come_from_the_container()
    {
        var (time, dns, log, meters) = (new VirtualTime(), new FakeResolver(), new CollectingLogger(), new CollectingMeters());
        services.AddSingleton<TimeProvider>(time).AddSingleton<IServiceResolver>(dns).AddSingleton<ILoggerFactory>(log).AddSingleton<IMeterFactory>(meters);
        services.AddSignpost(options => options with { Excluded = [StepKind.Scp], WrapHandler = inner => new CannedHandler(inner, System.Net.HttpStatusCode.NotFound) });
        using var provider = services.BuildServiceProvider(validateScopes: true);

        time.Run(() => provider.GetRequiredService<SignpostClient>().DiscoverAsync(Ada, CancellationToken.None));

        Assert.Equal(["_autodiscover._tcp.contoso.test"], dns.Asked);
        Assert.Equal(["RunStarted", "RunEnded"], log.Names);
        Assert.Single(meters.Of("signpost.discoveries"));
    }

    [Fact]
    public void Handlers_stand_in_the_way_of_each_request_the_first_outermost_and_their_scope_ends_with_the_attempt()
    {
        services.AddScoped<Ticket>().AddTransient<Outer>().AddSingleton(passed);
        services.AddSignpost(options => options with { Excluded = [StepKind.Scp], WrapHandler = inner => new CannedHandler(inner) })
            .AddHttpMessageHandler<Outer>()
            .AddHttpMessageHandler(scope => new Noting("inner", scope.GetRequiredService<Ticket>(), passed));
        services.AddSingleton<IServiceResolver>(new FakeResolver()).AddSingleton<TimeProvider>(new VirtualTime());
        using var provider = services.BuildServiceProvider(validateScopes: true);
        var time = (VirtualTime)provider.GetRequiredService<TimeProvider>();

        time.Run(() => provider.GetRequiredService<SignpostClient>().DiscoverAsync(Ada, CancellationToken.None));

        Assert.Equal(["outer", "inner", "ticket returned"], passed);
    }

    [Fact]
    public void A_handler_that_is_shared_is_misuse()
    {
        services.AddSingleton(new Ticket(passed)).AddSingleton(passed).AddSingleton<Outer>();
        services.AddSignpost(options => options with { Excluded = [StepKind.Scp], WrapHandler = inner => new CannedHandler(inner, System.Net.HttpStatusCode.NotFound) })
            .AddHttpMessageHandler<Outer>();
        services.AddSingleton<IServiceResolver>(new FakeResolver());
        using var provider = services.BuildServiceProvider(validateScopes: true);
        var (client, time) = (provider.GetRequiredService<SignpostClient>(), new VirtualTime());

        var misuse = Assert.Throws<InvalidOperationException>(() => time.Run(() => client.DiscoverAsync(Ada, CancellationToken.None)));

        Assert.Contains("register it as transient", misuse.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_is_misuse()
    {
        Assert.Throws<ArgumentNullException>(() => ((IServiceCollection)null!).AddSignpost());
        Assert.Throws<ArgumentNullException>(() => services.AddSignpost((Func<DiscoveryOptions, DiscoveryOptions>)null!));
        Assert.Throws<ArgumentNullException>(() => services.AddSignpost().AddHttpMessageHandler(null!));
    }

    private sealed class Ticket(List<string> passed) : IDisposable
    {
        public void Dispose() => passed.Add("ticket returned");
    }

    private sealed class Outer(Ticket ticket, List<string> passed) : Noting("outer", ticket, passed);

    private class Noting(string name, Ticket ticket, List<string> passed) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.NotNull(ticket);
            passed.Add(name);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
