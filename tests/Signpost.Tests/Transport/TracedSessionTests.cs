using Signpost.Tests.Fakes;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Tests.Transport;

/// <summary>What is kept of an exchange holds no secret, wherever the server puts it.</summary>
public sealed class TracedSessionTests
{
    private const int LongestBody = 16 * 1024;
    private const string Password = "sesame-open";
    private static readonly Uri Url = new("https://cas1.contoso.test/autodiscover/autodiscover.xml");

    private readonly VirtualTime time = new();

    [Theory]
    [InlineData(0)]
    [InlineData(LongestBody - 8)]
    [InlineData(LongestBody - 1)]
    [InlineData(LongestBody)]
    public void A_page_that_shows_the_password_is_kept_without_it_also_where_it_is_cut(int before)
    {
        var kept = Kept(FakeHost.Says(200, new string('x', before) + Password + new string('x', LongestBody)));

        Assert.DoesNotContain(Password[..1], kept.Received.Split("\n\n")[1].Split('…')[0], StringComparison.Ordinal);
        Assert.EndsWith(" bytes in all", kept.Received, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, kept.Sent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_character_of_two_halves_is_not_cut_in_the_middle()
    {
        var kept = Kept(FakeHost.Says(200, new string('x', LongestBody - 1) + "\U0001F511" + new string('x', 9)));

        Assert.DoesNotContain(kept.Received, char.IsSurrogate);
    }

    private WireExchanged Kept(FakeHost host)
    {
        var trace = new Trace(time, null, keepsWire: true);
        time.Run(async () =>
        {
            using var session = new TracedSession(new FakeNet(time).Host("https://cas1.contoso.test", host).Open(() => { }), trace);
            return await session.SendAsync(new CasRequest(Url, []) { Authorization = CasAuthorization.Basic("ada", new Secret(Password)) }, CancellationToken.None);
        });
        return Assert.Single(trace.Events.OfType<WireExchanged>());
    }
}
