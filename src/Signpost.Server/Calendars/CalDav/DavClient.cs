using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Signpost.Server.Configuration;

namespace Signpost.Server.Calendars.CalDav;

/// <summary>Asks a CalDAV server, as one account. It goes to no other server, whatever that one says.</summary>
internal sealed class DavClient : IDisposable
{
    private const long LongestAnswer = 64L * 1024 * 1024;
    private const int MostRedirects = 3;
    private const int MostConnections = 8;

    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(5);

    private readonly HttpClient http;
    private readonly AuthenticationHeaderValue? authorization;

    /// <summary>Asks by a handler, which is disposed with this.</summary>
    public DavClient(HttpMessageHandler handler, CalendarLogon? logon)
    {
        http = new HttpClient(handler) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        authorization = logon is null ? null
            : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{logon.User}:{logon.Password.Reveal()}")));
    }

    /// <summary>A handler that trusts what the platform trusts, and the authorities of a file.</summary>
    /// <param name="authorities">The file, if any.</param>
    /// <param name="keepsConnections">Not for plain http, which is to this host: a connection costs nothing there, and Radicale keeps none (nor says so, as HTTP/1.0 has it).</param>
    public static SocketsHttpHandler Handler(string? authorities, bool keepsConnections = true)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = Connecting,
            MaxConnectionsPerServer = MostConnections,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = keepsConnections ? TimeSpan.FromMinutes(10) : TimeSpan.Zero,
        };
        if (authorities is not null)
        {
            var own = new X509Certificate2Collection();
            own.ImportFromPemFile(authorities);
            handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, chain, errors) => errors is SslPolicyErrors.None
                || (errors is SslPolicyErrors.RemoteCertificateChainErrors && shown is X509Certificate2 certificate && IsBelow(own, certificate, chain));
        }

        return handler;
    }

    public static bool IsSameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.IdnHost.Equals(other.IdnHost, StringComparison.OrdinalIgnoreCase) && one.Port == other.Port;

    /// <summary>Asks one question (RFC 4918 section 9.1, RFC 3253 section 3.6); what goes wrong on the way is an answer.</summary>
    /// <param name="method"><c>PROPFIND</c> or <c>REPORT</c>.</param>
    /// <param name="url">What is asked.</param>
    /// <param name="depth">0, or 1 with what is right in it.</param>
    /// <param name="body">The question.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<DavReply> AskAsync(string method, Uri url, int depth, string body, CancellationToken cancellationToken)
    {
        // Small servers close a connection as they please; a question changes nothing, and may be asked again.
        var first = await AskOnceAsync(method, url, depth, body, cancellationToken);
        return first is DavReply.Broken { IsCutOff: true } ? await AskOnceAsync(method, url, depth, body, cancellationToken) : first;
    }

    private async Task<DavReply> AskOnceAsync(string method, Uri url, int depth, string body, CancellationToken cancellationToken)
    {
        try
        {
            for (var hops = 0; ; hops++)
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), url) { Content = new StringContent(body, Encoding.UTF8, "application/xml") };
                request.Headers.Authorization = authorization;
                request.Headers.Add("Depth", depth.ToString(CultureInfo.InvariantCulture));
                using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                var code = (int)answer.StatusCode;
                if (code is 301 or 302 or 307 or 308 && answer.Headers.Location is { } location)
                {
                    var next = new Uri(url, location);
                    if (hops == MostRedirects || !IsSameOrigin(next, url))
                    {
                        return new DavReply.Broken(hops == MostRedirects ? "it redirects again and again" : "it redirects to another server; give that one's URL");
                    }

                    url = next;
                }
                else
                {
                    return code is 207 ? await ReadAsync(answer, url, cancellationToken) : new DavReply.Status(code);
                }
            }
        }
        catch (HttpRequestException failed)
        {
            return new DavReply.Broken(Words(failed))
            {
                IsCutOff = failed.HttpRequestError is HttpRequestError.ResponseEnded,
                IsUnreachable = failed.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError,
            };
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            return new DavReply.Broken("its answer broke off") { IsCutOff = true };
        }
    }

    /// <summary>Which extensions it knows (RFC 4918 section 10.1): the header DAV; null where it does not answer, and why.</summary>
    public async Task<(string? Dav, string Why)> OptionsAsync(Uri url, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Options, url);
            request.Headers.Authorization = authorization;
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                ? (null, string.Create(CultureInfo.InvariantCulture, $"it refuses the account: HTTP {(int)answer.StatusCode}"))
                : (answer.Headers.TryGetValues("DAV", out var words) ? string.Join(", ", words) : "", "");
        }
        catch (HttpRequestException failed)
        {
            return (null, Words(failed));
        }
    }

    public void Dispose() => http.Dispose();

    private static async Task<DavReply> ReadAsync(HttpResponseMessage answer, Uri url, CancellationToken cancellationToken)
    {
        if (answer.Content.Headers.ContentLength > LongestAnswer)
        {
            return new DavReply.Broken("its answer is too long");
        }

        using var whole = new MemoryStream();
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var piece = new byte[64 * 1024];
        int count;
        while ((count = await body.ReadAsync(piece, cancellationToken)) > 0)
        {
            if (whole.Length + count > LongestAnswer)
            {
                return new DavReply.Broken("its answer is too long");
            }

            whole.Write(piece, 0, count);
        }

        whole.Position = 0;
        return MultistatusReader.Read(whole, url);
    }

    private static bool IsBelow(X509Certificate2Collection authorities, X509Certificate2 shown, X509Chain? sent)
    {
        using var chain = new X509Chain();
        if (sent is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);      // what stands between, as the server sent it
        }

        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(shown);
    }

    private static string Words(HttpRequestException failed) => failed.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "its name is not known",
        HttpRequestError.SecureConnectionError => "its certificate is not trusted, or it speaks no TLS",
        HttpRequestError.ConnectionError => "it can't be reached",
        HttpRequestError.ResponseEnded => "its answer broke off",
        _ => "it does not speak HTTP as it should",
    };
}
