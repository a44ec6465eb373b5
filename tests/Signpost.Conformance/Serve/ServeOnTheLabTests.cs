using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Signpost.Conformance.Clients;

namespace Signpost.Conformance.Serve;

/// <summary>Our own CASs in three places of the lab, on its directory: strangers and <c>signpost find</c> are their clients.</summary>
public sealed class ServeOnTheLabTests
{
    private const string Pox = "/autodiscover/autodiscover.xml";
    private const string AskForAnna = """
        <Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"><Request><EMailAddress>anna@contoso.test</EMailAddress><AcceptableResponseSchema>http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a</AcceptableResponseSchema></Request></Autodiscover>
        """;
    private const string Ews = "https://mail.contoso.test/EWS/Exchange.asmx";
    private const string Carla = "dn: CN=Carla Quispe,OU=People,DC=contoso,DC=test\nchangetype: modify\n";
    private const string Anna = "dn: CN=Anna Moreau,OU=People,DC=contoso,DC=test\nchangetype: modify\n";

    [Fact]
    public async Task Clients_of_each_site_end_at_their_own_CAS()
    {
        Lab.Require();
        await using var all = await AllAsync();

        Assert.Equal("https://cas1.contoso.test/autodiscover/autodiscover.xml", await FoundAsync("paris"));
        Assert.Equal("https://cas2.contoso.test/autodiscover/autodiscover.xml", await FoundAsync("oslo"));
        Assert.Equal("https://cas3.contoso.test/autodiscover/autodiscover.xml", await FoundAsync("lima"));
    }

    [Fact]
    public async Task Clients_of_a_CAS_that_stops_go_to_the_next_and_return_when_it_is_started()
    {
        Lab.Require();
        await using var cas1 = await Lab.ServeAsync("cas1");
        await using (await Lab.ServeAsync("cas2"))
        {
            Assert.Equal("https://cas2.contoso.test/autodiscover/autodiscover.xml", await FoundAsync("oslo"));
        }

        Assert.Equal("https://cas1.contoso.test/autodiscover/autodiscover.xml", await FoundAsync("oslo"));
        await using (await Lab.ServeAsync("cas2"))
        {
            Assert.Equal("https://cas2.contoso.test/autodiscover/autodiscover.xml", await FoundAsync("oslo"));
        }
    }

    [Theory]
    [InlineData("pox")]
    [InlineData("soap")]
    public async Task Exchangelib_finds_a_mailbox(string dialect)
    {
        Lab.Require();
        await using var cas1 = await Lab.ServeAsync("cas1");

        var its = await Lab.ExchangelibAsync("paris", dialect, "anna@contoso.test");

        Assert.Equal(Ews, its?.Ews);
    }

    [Theory]
    [InlineData("pox")]
    [InlineData("soap")]
    public async Task Exchangelib_is_led_by_plain_http(string dialect)
    {
        Lab.Require();
        await using var cas1 = await Lab.ServeAsync("cas1");

        var its = await Lab.ExchangelibAsync("paris", dialect, "anna@fabrikam.test", "anna@contoso.test");

        Assert.StartsWith("https://cas1.contoso.test/", its?.Autodiscover, StringComparison.Ordinal);
        Assert.Equal(Ews, its?.Ews);
    }

    [Theory]
    [InlineData("pox")]
    [InlineData("soap")]
    public async Task Exchangelib_is_led_by_an_SRV_record(string dialect)
    {
        Lab.Require();
        await using var cas1 = await Lab.ServeAsync("cas1", "Mailboxes__AcceptedDomains=contoso.test,tailspin.test");
        await using var address = await Lab.ChangedAsync(
            $"{Anna}add: proxyAddresses\nproxyAddresses: smtp:anna@tailspin.test\n", $"{Anna}delete: proxyAddresses\nproxyAddresses: smtp:anna@tailspin.test\n");

        var its = await Lab.ExchangelibAsync("paris", dialect, "anna@tailspin.test", "anna@contoso.test");

        Assert.StartsWith("https://mail.contoso.test/", its?.Autodiscover, StringComparison.Ordinal);
        Assert.Equal(Ews, its?.Ews);
    }

    [Theory]
    [InlineData("pox")]
    [InlineData("soap")]
    public async Task Exchangelib_is_led_to_the_address_that_a_mailbox_has_moved_to(string dialect)
    {
        Lab.Require();
        await using var cas1 = await Lab.ServeAsync("cas1", "Mailboxes__RedirectAddressAttribute=ipPhone");
        await using var moved = await Lab.ChangedAsync($"{Carla}replace: ipPhone\nipPhone: SMTP:anna@contoso.test\n", $"{Carla}delete: ipPhone\n");

        var its = await Lab.ExchangelibAsync("paris", dialect, "carla@contoso.test", "anna@contoso.test");
        var ours = await Lab.SignpostAsync("paris", [.. Find("carla@contoso.test"), "--dialect", dialect]);

        Assert.Equal(Ews, its?.Ews);
        Assert.Equal("Anna Moreau", (string?)ours.Ends(0).Json["found"]!["settings"]!["displayName"]);
    }

