using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Signpost.Server.Configuration;
using Signpost.Server.Logon;

namespace Signpost.Conformance.Logon;

/// <summary>cas1.contoso.test behind the gate: whoever is let in is told his name.</summary>
internal sealed class GuardedHost : ILogonWitness, IPasswordJudge, IAsyncDisposable
{
    public const string Url = "https://cas1.contoso.test/";

    private readonly LogonSchemes schemes;
    private readonly WebApplication app;

    private GuardedHost()
    {
        schemes = LogonSchemes.Create(
            new LogonConfiguration { Realm = "Contoso", Negotiate = new NegotiateConfiguration(Path.Combine(Lab.Folder, "cas.keytab")) },
            ["cas1.contoso.test"], this, new SocketsHttpHandler(), TimeProvider.System);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        var folder = Path.Combine(Lab.Folder, "ca");
        using var pem = X509Certificate2.CreateFromPemFile(Path.Combine(folder, "cas1.pem"), Path.Combine(folder, "cas1.key"));
        var certificate = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
        var address = IPAddress.Parse($"{Environment.GetEnvironmentVariable("SIGNPOST_LAB_ADDRESS")![..^2]}20");      // of cas1, beside that of a client in Paris
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(address, 443, listener => listener.UseHttps(certificate)));
        app = builder.Build();
        var gate = new LogonGate(schemes.Offered, this);
        app.Run(async exchange =>
        {
            if (await gate.AdmitAsync(exchange) is { } caller)
            {
                await exchange.Response.WriteAsync($"{caller.Scheme} {caller.Name}", exchange.RequestAborted);
            }
        });
    }

    public ConcurrentQueue<string> Told { get; } = [];

    public ImmutableArray<string> Notes => schemes.Notes;

    public static async Task<GuardedHost> StartAsync()
    {
        var host = new GuardedHost();
        await host.app.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    public ValueTask<LogonVerdict> JudgeAsync(string user, Secret password, CancellationToken cancellationToken) =>
        ValueTask.FromResult<LogonVerdict>(new LogonVerdict.Refused("bad-password", user));

    public void Refused(HttpContext exchange, string scheme, LogonVerdict.Refused verdict) => Told.Enqueue($"{scheme} {verdict.Reason}");

    public void Away(HttpContext exchange, string scheme, string why) => Told.Enqueue($"{scheme} away: {why}");

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        await schemes.DisposeAsync();
    }
}
