using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Signpost.Conformance.Operation;

/// <summary><c>signpost serve --config</c> on loopback, with a directory in a file.</summary>
internal sealed class ServedCas : IAsyncDisposable
{
    public const string Name = "cas1.contoso.test";
    public const string Password = "an-Uncommon-word";

    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("signpost-served-");
    private readonly X509Certificate2 certificate;

    public ServedCas()
    {
        certificate = Sign();
        Write("cas.crt", certificate.ExportCertificatePem());
        Write("cas.key", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        Write("cas.pem", certificate.ExportCertificatePem() + "\n" + certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        Write("forest.ldif", $"""
            dn: DC=contoso,DC=test
            objectClass: domainDNS

            dn: CN=Ann,DC=contoso,DC=test
            objectClass: top
            objectClass: person
            objectClass: user
            displayName: Ann
            mail: ann@contoso.test
            userPrincipalName: ann@contoso.test
            userPassword: {Password}
            """);
        Write("signpost.json", $$"""
            {
              "ServerName": "{{Name}}",
              "Listen": { "Https": "127.0.0.1:{{Https}}", "Http": "127.0.0.1:{{Http}}", "Management": "127.0.0.1:{{Management}}" },
              "Certificates": [ { "Pem": "cas.crt", "Key": "cas.key" } ],
              "Directory": { "File": "forest.ldif" },
              "Mailboxes": { "AcceptedDomains": "contoso.test" },
              "Services": { "Ews": { "Internal": "https://{server}/EWS/Exchange.asmx", "External": "https://mail.contoso.test/EWS/Exchange.asmx" } },
              "TrustedProxies": "127.0.0.1/32",
              "Log": { "EachRequest": true }
            }
            """);
    }

    public int Https { get; } = FreePort();

    public int Http { get; } = FreePort();

    public int Management { get; } = FreePort();

    /// <summary>Its configuration, certificate and directory.</summary>
    public string Folder => folder.FullName;

    public string Configuration => Path.Combine(Folder, "signpost.json");

    /// <summary>The program.</summary>
    public Child Child => child ?? throw new InvalidOperationException("it was not started");

    private Child? child;

    public static string[] Executable => Environment.GetEnvironmentVariable("SIGNPOST_NATIVE") is { Length: > 0 } native
        ? [native]
        : ["dotnet", Path.Combine(Lab.Repository, "src", "Signpost.Cli", "bin", "Release", "net10.0", "Signpost.Cli.dll")];

    /// <summary>A port of loopback that nobody uses now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts it as the end of a command, and waits until it is ready.</summary>
    public async Task StartAsync(string[] before, params (string Name, string? Value)[] environment)
    {
        child = Child.Start([.. before, .. Executable, "serve", "--config", Configuration], environment);
        await UntilReadyAsync();
    }

    public Task UntilReadyAsync() => Child.UntilAsync("the server is ready", async () => await StatusAsync($"http://127.0.0.1:{Management}/healthz/ready") is 200);

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A client at 127.0.0.2, which is not the address of a proxy, that takes this certificate only.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString() },
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, context.DnsEndPoint.Port), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });

    /// <summary>Asks for Ann's settings at a port of https.</summary>
    public static HttpRequestMessage Question(int port, string path, string? password)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"https://{Name}:{port.ToString(CultureInfo.InvariantCulture)}{path}")
        {
            Content = new StringContent(
                """
                <Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"><Request><EMailAddress>ann@contoso.test</EMailAddress>
                <AcceptableResponseSchema>http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a</AcceptableResponseSchema></Request></Autodiscover>
                """,
                Encoding.UTF8,
                "text/xml"),
        };
        if (password is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"ann@contoso.test:{password}"))}");
        }

        return request;
    }

    /// <summary>The status of a GET; 0 where nobody answers.</summary>
    public async Task<int> StatusAsync(string url)
    {
        using var client = Client();
        try
        {
            using var answer = await client.GetAsync(new Uri(url), TestContext.Current.CancellationToken);
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (child?.DisposeAsync() ?? ValueTask.CompletedTask);
        certificate.Dispose();
        folder.Delete(recursive: true);
    }

    private static X509Certificate2 Sign()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Name);
        names.AddDnsName("autodiscover.contoso.test");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(90));
    }
}