    [Theory]
    [InlineData("pox")]
    [InlineData("soap")]
    public async Task A_mailbox_of_another_site_is_led_to_the_CAS_there(string dialect)
    {
        Lab.Require();
        await using var cas1 = await Lab.ServeAsync("cas1", "Mailboxes__HomeAttribute=l");
        await using var cas3 = await Lab.ServeAsync("cas3", "Mailboxes__HomeAttribute=l");

        var ours = await Lab.SignpostAsync("paris", [.. Find("carla@contoso.test"), "--dialect", dialect]);

        Assert.StartsWith("https://cas3.contoso.test/", ours.Ends(0).FoundUrl, StringComparison.Ordinal);
        Assert.Equal("Carla Quispe", (string?)ours.Json["found"]!["settings"]!["displayName"]);
    }

    [Fact]
    public async Task Evolution_finds_a_mailbox()
    {
        Lab.Require();
        await using var cas1 = await Lab.ServeAsync("cas1");

        var its = await Evolution.FindAsync("paris", "anna@contoso.test");

        Assert.Equal((Ews, "https://mail.contoso.test/OAB/5b1b1f6e-0c7c-4a0e-8f0d-3f2f0d3c9a10/oab.xml"), its);
    }

    [Fact]
    public async Task Curl_logs_on_with_a_ticket()
    {
        Lab.Require();
        await using var cas1 = await Lab.ServeAsync("cas1");

        var run = await Lab.InAsync("oslo", new Dictionary<string, string>(), [Path.Combine(Lab.Repository, "lab", "curl-negotiate"), $"https://cas1.contoso.test{Pox}", "anna"]);

        Assert.StartsWith("200\n", run.Ends(0).Output, StringComparison.Ordinal);
        Assert.Contains("<DisplayName>Anna Moreau</DisplayName>", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signpost_logs_on_with_a_ticket()
    {
        Lab.Require();
        await using var cas1 = await Lab.ServeAsync("cas1", "Logon__Basic=false");

        var run = await Lab.SignpostAsync("paris", await Lab.TicketAsync("bjorn"), "find", "bjorn@contoso.test", "--json", "--auth", "negotiate");

        Assert.Equal("Bjørn Ødegård", (string?)run.Ends(0).Json["found"]!["settings"]!["displayName"]);
    }

    [Theory]
    [InlineData("http://autodiscover.contoso.test/AutoDiscover/AutoDiscover.xml", "302", "https://autodiscover.contoso.test/autodiscover/autodiscover.xml")]
    [InlineData("http://autodiscover.fabrikam.test/autodiscover/autodiscover.svc", "302", "https://cas1.contoso.test/autodiscover/autodiscover.svc")]
    [InlineData("http://cas1.contoso.test/EWS/Exchange.asmx", "404", "")]
    public async Task Plain_http_leads_to_https_and_nowhere_else(string url, string status, string location)
    {
        Lab.Require();
        await using var cas1 = await Lab.ServeAsync("cas1");

        var run = await Lab.InAsync("oslo", new Dictionary<string, string>(), "curl", "-s", "-o", "/dev/null", "-w", "%{http_code} %header{location}", url);

        Assert.Equal($"{status} {location}".TrimEnd(), run.Ends(0).Output.TrimEnd());
    }

    [Fact]
    public async Task A_directory_that_vanishes_under_load_costs_no_request_for_a_mailbox_that_is_remembered()
    {
        Lab.Require();
        await using var cas1 = await Lab.ServeAsync("cas1", "Mailboxes__CacheFor=1s", "Logon__Basic__CacheFor=10m", "Limits__Requests=0");
        using var client = Client();
        Assert.Equal(HttpStatusCode.OK, await PostAsync(client));

        using var enough = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 8).Select(_ => CallAsync(client, enough.Token)).ToArray();
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        await using (await Lab.DarkAsync("dc", "10.77.0.1", "--port", "636"))
        {
            await Task.Delay(3000, TestContext.Current.CancellationToken);
            await Lab.HangUpAsync("cas1");
            await Task.Delay(3000, TestContext.Current.CancellationToken);
        }

        await enough.CancelAsync();
        var calls = (await Task.WhenAll(callers)).SelectMany(all => all).ToArray();

        Assert.True(calls.Length > 500, $"{calls.Length} calls");
        Assert.DoesNotContain(calls, call => call.Status is not HttpStatusCode.OK);
        Assert.True(calls.Max(call => call.Took) < TimeSpan.FromSeconds(4), $"the slowest took {calls.Max(call => call.Took)}");
    }

    private static HttpClient Client()
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPemFile(Path.Combine(Lab.Folder, "ca", "ca.pem"));
        var handler = new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = trust } };
        return new HttpClient(handler) { BaseAddress = new Uri("https://cas1.contoso.test"), Timeout = TimeSpan.FromSeconds(10) };
    }

    private static async Task<List<(HttpStatusCode Status, TimeSpan Took)>> CallAsync(HttpClient client, CancellationToken enough)
    {
        var calls = new List<(HttpStatusCode, TimeSpan)>();
        while (!enough.IsCancellationRequested)
        {
            var began = TimeProvider.System.GetTimestamp();
            calls.Add((await PostAsync(client), TimeProvider.System.GetElapsedTime(began)));
        }

        return calls;
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Pox) { Content = new StringContent(AskForAnna, Encoding.UTF8, "text/xml") };
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"anna@contoso.test:{Lab.Password}")));
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var document = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return answer.IsSuccessStatusCode && !document.Contains("Anna Moreau", StringComparison.Ordinal) ? HttpStatusCode.NoContent : answer.StatusCode;
    }

    [Fact]
    public async Task An_SCP_is_there_as_long_as_its_CAS_runs_and_leads_the_clients_of_its_sites()
    {
        Lab.Require();
        await using (await Lab.ServeAsync("cas2", "Scp__Publish=true", "Scp__RetractOnStop=true", "Scp__Name=CAS9", "Scp__AutoDiscoverSiteScope=Quito", "Scp__CheckEvery=1s"))
        {
            var scp = await ScpAsync("CAS9", scp => scp.Contains("serviceBindingInformation", StringComparison.Ordinal));

            Assert.Contains("serviceBindingInformation: https://cas2.contoso.test/Autodiscover/Autodiscover.xml\n", scp, StringComparison.Ordinal);
            Assert.Contains("keywords: Site=Quito\n", scp, StringComparison.Ordinal);
            Assert.Contains("serviceDNSName: cas2.contoso.test\n", scp, StringComparison.Ordinal);
            Assert.Equal("https://cas2.contoso.test/autodiscover/autodiscover.xml", await FoundAsync("quito"));
        }

        Assert.DoesNotContain("CAS9", await ScpAsync("CAS9", _ => true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_CAS_that_is_not_well_sends_for_no_clients_until_it_is_and_its_SCP_keeps_its_age()
    {
        Lab.Require();
        var (pem, key) = (Path.Combine(Lab.Folder, "changing.pem"), Path.Combine(Lab.Folder, "changing.key"));
        Show("cas2");
        await using var cas2 = await Lab.ServeAsync(
            "cas2", "Scp__Publish=true", "Scp__RetractOnStop=true", "Scp__Name=CAS9", "Scp__AutoDiscoverSiteScope=Quito", "Scp__CheckEvery=1s", "Scp__FailuresBeforeWithdrawal=2",
            $"Certificates__0__Pem={pem}", $"Certificates__0__Key={key}");
        var before = await ScpAsync("CAS9", scp => scp.Contains("serviceBindingInformation", StringComparison.Ordinal));

        Show("expired");
        var drained = await ScpAsync("CAS9", scp => !scp.Contains("serviceBindingInformation", StringComparison.Ordinal));
        Show("cas2");
        var after = await ScpAsync("CAS9", scp => scp.Contains("serviceBindingInformation", StringComparison.Ordinal));

        Assert.Equal(AgeIn(before), AgeIn(drained));
        Assert.Equal(AgeIn(before), AgeIn(after));

        void Show(string name)
        {
            File.Copy(Path.Combine(Lab.Folder, "ca", $"{name}.key"), key, overwrite: true);
            File.Copy(Path.Combine(Lab.Folder, "ca", $"{name}.pem"), pem, overwrite: true);
        }
    }

    private static string AgeIn(string scp) => scp.Split('\n').Single(line => line.StartsWith("whenCreated:", StringComparison.Ordinal));

    /// <summary>What a stranger reads of an SCP, once it is as it is awaited.</summary>
    private static async Task<string> ScpAsync(string name, Func<string, bool> isAwaited)
    {
        var until = TimeProvider.System.GetUtcNow().AddSeconds(40);
        while (true)
        {
            var run = await Lab.InAsync(
                "paris", new Dictionary<string, string>(),
                ["ldapsearch", "-LLL", "-o", "ldif-wrap=no", "-H", "ldaps://dc1.contoso.test", "-x", "-D", "anna@contoso.test", "-w", Lab.Password,
                 "-b", "CN=Configuration,DC=contoso,DC=test", $"(&(objectClass=serviceConnectionPoint)(cn={name}))",
                 "keywords", "serviceBindingInformation", "serviceDNSName", "whenCreated"]);
            if (isAwaited(run.Ends(0).Output) || TimeProvider.System.GetUtcNow() > until)
            {
                Assert.True(isAwaited(run.Output), run.Output);
                return run.Output;
            }

            await Task.Delay(300, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<IAsyncDisposable> AllAsync() => new Several([await Lab.ServeAsync("cas1"), await Lab.ServeAsync("cas2"), await Lab.ServeAsync("cas3")]);

    private static async Task<string?> FoundAsync(string place) => (await Lab.SignpostAsync(place, Find("anna@contoso.test"))).Ends(0).FoundUrl?.ToLowerInvariant();

    private static string[] Find(string address) =>
        ["find", address, "--json", "--user", "anna@contoso.test", "--password-file", Lab.PasswordFile(), "--directory", "ldaps://dc1.contoso.test", "--domain", "contoso.test"];
}
