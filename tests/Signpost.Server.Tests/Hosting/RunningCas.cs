using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Logging;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Server.Configuration;
using Signpost.Server.Hosting;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Server.Tests.Endpoints;
using Signpost.Transport;

namespace Signpost.Server.Tests.Hosting;

/// <summary>A CAS of contoso.test on the loopback, behind a proxy that ends TLS unless it has a certificate: what a test sends, the proxy sends.</summary>
internal sealed class RunningCas : IAsyncDisposable
{
    private readonly Lines lines;
    private readonly ILoggerFactory loggers;

    private RunningCas(CasHost host, Lines lines, ILoggerFactory loggers) => (Host, this.lines, this.loggers) = (host, lines, loggers);

    /// <summary>Time-outs so short that a test can wait for them. The sockets are looked at each second.</summary>
    public static LimitConfiguration Impatient { get; } = new() { RequestTimeout = TimeSpan.FromMilliseconds(300) };

    public CasHost Host { get; }

    public EndPoint At => new IPEndPoint(IPAddress.Loopback, Host.Addresses[0].Port);

    /// <summary>What was logged, without time and level.</summary>
    public string[] Log => lines.Written;

    public static Task<RunningCas> StartAsync() => StartAsync(Configuration());

    public static Task<RunningCas> StartAsync(ServerConfiguration configuration) => StartAsync(configuration, new Contoso());

    public static async Task<RunningCas> StartAsync<T>(ServerConfiguration configuration, T backing)
        where T : IMailboxDirectory, IPasswordJudge
    {
        var lines = new Lines();
        var loggers = LoggerFactory.Create(logging => logging.AddFilter("Microsoft", LogLevel.Warning).AddProvider(lines));
        var settings = new CasSettings(_ => new Backing(backing, backing), loggers, TimeProvider.System);
        var start = await CasHost.StartAsync(configuration, settings, TestContext.Current.CancellationToken);
        return new RunningCas(Assert.IsType<CasStart.Running>(start).Host, lines, loggers);
    }

    public static ServerConfiguration Configuration(LimitConfiguration? limits = null, LogConfiguration? log = null) => new()
    {
        ServerName = Contoso.Server,
        Listen = new ListenConfiguration { Http = [new IPEndPoint(IPAddress.Loopback, 0)] },
        Directory = new DirectoryConfiguration(new ForestChoice.File("none.ldif"), new DirectoryLogon.Anonymous(), TlsTrust.Platform, TimeSpan.FromSeconds(5)),
        Services = new Contoso().Services,
        TrustedProxies = [IPNetwork.Parse("127.0.0.1/32")],
        Limits = limits ?? new LimitConfiguration(),
        Log = log ?? new LogConfiguration(),
    };

    public Task<RawClient> ConnectAsync() => RawClient.ConnectAsync(At);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        loggers.Dispose();
    }

    private sealed class Backing(IMailboxDirectory mailboxes, IPasswordJudge judge) : CasBacking
    {
        public override IMailboxDirectory Mailboxes => mailboxes;

        public override ImmutableArray<ILogonScheme> Schemes { get; } = [new BasicScheme("Contoso", judge)];

        public override Task<ImmutableArray<CheckLine>> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<ImmutableArray<CheckLine>>([]);

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly List<string> written = [];

        public string[] Written
        {
            get
            {
                lock (written)
                {
                    return [.. written];
                }
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (written)
            {
                written.Add(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
