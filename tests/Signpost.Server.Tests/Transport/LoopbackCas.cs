using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Signpost.Dns;

namespace Signpost.Server.Tests.Transport;

/// <summary>A server on loopback that demands a logon of everybody, with a certificate of an authority of its own that publishes a list of those it took back.</summary>
internal sealed class LoopbackCas : IAsyncDisposable, IServiceResolver
{
    private readonly WebApplication list;
    private readonly WebApplication cas;

    private LoopbackCas(WebApplication list, WebApplication cas, X509Certificate2 authority) => (this.list, this.cas, Authority) = (list, cas, authority);

    public X509Certificate2 Authority { get; }

    /// <param name="isRevoked">Whether the list names the server's certificate.</param>
    /// <param name="hasList">Whether there is a list at all.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    public static async Task<LoopbackCas> StartAsync(bool isRevoked, bool hasList, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var authority = NewAuthority(now);
        byte[] published = [];
        var list = await ServeAsync(_ => { }, exchange => AnswerListAsync(exchange, hasList ? published : null), cancellationToken);
        using var certificate = Issue(authority, $"http://127.0.0.1:{PortOf(list)}/authority.crl", now);
        var builder = new CertificateRevocationListBuilder();
        if (isRevoked)
        {
            builder.AddEntry(certificate, now.AddHours(-1));
        }

        published = builder.Build(authority, 1, now.AddDays(1), HashAlgorithmName.SHA256);
        var served = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
        var cas = await ServeAsync(
            listener => listener.UseHttps(served),
            exchange =>
            {
                exchange.Response.StatusCode = StatusCodes.Status401Unauthorized;
                exchange.Response.Headers.WWWAuthenticate = "Basic realm=\"Contoso\"";
                return Task.CompletedTask;
            },
            cancellationToken);
        return new LoopbackCas(list, cas, authority);
    }

    public Task<SrvAnswer> ServicesAsync(string name, CancellationToken cancellationToken) => Task.FromResult<SrvAnswer>(new SrvAnswer.None());

    public Task<HostAnswer> HostAsync(string host, int port, CancellationToken cancellationToken) =>
        Task.FromResult<HostAnswer>(new HostAnswer.Places([new IPEndPoint(IPAddress.Loopback, PortOf(cas))]));

    public async ValueTask DisposeAsync()
    {
        await cas.DisposeAsync();
        await list.DisposeAsync();
        Authority.Dispose();
    }

    private static async Task<WebApplication> ServeAsync(
        Action<Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions> how, RequestDelegate answer, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, how));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync(cancellationToken);
        return app;
    }

    private static int PortOf(WebApplication app) =>
        new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    private static async Task AnswerListAsync(HttpContext exchange, byte[]? list)
    {
        if (list is null)
        {
            exchange.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        exchange.Response.ContentType = "application/pkix-crl";
        await exchange.Response.Body.WriteAsync(list, exchange.RequestAborted);
    }

    // A name of its own each time: the platform keeps lists by the issuer's name.
    private static X509Certificate2 NewAuthority(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=CA {Convert.ToHexString(RandomNumberGenerator.GetBytes(6))}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(now.AddDays(-2), now.AddDays(2));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string list, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=contoso.test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("contoso.test");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([list]));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        using var issued = request.Create(authority, now.AddDays(-1), now.AddDays(1), [1, 2, 3, 4]);
        return issued.CopyWithPrivateKey(key);
    }
}
