using System.Collections.Immutable;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Server.Configuration;
using Signpost.Server.Hosting;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Server.Operation;
using Signpost.Server.Tests.Endpoints;
using Signpost.Transport;

namespace Signpost.Server.Tests.Operation;

/// <summary>A CAS of contoso.test on loopback, behind a proxy that ended TLS: the test.</summary>
internal sealed class OperatedCas : IAsyncDisposable
{
    private readonly CasHost host;

    private readonly HttpClient? operators;

    private OperatedCas(CasHost host, HttpClient client, HttpClient? operators) => (this.host, Client, this.operators) = (host, client, operators);

    /// <summary>Asks as a client whose TLS a proxy ended.</summary>
    public HttpClient Client { get; }

    /// <summary>Asks at the management address.</summary>
    public HttpClient Operators => operators ?? throw new InvalidOperationException("it has no management address");

    public CasHost Host => host;

    public required ServerConfiguration Configuration { get; init; }

    public static async Task<OperatedCas> StartAsync(Func<HealthResult> directory, bool hasManagement = true, TelemetryConfiguration? telemetry = null, TimeSpan drain = default)
    {
        var loopback = new IPEndPoint(IPAddress.Loopback, 0);
        var configuration = new ServerConfiguration
        {
            ServerName = Contoso.Server,
            Listen = new ListenConfiguration { Http = [loopback], Management = hasManagement ? [loopback] : [], DrainFor = drain },
            TrustedProxies = [new IPNetwork(IPAddress.Loopback, 32)],
            Directory = new DirectoryConfiguration(new ForestChoice.File("none.ldif"), new DirectoryLogon.Anonymous(), TlsTrust.Platform, TimeSpan.FromSeconds(5)),
            Telemetry = telemetry ?? new TelemetryConfiguration(),
        };
        var settings = new CasSettings(_ => new Backing(directory), LoggerFactory.Create(_ => { }), TimeProvider.System);
        var start = await CasHost.StartAsync(configuration, settings, TestContext.Current.CancellationToken);
        var host = Assert.IsType<CasStart.Running>(start).Host;
        return new OperatedCas(host, Asking(host.Addresses[0]), hasManagement ? Asking(host.ManagementAddresses[0]) : null) { Configuration = configuration };
    }

    public Task<HttpResponseMessage> AskAsync(string user, string password, string address)
    {
        var body = $"""
            <Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"><Request><EMailAddress>{address}</EMailAddress>
            <AcceptableResponseSchema>http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a</AcceptableResponseSchema></Request></Autodiscover>
            """;
        var request = new HttpRequestMessage(HttpMethod.Post, "/Autodiscover/Autodiscover.xml") { Content = new StringContent(body, Encoding.UTF8, "text/xml") };
        request.Headers.TryAddWithoutValidation("Authorization", Contoso.Logon(user, password));
        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        Client.Dispose();
        operators?.Dispose();
    }

    private static HttpClient Asking(Uri place)
    {
        var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = place, Timeout = TimeSpan.FromSeconds(20) };
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        return client;
    }

    private sealed class Backing(Func<HealthResult> directory) : CasBacking
    {
        private readonly Contoso contoso = new();

        public override IMailboxDirectory Mailboxes => contoso;

        public override ImmutableArray<ILogonScheme> Schemes => [new BasicScheme("Contoso", contoso)];

        public override ImmutableArray<HealthCheck> HealthChecks => [new HealthCheck("directory", _ => ValueTask.FromResult(directory()))];

        public override Task<ImmutableArray<CheckLine>> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<ImmutableArray<CheckLine>>([]);

        public override BackingFigures Figures => new() { DirectoryAnswers = directory().IsGood };

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
