using System.Net.Sockets;
using Signpost.Autodiscover.Pox;
using Signpost.Server.Endpoints;
using Signpost.Server.Tests.Endpoints;

namespace Signpost.Server.Tests.Hosting;

/// <summary>What clients may do to a socket, fast.</summary>
public sealed class SocketTests
{
    private const int Megabyte = 1024 * 1024;

    private static readonly string Pox = $"POST {AutodiscoverPox.Path}";

    private static readonly string Ann = $"Authorization: {Contoso.Logon("ann", "secret")}";

    private static readonly byte[] AnnsRequest = PoxCodec.WriteRequest(PoxRequest.For(MailboxAddress.Parse("ann@contoso.test")));

    [Fact]
    public async Task A_megabyte_is_refused_and_the_connection_ends()
    {
        await using var cas = await RunningCas.StartAsync();
        using var client = await cas.ConnectAsync();

        await client.SendAsync(RawClient.Request(Pox, "192.0.2.1", Ann, "Content-Type: text/xml", $"Content-Length: {Megabyte}"));
        await client.SendAsync(new string('x', Megabyte));

        var answer = await client.HearAsync();
        Assert.Equal((413, "close"), (answer.Status, answer.Header("Connection")));
        Assert.Equal("", await client.HearOutAsync());
    }

    [Fact]
    public async Task A_megabyte_in_chunks_is_refused_too()
    {
        await using var cas = await RunningCas.StartAsync();
        using var client = await cas.ConnectAsync();

        await client.SendAsync(RawClient.Request(Pox, "192.0.2.1", Ann, "Content-Type: text/xml", "Transfer-Encoding: chunked"));
        await client.SendAsync(string.Concat(Enumerable.Repeat($"10000\r\n{new string('x', 0x10000)}\r\n", 16)) + "0\r\n\r\n");

        var answer = await client.HearAsync();
        Assert.Equal((413, "close"), (answer.Status, answer.Header("Connection")));
        Assert.Equal("", await client.HearOutAsync());
    }

    [Fact]
    public async Task A_client_that_waits_to_be_told_to_go_on_is_refused_at_once()
    {
        await using var cas = await RunningCas.StartAsync();
        using var client = await cas.ConnectAsync();

        await client.SendAsync(RawClient.Request(Pox, "192.0.2.1", Ann, "Content-Type: text/xml", $"Content-Length: {Megabyte}", "Expect: 100-continue"));

        Assert.Equal(413, (await client.HearAsync()).Status);
        Assert.Equal("", await client.HearOutAsync());
    }

