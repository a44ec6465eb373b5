using System.Net;
using Signpost.Server.Operation;
using Signpost.Server.Tests.Endpoints;

namespace Signpost.Server.Tests.Operation;

public sealed class HealthTests
{
    private static readonly HealthResult Good = HealthResult.Good("ldap://dc1.contoso.test");
    private static readonly HealthResult Bad = HealthResult.Bad("ldap://dc1.contoso.test does not answer");

    [Fact]
    public async Task A_process_that_answers_is_live_however_its_directory_is()
    {
        await using var cas = await OperatedCas.StartAsync(() => Bad);

        Assert.Equal((HttpStatusCode.OK, "live\n"), await GetAsync(cas.Operators, "/healthz/live"));
    }

    [Fact]
    public async Task Operators_are_told_why_it_is_not_ready()
    {
        await using var cas = await OperatedCas.StartAsync(() => Bad);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not ready\ndirectory bad: ldap://dc1.contoso.test does not answer\n"), await GetAsync(cas.Operators, "/healthz/ready"));
    }

    [Fact]
    public async Task Operators_are_told_that_it_is_ready()
    {
        await using var cas = await OperatedCas.StartAsync(() => Good);

        Assert.Equal((HttpStatusCode.OK, "ready\ndirectory good: ldap://dc1.contoso.test\n"), await GetAsync(cas.Operators, "/healthz/ready"));
    }

    [Fact]
    public async Task Without_a_management_address_clients_are_told_without_details()
    {
        await using var cas = await OperatedCas.StartAsync(() => Bad, hasManagement: false);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not ready\ndirectory bad\n"), await GetAsync(cas.Client, "/healthz/ready"));
        Assert.Equal((HttpStatusCode.OK, "live\n"), await GetAsync(cas.Client, "/healthz/live"));
    }

    [Theory]
    [InlineData("/healthz/live")]
    [InlineData("/healthz/ready")]
    [InlineData("/metrics")]
    public async Task With_a_management_address_clients_find_nothing_of_it(string path)
    {
        await using var cas = await OperatedCas.StartAsync(() => Good);

        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(cas.Client, path)).Status);
    }

    [Theory]
    [InlineData("/Autodiscover/Autodiscover.xml")]
    [InlineData("/")]
    public async Task At_the_management_address_nothing_else_is_served(string path)
    {
        await using var cas = await OperatedCas.StartAsync(() => Good);

        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(cas.Operators, path)).Status);
    }

    [Theory]
    [InlineData("/autodiscover/healthcheck.htm")]
    [InlineData("/EWS/HealthCheck.htm")]
    [InlineData("/oab/HEALTHCHECK.HTM")]
    public async Task Balancers_made_for_Exchange_find_its_page(string path)
    {
        await using var cas = await OperatedCas.StartAsync(() => Good);

        Assert.Equal((HttpStatusCode.OK, $"200 OK<br/>{Contoso.Server}"), await GetAsync(cas.Client, path));
    }

    [Fact]
    public async Task The_page_of_Exchange_says_when_it_is_not_ready()
    {
        await using var cas = await OperatedCas.StartAsync(() => Bad);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "503 Service Unavailable"), await GetAsync(cas.Client, "/autodiscover/healthcheck.htm"));
    }

    [Theory]
    [InlineData("/owa/healthcheck.htm")]
    [InlineData("/autodiscover/x/healthcheck.htm")]
    [InlineData("/healthcheck.htm")]
    public async Task Other_pages_of_that_name_do_not_exist(string path)
    {
        await using var cas = await OperatedCas.StartAsync(() => Good);

        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(cas.Client, path)).Status);
    }

    [Fact]
    public async Task A_stopping_server_is_unready_before_it_stops_answering()
    {
        var cas = await OperatedCas.StartAsync(() => Good, drain: TimeSpan.FromSeconds(1.5));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(cas.Operators, "/healthz/ready")).Status);

        var stopping = cas.Host.DisposeAsync().AsTask();

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not ready\nstopping\ndirectory good: ldap://dc1.contoso.test\n"), await GetAsync(cas.Operators, "/healthz/ready"));
        using var answer = await cas.AskAsync("ann", "secret", "ann@contoso.test");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await stopping;
    }

    private static async Task<(HttpStatusCode Status, string Body)> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
