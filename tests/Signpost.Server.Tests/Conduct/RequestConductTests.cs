using System.Text.RegularExpressions;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Pox;
using Signpost.Autodiscover.Soap;
using Signpost.Server.Configuration;
using Signpost.Server.Endpoints;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Server.Tests.Endpoints;
using Signpost.Server.Tests.Hosting;
using Signpost.Transport;

namespace Signpost.Server.Tests.Conduct;

/// <summary>What a client meets, and what is said of it, over a real socket.</summary>
public sealed partial class RequestConductTests
{
    private const string Json = "/autodiscover/autodiscover.json?Email=ann@contoso.test&Protocol=Ews";

    private static readonly byte[] AnnsRequest = PoxCodec.WriteRequest(PoxRequest.For(MailboxAddress.Parse("ann@contoso.test")));

    [Fact]
    public async Task Too_many_requests_are_refused_with_the_time_to_wait()
    {
        await using var cas = await RunningCas.StartAsync(RunningCas.Configuration(new() { Requests = 2 }));
        using var client = await cas.ConnectAsync();

        var answers = new List<RawAnswer>();
        for (var at = 0; at < 5; at++)
        {
            answers.Add(await GetAsync(client, "192.0.2.7", Json));
        }

        Assert.Equal([200, 200, 429, 429, 429], answers.Select(answer => answer.Status));
        Assert.Equal("30", answers[^1].Header("Retry-After"));
        Assert.Equal(200, (await GetAsync(client, "192.0.2.8", Json)).Status);
        Assert.Equal(["address limit begins for 192.0.2.7: too many requests, request-id=ID"], Ids(cas.Log));
    }

    [Fact]
    public async Task A_proxy_that_asks_for_itself_is_never_refused()
    {
        await using var cas = await RunningCas.StartAsync(RunningCas.Configuration(new() { Requests = 1, FailedLogons = 1 }));
        using var client = await cas.ConnectAsync();

        for (var at = 0; at < 3; at++)
        {
            Assert.Equal(401, await LogOnAsync(client, "unknown", "ann", "wrong"));
        }

        Assert.Equal("logon failed from proxy 127.0.0.1 by Basic as HASH: bad-password request-id=ID", Ids(cas.Log)[0]);
    }

