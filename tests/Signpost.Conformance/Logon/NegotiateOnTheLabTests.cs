using System.Formats.Asn1;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication.ExtendedProtection;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Signpost.Transport;

namespace Signpost.Conformance.Logon;

/// <summary>Clients prove themselves to the gate by tickets of the lab's KDC.</summary>
public sealed class NegotiateOnTheLabTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--http1.1")]
    [InlineData("--http2")]
    public async Task A_ticket_lets_curl_in_and_the_server_proves_itself_in_turn(string version)
    {
        Lab.Require();
        await using var host = await GuardedHost.StartAsync();

        var run = await Lab.InAsync("paris", await Lab.TicketAsync("anna"), "curl", "-sS", "-i", version, "--negotiate", "-u", ":", GuardedHost.Url);

        Assert.Empty(host.Notes);
        Assert.EndsWith("Negotiate anna@CONTOSO.TEST", run.Ends(0).Output, StringComparison.Ordinal);
        Assert.Matches("(?i)www-authenticate: Negotiate [a-z0-9+/=]{20}", run.Output);
        Assert.Empty(host.Told);
    }

    [Fact]
    public async Task Without_a_ticket_curl_is_offered_what_there_is()
    {
        Lab.Require();
        await using var host = await GuardedHost.StartAsync();

        var run = await Lab.InAsync("paris", new Dictionary<string, string>(), "curl", "-sS", "-i", GuardedHost.Url);

        Assert.Contains("401", run.Ends(0).Output, StringComparison.Ordinal);
        Assert.Matches("(?is)www-authenticate: Negotiate\r\n.*www-authenticate: Basic realm=\"Contoso\"", run.Output);
        Assert.Empty(host.Told);
    }

    [Fact]
    public async Task NTLM_is_refused_and_told_once()
    {
        Lab.Require();
        await using var host = await GuardedHost.StartAsync();
        using var http = Http();

        using var answer = await AskAsync(http, "TlRMTVNTUAABAAAAl4II4gAAAAAAAAAAAAAAAAAAAAAKAGFKAAAADw==");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(["Negotiate no-ntlm"], host.Told);
    }

    [Fact]
    public async Task A_ticket_that_is_bound_to_its_channel_is_taken()
    {
        Lab.Require();
        await using var host = await GuardedHost.StartAsync();
        using var cache = await Directory.Lab.Here().KinitAsync("anna");
        using var tcp = new TcpClient();
        await tcp.ConnectAsync("cas1.contoso.test", 443, Cancelled);
        await using var tls = new SslStream(tcp.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "cas1.contoso.test", RemoteCertificateValidationCallback = Trusts }, Cancelled);

        var token = Token("HTTP/cas1.contoso.test", tls.TransportContext.GetChannelBinding(ChannelBindingKind.Endpoint));
        await tls.WriteAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: cas1.contoso.test\r\nConnection: close\r\nAuthorization: Negotiate {token}\r\n\r\n"), Cancelled);
        using var reader = new StreamReader(tls);

        Assert.Contains("Negotiate anna@CONTOSO.TEST", await reader.ReadToEndAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_is_nobodys_for_the_next_request_and_a_token_is_good_once()
    {
        Lab.Require();
        await using var host = await GuardedHost.StartAsync();
        using var cache = await Directory.Lab.Here().KinitAsync("anna");
        using var http = Http();
        var token = Token("HTTP/cas1.contoso.test");

        using var first = await AskAsync(http, token);
        using var bare = await AskAsync(http, null);
        using var again = await AskAsync(http, token);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (first.StatusCode, bare.StatusCode, again.StatusCode));
        Assert.Equal(["Negotiate bad-token"], host.Told);
    }

    [Fact]
    public async Task A_logon_of_two_tokens_goes_on_in_its_connection_and_in_no_other()
    {
        Lab.Require();
        await using var host = await GuardedHost.StartAsync();
        using var cache = await Directory.Lab.Here().KinitAsync("anna");
        using var http = Http();
        using var other = Http();

        using var asked = await AskAsync(http, Offer());
        using var elsewhere = await AskAsync(other, Continuation(Token("HTTP/cas1.contoso.test")));
        using var done = await AskAsync(http, Continuation(Token("HTTP/cas1.contoso.test")));

        Assert.Equal(HttpStatusCode.Unauthorized, asked.StatusCode);
        Assert.Matches("^Negotiate [A-Za-z0-9+/=]+$", Assert.Single(asked.Headers.WwwAuthenticate).ToString());
        Assert.Equal(HttpStatusCode.Unauthorized, elsewhere.StatusCode);
        Assert.Equal("Negotiate anna@CONTOSO.TEST", await done.Content.ReadAsStringAsync(Cancelled));
    }

    [Fact]
    public async Task A_ticket_for_another_service_is_refused()
    {
        Lab.Require();
        await using var host = await GuardedHost.StartAsync();
        using var cache = await Directory.Lab.Here().KinitAsync("anna");
        using var http = Http();

        using var answer = await AskAsync(http, Token("ldap/dc1.contoso.test"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(["Negotiate bad-token"], host.Told);
    }

    [Theory]
    [InlineData("oRQwEqADCgEBoQsGCSqGSIL3EgECAg==")]
    [InlineData("YIIBAAYGKwYBBQUCoA==")]
    public async Task What_is_no_ticket_is_refused(string token)
    {
        Lab.Require();
        await using var host = await GuardedHost.StartAsync();
        using var http = Http();

        using var answer = await AskAsync(http, token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(["Negotiate bad-token"], host.Told);
    }

    private static HttpClient Http() => new(new SocketsHttpHandler { MaxConnectionsPerServer = 1, SslOptions = { RemoteCertificateValidationCallback = Trusts } });

    private static bool Trusts(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors) =>
        TlsTrust.FromPemFile(Directory.Lab.Here().CaFile).Judge("cas1.contoso.test", (X509Certificate2?)shown, chain, errors).IsTrusted;

    private static async Task<HttpResponseMessage> AskAsync(HttpClient http, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, GuardedHost.Url);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Negotiate", token);
        return await http.SendAsync(request, Cancelled);
    }

    /// <summary>A client that only says which mechanism it has (RFC 4178 section 4.2.1), and waits.</summary>
    private static string Offer()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence(new Asn1Tag(TagClass.Application, 0)))
        {
            writer.WriteObjectIdentifier("1.3.6.1.5.5.2");
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            using (writer.PushSequence())
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier("1.2.840.113554.1.2.2");
            }
        }

        return Convert.ToBase64String(writer.Encode());
    }

    /// <summary>Its ticket, in the second token (RFC 4178 section 4.2.2).</summary>
    private static string Continuation(string ticket)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 1)))
        using (writer.PushSequence())
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 2)))
        {
            writer.WriteOctetString(Convert.FromBase64String(ticket));
        }

        return Convert.ToBase64String(writer.Encode());
    }

    private static string Token(string service, ChannelBinding? binding = null)
    {
        using var client = new NegotiateAuthentication(new NegotiateAuthenticationClientOptions
        {
            Package = "Kerberos",
            TargetName = service,
            Credential = CredentialCache.DefaultNetworkCredentials,
            Binding = binding,
        });
        return client.GetOutgoingBlob(null as string, out var status) ?? throw new InvalidOperationException($"no ticket for {service}: {status}");
    }
}
