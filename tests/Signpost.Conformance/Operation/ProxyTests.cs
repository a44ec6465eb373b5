using System.Net;

namespace Signpost.Conformance.Operation;

/// <summary>The proxies people have, as packaging/proxies sets them up, in front of the real program.</summary>
public sealed class ProxyTests(ProxiedCas proxied) : IClassFixture<ProxiedCas>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("nginx", "/autodiscover/autodiscover.xml")]
    [InlineData("nginx", "/AutoDiscover/AutoDiscover.XML")]
    [InlineData("nginx-pass-through", "/Autodiscover/Autodiscover.xml")]
    [InlineData("haproxy", "/autodiscover/autodiscover.xml")]
    [InlineData("haproxy", "/AutoDiscover/AutoDiscover.XML")]
    [InlineData("haproxy-pass-through", "/Autodiscover/Autodiscover.xml")]
    [InlineData("caddy", "/autodiscover/autodiscover.xml")]
    [InlineData("caddy", "/AutoDiscover/AutoDiscover.XML")]
    public async Task Settings_are_found_through_it_in_whatever_case_the_path_is_written(string proxy, string path)
    {
        var (status, _, body) = await AskAsync(proxy, path, ServedCas.Password);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("https://mail.contoso.test/EWS/Exchange.asmx", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("haproxy")]
    [InlineData("caddy")]
    public async Task Who_sends_no_credentials_is_offered_a_logon(string proxy)
    {
        var (status, challenge, _) = await AskAsync(proxy, "/autodiscover/autodiscover.xml", null);

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.StartsWith("Basic realm=", challenge, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("haproxy")]
    [InlineData("caddy")]
    public async Task Plain_http_is_led_to_https(string proxy)
    {
        var port = proxied.PortsOf(proxy).Http;
        using var client = proxied.Cas.Client();

        using var answer = await client.GetAsync(new Uri($"http://autodiscover.contoso.test:{port}/autodiscover/autodiscover.xml"), Cancelled);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("https", answer.Headers.Location?.Scheme);
        Assert.Equal("/autodiscover/autodiscover.xml", answer.Headers.Location?.AbsolutePath);
    }

    [Theory]
    [InlineData("nginx", "203.0.113.10")]
    [InlineData("haproxy", "203.0.113.20")]
    [InlineData("caddy", "203.0.113.30")]
    public async Task Nobody_chooses_what_address_is_logged(string proxy, string claimed)
    {
        var before = Failures().Length;

        await AskAsync(proxy, "/autodiscover/autodiscover.xml", "guessed", ("X-Forwarded-For", claimed), ("Forwarded", $"for={claimed}"));
        await proxied.Cas.Child.UntilAsync("the failure is logged", () => Task.FromResult(Failures().Length > before));

        Assert.Contains("127.0.0.2", Failures()[before], StringComparison.Ordinal);
        Assert.DoesNotContain(claimed, proxied.Cas.Child.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("haproxy")]
    [InlineData("caddy")]
    public async Task Nothing_but_what_clients_need_is_let_through(string proxy)
    {
        var (https, _) = proxied.PortsOf(proxy);

        Assert.Equal(404, await proxied.Cas.StatusAsync($"https://{ServedCas.Name}:{https}/metrics"));
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("haproxy")]
    [InlineData("caddy")]
    public async Task A_request_that_is_too_long_is_refused_by_the_server(string proxy)
    {
        using var client = proxied.Cas.Client();
        using var request = ServedCas.Question(proxied.PortsOf(proxy).Https, "/autodiscover/autodiscover.xml", ServedCas.Password);
        request.Content = new StringContent(new string('x', 200_000), System.Text.Encoding.UTF8, "text/xml");

        using var answer = await client.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    // The lines of failed logons have the word in every form of the log.
    private string[] Failures() => [.. proxied.Cas.Child.Said.Split('\n').Where(line => line.Contains("logon failed", StringComparison.Ordinal))];

    private async Task<(HttpStatusCode Status, string Challenge, string Body)> AskAsync(string proxy, string path, string? password, params (string Name, string Value)[] headers)
    {
        using var client = proxied.Cas.Client();
        using var request = ServedCas.Question(proxied.PortsOf(proxy).Https, path, password);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await client.SendAsync(request, Cancelled);
        return (answer.StatusCode, answer.Headers.WwwAuthenticate.FirstOrDefault()?.ToString() ?? "", await answer.Content.ReadAsStringAsync(Cancelled));
    }
}