    [Fact]
    public async Task Who_writes_the_header_that_the_proxy_does_not_hides_behind_nobody()
    {
        await using var cas = await RunningCas.StartAsync(RunningCas.Configuration(new() { Requests = 1 }));
        using var client = await cas.ConnectAsync();

        var answers = new[] { await GetAsync(client, "192.0.2.7", "/", "Forwarded: for=6.6.6.6"), await GetAsync(client, "192.0.2.7", "/", "Forwarded: for=6.6.6.7") };

        Assert.Equal([404, 429], answers.Select(answer => answer.Status));
        Assert.StartsWith("proxy 127.0.0.1 hands on X-Forwarded-For and Forwarded that name different clients", cas.Log[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_too_many_failed_logons_nobody_is_asked_about_a_password()
    {
        var judge = new CountingJudge();
        await using var cas = await RunningCas.StartAsync(RunningCas.Configuration(new() { FailedLogons = 3 }), judge);
        using var client = await cas.ConnectAsync();
        foreach (var user in (string[])["ann", "bob", "eve"])
        {
            Assert.Equal(401, await LogOnAsync(client, "192.0.2.7", user, "wrong"));
        }

        Assert.Equal(429, await LogOnAsync(client, "192.0.2.7", "ann", "secret"));

        Assert.Equal(3, judge.Asked);
        Assert.Equal(401, (await GetAsync(client, "192.0.2.7", AutodiscoverPox.Path)).Status);
        Assert.Equal(200, await LogOnAsync(client, "192.0.2.8", "ann", "secret"));
    }

    [Fact]
    public async Task One_user_who_fails_does_not_shut_out_the_office_around_him()
    {
        await using var cas = await RunningCas.StartAsync(RunningCas.Configuration(new() { FailedLogons = 8 }));
        using var client = await cas.ConnectAsync();
        await LogOnAsync(client, "192.0.2.7", "eve", "old");
        await LogOnAsync(client, "192.0.2.7", "eve", "old");

        Assert.Equal(429, await LogOnAsync(client, "192.0.2.7", "eve", "old"));
        Assert.Equal(200, await LogOnAsync(client, "192.0.2.7", "ann", "secret"));
    }

    [Fact]
    public async Task Neither_a_request_without_a_logon_nor_a_good_logon_counts_as_a_failed_one()
    {
        await using var cas = await RunningCas.StartAsync(RunningCas.Configuration(new() { FailedLogons = 1 }));
        using var client = await cas.ConnectAsync();

        for (var at = 0; at < 5; at++)
        {
            Assert.Equal(401, (await GetAsync(client, "192.0.2.7", AutodiscoverPox.Path)).Status);
            Assert.Equal(200, await LogOnAsync(client, "192.0.2.7", "ann", "secret"));
        }

        Assert.Empty(cas.Log);
    }

    [Fact]
    public async Task Who_is_at_a_limit_stays_there_when_the_configuration_is_read_again()
    {
        var configuration = RunningCas.Configuration(RunningCas.Impatient with { Requests = 1 });
        await using var cas = await RunningCas.StartAsync(configuration);
        using var client = await cas.ConnectAsync();
        await GetAsync(client, "192.0.2.7", Json);

        await cas.Host.ReloadAsync(configuration with { Limits = configuration.Limits with { MostAddresses = 500 } });

        Assert.Equal(429, (await GetAsync(client, "192.0.2.7", Json)).Status);
    }

    [Theory]
    [InlineData("ann", "HASH")]
    [InlineData("\" from 192.0.2.99 by Basic as \"x\": bad-password request-id=1", "HASH")]
    public async Task A_failed_logon_is_one_line_without_a_name(string user, string written)
    {
        await using var cas = await RunningCas.StartAsync();
        using var client = await cas.ConnectAsync();

        await LogOnAsync(client, "192.0.2.7", user, "wrong");

        Assert.Equal([$"logon failed from 192.0.2.7 by Basic as {written}: bad-password request-id=ID"], Ids(cas.Log));
    }

    [Theory]
    [InlineData("ann@contoso.test", "ann@contoso.test")]
    [InlineData("a\" from 192.0.2.99 by Basic", "a? from 192.0.2.99 by Basic")]
    [InlineData("line\u2028logon failed from 192.0.2.99", "line?logon failed from 192.0.2.99")]
    [InlineData("turned\u202eround", "turned?round")]
    public async Task A_failed_logon_is_one_line_with_the_name_where_that_is_wanted(string user, string written)
    {
        await using var cas = await RunningCas.StartAsync(RunningCas.Configuration(log: new() { Addresses = LoggedAddress.Full }));
        using var client = await cas.ConnectAsync();

        await LogOnAsync(client, "192.0.2.7", user, "wrong");

        Assert.Equal([$"logon failed from 192.0.2.7 by Basic as \"{written}\": bad-password request-id=ID"], Ids(cas.Log));
    }

    [Fact]
    public async Task The_same_name_has_the_same_hash_however_it_is_written()
    {
        await using var cas = await RunningCas.StartAsync();
        using var client = await cas.ConnectAsync();

        await LogOnAsync(client, "192.0.2.7", "bob", "wrong");
        await LogOnAsync(client, "192.0.2.8", "BOB", "wrong");
        await LogOnAsync(client, "192.0.2.9", "eve", "wrong");

        var names = cas.Log.Select(line => Hash().Match(line).Value).ToArray();
        Assert.Equal(names[0], names[1]);
        Assert.NotEqual(names[0], names[2]);
    }

    [Theory]
    [InlineData("Basic !!!", "Basic", "malformed")]
    [InlineData("Bearer abc", "other", "not-offered")]
    [InlineData("rubbish from 192.0.2.99", "other", "not-offered")]
    public async Task A_broken_logon_is_a_failed_one(string authorization, string scheme, string reason)
    {
        await using var cas = await RunningCas.StartAsync();
        using var client = await cas.ConnectAsync();

        await GetAsync(client, "192.0.2.7", AutodiscoverPox.Path, $"Authorization: {authorization}");

        Assert.Equal([$"logon failed from 192.0.2.7 by {scheme} as -: {reason} request-id=ID"], Ids(cas.Log));
    }

    [Fact]
    public async Task Every_answer_has_an_id_and_echoes_the_clients_where_that_is_asked()
    {
        await using var cas = await RunningCas.StartAsync();
        using var client = await cas.ConnectAsync();

        var silent = await GetAsync(client, "192.0.2.7", "/", "client-request-id: abc-1");
        var asked = await GetAsync(client, "192.0.2.7", "/", "client-request-id: abc-1", "return-client-request-id: true");
        var hostile = await GetAsync(client, "192.0.2.7", "/", "client-request-id: <script>", "return-client-request-id: true");
        var endless = await GetAsync(client, "192.0.2.7", "/", $"client-request-id: {new string('a', 65)}", "return-client-request-id: true");

        Assert.Equal(["", "abc-1", "", ""], ((RawAnswer[])[silent, asked, hostile, endless]).Select(answer => answer.Header("client-request-id")));
        Assert.NotEqual(Guid.Parse(silent.Header("request-id")), Guid.Parse(asked.Header("request-id")));
    }

    [Theory]
    [InlineData("abc-1", "ID proxy-request-id=abc-1")]
    [InlineData("a b: c", "ID")]
    public async Task The_id_of_a_trusted_proxy_is_found_in_the_log(string sent, string written)
    {
        await using var cas = await RunningCas.StartAsync();
        using var client = await cas.ConnectAsync();

        var answer = await GetAsync(client, "192.0.2.7", AutodiscoverPox.Path, "Authorization: Basic !!!", $"X-Request-ID: {sent}");

        Assert.Equal([$"logon failed from 192.0.2.7 by Basic as -: malformed request-id={written}"], Ids(cas.Log));
        Assert.Contains(answer.Header("request-id"), cas.Log[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_id_of_anybody_else_is_not()
    {
        await using var cas = await RunningCas.StartAsync(RunningCas.Configuration(log: new() { EachRequest = true }) with { TrustedProxies = [] });
        using var client = await cas.ConnectAsync();

        await GetAsync(client, "192.0.2.7", "/", "X-Request-ID: abc-1");

        Assert.DoesNotContain("abc-1", Assert.Single(cas.Log), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LoggedAddress.Hashed, "/autodiscover/autodiscover.json/v1.0/ann@contoso.test?Protocol=Ews", "request from HASH by other: GET /autodiscover/autodiscover.json/v1.0/HASH 200 in N ms request-id=ID")]
    [InlineData(LoggedAddress.Full, "/autodiscover/autodiscover.json/v1.0/ann@contoso.test?Protocol=Ews", "request from 192.0.2.7 by other: GET /autodiscover/autodiscover.json/v1.0/ann@contoso.test 200 in N ms request-id=ID")]
    [InlineData(LoggedAddress.Hashed, "/ann%2540contoso.test", "request from HASH by other: GET /HASH 404 in N ms request-id=ID")]
    [InlineData(LoggedAddress.Hashed, "/a%22%0d%0alogon%20failed%20from%20192.0.2.99", "request from HASH by other: GET /a???logon failed from 192.0.2.99 404 in N ms request-id=ID")]
    public async Task Each_request_is_a_line_where_that_is_wanted(LoggedAddress addresses, string path, string line)
    {
        await using var cas = await RunningCas.StartAsync(RunningCas.Configuration(log: new() { EachRequest = true, Addresses = addresses }));
        using var client = await cas.ConnectAsync();

        await GetAsync(client, "192.0.2.7", path, "User-Agent: Somebody/1.0");

        // The answer is heard before its line is written.
        await GetAsync(client, "192.0.2.7", "/", "User-Agent: Somebody/1.0");
        Assert.Equal(line, Ids(cas.Log)[0]);
    }

    [Fact]
    public async Task A_fault_of_ours_is_a_POX_error_with_an_id_and_no_word_of_where()
    {
        await using var cas = await RunningCas.StartAsync(RunningCas.Configuration(), new Faulty());
        using var client = await cas.ConnectAsync();

        var answer = await PostAsync(client, AutodiscoverPox.Path);

        Assert.Equal(500, answer.Status);
        Assert.Equal(PoxErrorCode.InternalError, Assert.IsType<PoxResponse.Error>(Read(PoxCodec.ReadResponse(Bytes(answer)))).Code);
        Assert.DoesNotContain("Faulty", answer.Body, StringComparison.Ordinal);
        Assert.Equal([$"request failed: POST /autodiscover/autodiscover.xml request-id={answer.Header("request-id")}"], cas.Log);
    }

    [Fact]
    public async Task A_fault_of_ours_is_a_SOAP_fault()
    {
        await using var cas = await RunningCas.StartAsync(RunningCas.Configuration(), new Faulty());
        using var client = await cas.ConnectAsync();

        var answer = await PostAsync(client, AutodiscoverSoap.Path);

        Assert.Equal(500, answer.Status);
        Assert.Equal("Server", Assert.IsType<SoapResponse.Fault>(Read(SoapCodec.ReadResponse(Bytes(answer)))).Code);
    }

    [Fact]
    public async Task A_fault_of_ours_is_a_JSON_error()
    {
        await using var cas = await RunningCas.StartAsync(RunningCas.Configuration(), new Faulty());
        using var client = await cas.ConnectAsync();

        var answer = await GetAsync(client, "192.0.2.7", Json);

        Assert.Equal((500, true), (answer.Status, answer.Body.Contains("\"InternalServerError\"", StringComparison.Ordinal)));
    }

    private static async Task<RawAnswer> GetAsync(RawClient client, string address, string path, params string[] headers) =>
        await (await client.SendAsync(RawClient.Request($"GET {path}", address, headers))).HearAsync();

    private static async Task<int> LogOnAsync(RawClient client, string address, string user, string password) =>
        (await GetAsync(client, address, AutodiscoverPox.Path, $"Authorization: {Contoso.Logon(user, password)}")).Status;

    private static async Task<RawAnswer> PostAsync(RawClient client, string path)
    {
        var request = RawClient.Request($"POST {path}", "192.0.2.7", $"Authorization: {Contoso.Logon("ann", "secret")}", "Content-Type: text/xml", $"Content-Length: {AnnsRequest.Length}");
        return await (await client.SendAsync(request + System.Text.Encoding.UTF8.GetString(AnnsRequest))).HearAsync();
    }

    private static byte[] Bytes(RawAnswer answer) => System.Text.Encoding.UTF8.GetBytes(answer.Body);

    private static T Read<T>(CodecReading<T> reading)
        where T : class => Assert.IsType<CodecReading<T>.Ok>(reading).Value;

    private static string[] Ids(string[] lines) => [.. lines.Select(line => Took().Replace(Hash().Replace(Id().Replace(line, "ID"), "HASH"), "in N ms"))];

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Id();

    [GeneratedRegex("#[0-9a-f]{12}")]
    private static partial Regex Hash();

    [GeneratedRegex(@"in \d+ ms")]
    private static partial Regex Took();

    private sealed class CountingJudge : IMailboxDirectory, IPasswordJudge
    {
        private readonly Contoso contoso = new();

        public int Asked { get; private set; }

        public ValueTask<LogonVerdict> JudgeAsync(string user, Secret password, CancellationToken cancellationToken)
        {
            Asked++;
            return contoso.JudgeAsync(user, password, cancellationToken);
        }

        public ValueTask<bool> AcceptsAsync(string domain, CancellationToken cancellationToken) => contoso.AcceptsAsync(domain, cancellationToken);

        public ValueTask<MailboxLookup> FindAsync(MailboxAddress address, CancellationToken cancellationToken) => contoso.FindAsync(address, cancellationToken);

        public ValueTask<MailboxLookup> FindAsync(string legacyDn, CancellationToken cancellationToken) => contoso.FindAsync(legacyDn, cancellationToken);
    }

    private sealed class Faulty : IMailboxDirectory, IPasswordJudge
    {
        public ValueTask<LogonVerdict> JudgeAsync(string user, Secret password, CancellationToken cancellationToken) => throw new InvalidOperationException("Faulty");

        public ValueTask<bool> AcceptsAsync(string domain, CancellationToken cancellationToken) => throw new InvalidOperationException("Faulty");

        public ValueTask<MailboxLookup> FindAsync(MailboxAddress address, CancellationToken cancellationToken) => throw new InvalidOperationException("Faulty");

        public ValueTask<MailboxLookup> FindAsync(string legacyDn, CancellationToken cancellationToken) => throw new InvalidOperationException("Faulty");
    }
}
