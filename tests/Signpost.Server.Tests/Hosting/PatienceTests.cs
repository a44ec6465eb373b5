using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Signpost.Server.Configuration;
using Signpost.Server.Endpoints;
using Signpost.Server.Tests.Endpoints;

namespace Signpost.Server.Tests.Hosting;

/// <summary>Who is too slow is cut off, and nobody else notices. All wait at once.</summary>
public sealed class PatienceTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private static readonly string Ann = $"Authorization: {Contoso.Logon("ann", "secret")}";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_is_too_slow_is_cut_off()
    {
        await using var cas = await RunningCas.StartAsync(RunningCas.Configuration(RunningCas.Impatient));
        var begin = RawClient.Request($"POST {AutodiscoverPox.Path}", "192.0.2.1", Ann, "Content-Type: text/xml", "Content-Length: 500");

        await Task.WhenAll(
            EndsAsync(cas, "says nothing", client => client.HearOutAsync()),
            EndsAsync(cas, "stops in the line", client => SayAsync(client, "GET /auto")),
            EndsAsync(cas, "stops in the headers", client => SayAsync(client, "GET / HTTP/1.1\r\nHost: a\r\nX: ")),
            EndsAsync(cas, "headers in drops", client => DripAsync(client, "GET / HTTP/1.1\r\nHost: a\r\nX: ", "x")),
            EndsAsync(cas, "stops before the body", client => SayAsync(client, begin)),
            EndsAsync(cas, "body in drops", client => DripAsync(client, begin, "x")),
            EndsAsync(cas, "chunks in drops", client => DripAsync(client, begin.Replace("Content-Length: 500", "Transfer-Encoding: chunked", StringComparison.Ordinal), "1\r\nx\r\n")),
            EndsAsync(cas, "never reads", _ => AskWithoutReadingAsync(cas)));
        using var other = await cas.ConnectAsync();
        Assert.Equal(404, (await (await other.SendAsync(RawClient.Request("GET /", "192.0.2.1"))).HearAsync()).Status);
    }

    [Fact]
    public async Task Whoever_is_silent_before_or_behind_TLS_is_cut_off()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("signpost-patience-");
        try
        {
            var listen = new ListenConfiguration { Https = [new IPEndPoint(IPAddress.Loopback, 0)] };
            await using var cas = await RunningCas.StartAsync(RunningCas.Configuration(RunningCas.Impatient) with { Listen = listen, Certificates = [Certificate(folder)] });

            await Task.WhenAll(
                EndsAsync(cas, "before", client => client.HearOutAsync()),
                EndsAsync(cas, "in the middle", client => SayAsync(client, "\u0016\u0003\u0001")),
                EndsAsync(cas, "behind", async client =>
                {
                    await using var tls = new SslStream(new NetworkStream(client.Socket), false, (_, shown, _, _) => shown?.Subject == $"CN={Contoso.Server}");
                    await tls.AuthenticateAsClientAsync(Contoso.Server);
                    Assert.Equal(0, await tls.ReadAsync(new byte[1], Cancelled));
                }));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task EndsAsync(RunningCas cas, string how, Func<RawClient, Task> talk)
    {
        using var client = await cas.ConnectAsync();
        var watch = Stopwatch.StartNew();
        try
        {
            await talk(client).WaitAsync(Longest, TimeProvider.System, Cancelled);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"who {how} was not cut off in {watch.Elapsed.TotalSeconds:0} s");
        }
    }

    private static async Task SayAsync(RawClient client, string text) => await (await client.SendAsync(text)).HearOutAsync();

    private static async Task DripAsync(RawClient client, string beginning, string drop)
    {
        await client.SendAsync(beginning);
        var end = client.HearOutAsync();
        while (!end.IsCompleted)
        {
            try
            {
                await client.SendAsync(drop);
            }
            catch (IOException cut) when (cut.InnerException is SocketException)
            {
                break;
            }

            await Task.WhenAny(end, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancelled));
        }

        await end;
    }

    // Fills what the sockets hold, and then the server has to wait.
    private static async Task AskWithoutReadingAsync(RunningCas cas)
    {
        using var client = await RawClient.ConnectAsync(cas.At, receiveBuffer: 4096);
        var many = string.Concat(Enumerable.Repeat(RawClient.Request("GET /autodiscover/autodiscover.json?Email=ann@contoso.test&Protocol=Fax", "10.0.0.1"), 100));
        var cut = await Assert.ThrowsAsync<IOException>(async () =>
        {
            while (true)
            {
                await client.SendAsync(many);
            }
        });
        Assert.IsType<SocketException>(cut.InnerException);
    }

    private static CertificateConfiguration.Pem Certificate(DirectoryInfo folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest($"CN={Contoso.Server}", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var file = Path.Combine(folder.FullName, "cas.pem");
        File.WriteAllText(file, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        return new CertificateConfiguration.Pem(file, file);
    }
}
