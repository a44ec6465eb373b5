using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Signpost.Autodiscover.Pox;
using Signpost.Server.Configuration;
using Signpost.Server.Endpoints;
using Signpost.Server.Hosting;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Server.Tests.Endpoints;

namespace Signpost.Server.Tests.Hosting;

/// <summary>What becomes of requests, and of what answers them, when the configuration is read again.</summary>
public sealed class ReloadTests
{
    private static readonly string Ann = $"Authorization: {Contoso.Logon("ann", "secret")}";

    private readonly List<Backing> made = [];
    private readonly HastyTime time = new();
    private readonly ServerConfiguration configuration = RunningCas.Configuration();

    [Fact]
    public async Task A_request_ends_with_what_it_began_with_however_long_it_takes()
    {
        await using var host = await StartAsync();
        var backing = Assert.Single(made);
        backing.Slow = new TaskCompletionSource();
        using var client = await RawClient.ConnectAsync(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, host.Addresses[0].Port));
        await client.SendAsync(RawClient.Request($"GET {AutodiscoverPox.Path}", "192.0.2.1", Ann));
        await backing.Asked.Task;

        time.IsHasty = true;
        await host.ReloadAsync(configuration);
        await Task.WhenAny(backing.Disposed.Task, Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, TestContext.Current.CancellationToken));
        var wasDisposed = backing.Disposed.Task.IsCompleted;
        backing.Slow.SetResult();

        Assert.Equal((200, false), ((await client.HearAsync()).Status, wasDisposed));
        await backing.Disposed.Task;
    }

    [Fact]
    public async Task However_often_and_whenever_it_is_told_to_everything_that_was_made_is_disposed_of()
    {
        var host = await StartAsync();
        var reloads = Enumerable.Range(0, 20).Select(_ => Task.Run(() => host.ReloadAsync(configuration), TestContext.Current.CancellationToken)).ToArray();

        await host.DisposeAsync();
        await Task.WhenAll(reloads);
        var last = await host.ReloadAsync(configuration);

        Assert.All(made, backing => Assert.True(backing.Disposed.Task.IsCompleted));
        Assert.Equal("it is about to end", last);
    }

    [Fact]
    public async Task What_is_remembered_outlives_a_reload_until_another_directory_is_named()
    {
        var same = configuration with { BackingKey = "a" };
        var host = await StartAsync(same);
        time.IsHasty = true;

        await host.ReloadAsync(same with { Limits = new LimitConfiguration { Requests = 7 } });
        await host.ReloadAsync(same);
        var afterTwo = made.Count;
        await host.ReloadAsync(same with { BackingKey = "b" });
        await host.DisposeAsync();

        Assert.Equal((1, 2), (afterTwo, made.Count));
        Assert.All(made, backing => Assert.True(backing.Disposed.Task.IsCompleted));
    }

    private Task<CasHost> StartAsync() => StartAsync(configuration);

    private async Task<CasHost> StartAsync(ServerConfiguration configuration)
    {
        var settings = new CasSettings(_ => Make(), CasLoggers.None, time);
        return Assert.IsType<CasStart.Running>(await CasHost.StartAsync(configuration, settings, TestContext.Current.CancellationToken)).Host;
    }

    private Backing Make()
    {
        var backing = new Backing();
        lock (made)
        {
            made.Add(backing);
        }

        return backing;
    }

    private sealed class Backing : CasBacking, ILogonScheme
    {
        private readonly Contoso contoso = new();

        public TaskCompletionSource? Slow { get; set; }

        public TaskCompletionSource Asked { get; } = new();

        public TaskCompletionSource Disposed { get; } = new();

        public override IMailboxDirectory Mailboxes => contoso;

        public override ImmutableArray<ILogonScheme> Schemes => [this];

        public string Name => "Basic";

        public string Challenge => "Basic realm=\"Contoso\"";

        public async ValueTask<LogonVerdict> JudgeAsync(HttpContext exchange, string credentials, CancellationToken cancellationToken)
        {
            Asked.TrySetResult();
            await (Slow?.Task ?? Task.CompletedTask);
            return new LogonVerdict.Accepted(new Caller("ann", "Basic"));
        }

        public override ValueTask DisposeAsync()
        {
            Disposed.SetResult();
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>A clock whose waits are over at once, from some time on.</summary>
    private sealed class HastyTime : TimeProvider
    {
        public bool IsHasty { get; set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, IsHasty ? TimeSpan.Zero : dueTime, period);
    }
}