    [Fact]
    public async Task A_body_without_end_is_not_read_for_ever()
    {
        await using var cas = await RunningCas.StartAsync();
        using var client = await cas.ConnectAsync();
        await client.SendAsync(RawClient.Request(Pox, "192.0.2.1", Ann, "Content-Type: text/xml", "Transfer-Encoding: chunked"));
        var chunk = $"10000\r\n{new string('x', 0x10000)}\r\n";

        var sent = 0;
        var cut = await Assert.ThrowsAsync<IOException>(async () =>
        {
            for (; sent < 1000; sent++)
            {
                await client.SendAsync(chunk);
            }
        });

        Assert.IsType<SocketException>(cut.InnerException);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 400)]                                                            // no Host (RFC 9112 section 3.2)
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400)]
    [InlineData("rubbish\r\n\r\n", 400)]
    [InlineData("GET / HTTP/9.1\r\nHost: a\r\n\r\n", 505)]
    [InlineData("POST / HTTP/1.0\r\n\r\n", 400)]                                                           // a body without a length
    [InlineData("GET / HTTP/1.0\r\n\r\n", 404)]
    [InlineData("GET http://cas1.contoso.test/autodiscover/autodiscover.xml HTTP/1.1\r\nHost: cas1.contoso.test\r\nX-Forwarded-Proto: https\r\n\r\n", 401)]
    [InlineData("GET http://other.test/autodiscover/autodiscover.xml HTTP/1.1\r\nHost: cas1.contoso.test\r\n\r\n", 400)]
    public async Task Requests_that_are_odd_or_none_have_an_answer(string request, int status)
    {
        await using var cas = await RunningCas.StartAsync();
        using var client = await cas.ConnectAsync();

        Assert.Equal(status, (await (await client.SendAsync(request)).HearAsync()).Status);
    }

    [Theory]
    [InlineData("Authorization: Negotiate {0}", 50, 401)]       // a ticket with many groups
    [InlineData("X-Forwarded-For: {0}", 70, 431)]
    public async Task Headers_are_as_long_as_a_ticket_and_no_longer(string header, int kilobytes, int status)
    {
        await using var cas = await RunningCas.StartAsync();
        using var client = await cas.ConnectAsync();
        var long_ = header.Replace("{0}", new string('A', kilobytes * 1024), StringComparison.Ordinal);

        Assert.Equal(status, (await (await client.SendAsync(RawClient.Request(Pox, "192.0.2.1", long_, "Content-Length: 0"))).HearAsync()).Status);
    }

    [Fact]
    public async Task A_line_without_end_is_refused()
    {
        await using var cas = await RunningCas.StartAsync();
        using var client = await cas.ConnectAsync();

        Assert.Equal(414, (await (await client.SendAsync(RawClient.Request($"GET /{new string('a', 10_000)}", "192.0.2.1"))).HearAsync()).Status);
    }

    [Fact]
    public async Task A_connection_lives_through_a_challenge_and_keeps_the_order_of_what_was_asked()
    {
        await using var cas = await RunningCas.StartAsync();
        using var client = await cas.ConnectAsync();
        var body = System.Text.Encoding.UTF8.GetString(AnnsRequest);
        string[] headers = ["Content-Type: text/xml; charset=utf-8", $"Content-Length: {AnnsRequest.Length}"];
        var (stranger, ann) = (RawClient.Request(Pox, "192.0.2.1", headers) + body, RawClient.Request(Pox, "192.0.2.1", [.. headers, Ann]) + body);

        await client.SendAsync(stranger + ann + stranger + ann);

        var heard = new List<int>();
        while (heard.Count < 4)
        {
            heard.Add((await client.HearAsync()).Status);
        }

        Assert.Equal([401, 200, 401, 200], heard);
    }

    [Fact]
    public async Task HEAD_has_no_body_so_that_the_next_answer_is_found()
    {
        await using var cas = await RunningCas.StartAsync();
        using var client = await cas.ConnectAsync();
        var head = RawClient.Request($"HEAD {AutodiscoverPox.Path}", "192.0.2.1", Ann);

        await client.SendAsync(head + RawClient.Request("GET /nothing", "192.0.2.1"));

        Assert.Contains((await client.HearAsync(hasBody: false)).Status, (int[])[200, 405]);
        Assert.Equal(404, (await client.HearAsync()).Status);
    }

    [Fact]
    public async Task Connections_beyond_the_most_are_closed_and_then_let_in_again()
    {
        await using var cas = await RunningCas.StartAsync(RunningCas.Configuration(new() { MostConnections = 2 }));
        var (one, two) = (await cas.ConnectAsync(), await cas.ConnectAsync());
        using var keptOpen = two;
        await (await one.SendAsync(RawClient.Request("GET /", "192.0.2.1"))).HearAsync();
        await (await two.SendAsync(RawClient.Request("GET /", "192.0.2.1"))).HearAsync();

        using (var three = await cas.ConnectAsync())
        {
            Assert.Contains(await three.HearOutAsync(), (string[])["", "(reset)"]);
        }

        await (await one.SendAsync(RawClient.Request("GET /", "192.0.2.1", "Connection: close"))).HearAsync();
        await one.HearOutAsync();
        one.Dispose();
        Assert.Equal(404, await UntilLetInAsync(cas));
    }

    [Fact]
    public async Task One_address_has_an_eighth_of_all_connections()
    {
        await using var cas = await RunningCas.StartAsync(RunningCas.Configuration(new() { MostConnections = 16 }) with { TrustedProxies = [] });
        using var one = await cas.ConnectAsync();
        using var two = await cas.ConnectAsync();
        await (await one.SendAsync(RawClient.Request("GET /", "192.0.2.1"))).HearAsync();
        await (await two.SendAsync(RawClient.Request("GET /", "192.0.2.1"))).HearAsync();

        using var three = await cas.ConnectAsync();

        Assert.Contains(await three.HearOutAsync(), (string[])["", "(reset)"]);
    }

    [Fact]
    public async Task A_proxy_has_as_many_connections_as_there_are()
    {
        await using var cas = await RunningCas.StartAsync(RunningCas.Configuration(new() { MostConnections = 16 }));
        var clients = new List<RawClient>();
        for (var at = 0; at < 16; at++)
        {
            clients.Add(await cas.ConnectAsync());
            Assert.Equal(404, (await (await clients[at].SendAsync(RawClient.Request("GET /", "192.0.2.1"))).HearAsync()).Status);
        }

        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Who_is_silent_does_not_hold_up_the_end()
    {
        var cas = await RunningCas.StartAsync();
        using var silent = await cas.ConnectAsync();
        using (var other = await cas.ConnectAsync())
        {
            await (await other.SendAsync(RawClient.Request("GET /", "192.0.2.1", "Connection: close"))).HearAsync();
        }

        await cas.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(3), TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Contains(await silent.HearOutAsync(), (string[])["", "(reset)"]);
    }

    // The server hears of a connection's end a little after its client.
    private static async Task<int> UntilLetInAsync(RunningCas cas)
    {
        while (true)
        {
            try
            {
                using var client = await cas.ConnectAsync();
                return (await (await client.SendAsync(RawClient.Request("GET /", "192.0.2.1"))).HearAsync()).Status;
            }
            catch (Exception closed) when (closed is IOException or SocketException)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}
