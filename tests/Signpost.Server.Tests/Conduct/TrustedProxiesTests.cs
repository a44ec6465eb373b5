using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Signpost.Server.Conduct;

namespace Signpost.Server.Tests.Conduct;

public sealed class TrustedProxiesTests
{
    private static readonly TrustedProxies Proxies = new([IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("fd00::/8")]);

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("192.0.2.7:5000", "192.0.2.7")]
    [InlineData("6.6.6.6, 192.0.2.7", "192.0.2.7")]
    [InlineData("6.6.6.6, 192.0.2.7, 10.9.9.9", "192.0.2.7")]
    [InlineData("6.6.6.6|192.0.2.7,10.9.9.9", "192.0.2.7")]
    [InlineData("6.6.6.6|192.0.2.7|10.9.9.9, fd00::9", "192.0.2.7")]
    [InlineData(" 192.0.2.7 ,, ", "192.0.2.7")]
    [InlineData("2001:db8::7", "2001:db8::7")]
    [InlineData("[2001:db8::7]", "2001:db8::7")]
    [InlineData("[2001:db8::7]:5000", "2001:db8::7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("fe80::7%eth0", "fe80::7")]
    public void The_last_that_is_not_trusted_is_the_client(string forwardedFor, string client)
    {
        var origin = OriginOf("10.0.0.1", ("X-Forwarded-For", forwardedFor));

        Assert.Equal((client, OriginKind.Forwarded), (origin.Address.ToString(), origin.Kind));
    }

    [Theory]
    [InlineData("for=192.0.2.7", "192.0.2.7")]
    [InlineData("For=\"192.0.2.7:5000\";Proto=https;by=10.0.0.1", "192.0.2.7")]
    [InlineData("by=_gate;for=\"[2001:db8::7]:5000\"", "2001:db8::7")]
    [InlineData("for=\"[2001:db8::7]\" ; proto=http", "2001:db8::7")]
    [InlineData("for=\"[2001:db8::7]:_hidden\"", "2001:db8::7")]
    [InlineData("for=[2001:db8::7]", "2001:db8::7")]                     // without the quotes that are due
    [InlineData("for=\"192\\.0.2.7\"", "192.0.2.7")]
    [InlineData("for=6.6.6.6, for=192.0.2.7, for=10.9.9.9", "192.0.2.7")]
    [InlineData("for=6.6.6.6|for=192.0.2.7|for=10.9.9.9", "192.0.2.7")]
    [InlineData("for=\"6.6.6.6, for=192.0.2.7", "192.0.2.7")]            // a quote that is never closed
    [InlineData("for=6.6.6.6;by=\", for=192.0.2.7;by=\"a\"", "192.0.2.7")]
    [InlineData("for=\"6.6.6.6\\\", for=192.0.2.7;by=\"a,\\\"b\"", "192.0.2.7")]
    [InlineData("for=unknown, for=192.0.2.7", "192.0.2.7")]
    public void Forwarded_is_read_from_the_right_too(string forwarded, string client)
    {
        var origin = OriginOf("10.0.0.1", ("Forwarded", forwarded));

        Assert.Equal((client, OriginKind.Forwarded), (origin.Address.ToString(), origin.Kind));
    }

    [Theory]
    [InlineData("X-Forwarded-For", "6.6.6.6, unknown")]
    [InlineData("X-Forwarded-For", "6.6.6.6, 1")]
    [InlineData("X-Forwarded-For", "6.6.6.6, 0x7f.0.0.1")]
    [InlineData("X-Forwarded-For", "6.6.6.6, 192.0.2.07")]
    [InlineData("X-Forwarded-For", "6.6.6.6, 192.0.2.7:")]
    [InlineData("X-Forwarded-For", "6.6.6.6, 192.0.2.7:80:90")]
    [InlineData("X-Forwarded-For", "6.6.6.6, [192.0.2.7]")]
    [InlineData("X-Forwarded-For", "6.6.6.6, [2001:db8::7]x")]
    [InlineData("X-Forwarded-For", "6.6.6.6, cas1.contoso.test")]
    [InlineData("X-Forwarded-For", "")]
    [InlineData("Forwarded", "for=6.6.6.6, for=unknown")]
    [InlineData("Forwarded", "for=6.6.6.6, for=_hidden")]
    [InlineData("Forwarded", "for=6.6.6.6, proto=https")]
    [InlineData("Forwarded", "for=6.6.6.6, for=192.0.2.7;for=192.0.2.8")]
    [InlineData("Forwarded", "for=6.6.6.6, for=\"192.0.2.7\"x")]
    [InlineData("Forwarded", "for=6.6.6.6, for=\"192.0.2.7")]
    [InlineData("Forwarded", "for=6.6.6.6, 192.0.2.7")]
    public void Where_the_proxy_hides_or_garbles_its_client_nothing_left_of_that_is_believed(string name, string value)
    {
        var origin = OriginOf("10.0.0.1", (name, value));

        Assert.Equal(("10.0.0.1", OriginKind.Proxy), (origin.Address.ToString(), origin.Kind));
    }

    [Fact]
    public void Two_headers_that_agree_are_believed()
    {
        var origin = OriginOf("10.0.0.1", ("X-Forwarded-For", "192.0.2.7, 10.9.9.9"), ("Forwarded", "for=\"192.0.2.7:80\""));

        Assert.Equal(("192.0.2.7", OriginKind.Forwarded), (origin.Address.ToString(), origin.Kind));
    }

    [Fact]
    public void Two_headers_that_disagree_are_both_not_believed()
    {
        var origin = OriginOf("10.0.0.1", ("X-Forwarded-For", "192.0.2.7"), ("Forwarded", "for=192.0.2.8"));

        Assert.Equal(("10.0.0.1", OriginKind.Disputed), (origin.Address.ToString(), origin.Kind));
    }

    [Theory]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("fd00::1%7")]
    public void A_proxy_is_known_however_its_address_is_written(string peer) =>
        Assert.Equal("192.0.2.7", OriginOf(peer, ("X-Forwarded-For", "192.0.2.7")).Address.ToString());

    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    [InlineData("http, HTTPS", true)]
    [InlineData("https, http", false)]
    [InlineData("https|http", false)]
    [InlineData("https, wss", false)]
    public void The_scheme_is_the_one_the_nearest_proxy_was_asked_by(string proto, bool isHttps) =>
        Assert.Equal(isHttps, OriginOf("10.0.0.1", ("X-Forwarded-For", "192.0.2.7"), ("X-Forwarded-Proto", proto)).IsHttps);

    [Fact]
    public void A_scheme_in_Forwarded_counts_where_it_is_the_proxys_header()
    {
        Assert.True(OriginOf("10.0.0.1", ("Forwarded", "for=6.6.6.6;proto=http, for=192.0.2.7;proto=https")).IsHttps);
        Assert.False(OriginOf("10.0.0.1", ("X-Forwarded-For", "192.0.2.7"), ("Forwarded", "for=192.0.2.7;proto=https")).IsHttps);
    }

    [Theory]
    [InlineData("https", "for=192.0.2.7;proto=http", false)]
    [InlineData("https", "for=192.0.2.7;proto=https", true)]
    [InlineData("https", "for=192.0.2.7", true)]
    [InlineData("http", "for=192.0.2.7;proto=https", false)]
    public void A_client_does_not_make_https_of_http_by_the_header_its_proxy_does_not_write(string proto, string forwarded, bool isHttps) =>
        Assert.Equal(isHttps, OriginOf("10.0.0.1", ("X-Forwarded-Proto", proto), ("Forwarded", forwarded)).IsHttps);

    [Fact]
    public void Nobody_untrusted_is_believed_a_scheme()
    {
        Assert.False(OriginOf("192.0.2.7", ("X-Forwarded-Proto", "https")).IsHttps);
        Assert.False(OriginOf("192.0.2.7", ("Forwarded", "proto=https")).IsHttps);
    }

    [Fact]
    public void A_list_of_ten_thousand_is_not_walked()
    {
        var origin = OriginOf("10.0.0.1", ("X-Forwarded-For", "6.6.6.6" + string.Concat(Enumerable.Range(0, 10_000).Select(at => $", 10.1.{at / 250}.{at % 250}"))));

        Assert.Equal(OriginKind.Proxy, origin.Kind);
    }

    [Fact]
    public void The_host_a_proxy_names_is_not_read()
    {
        var exchange = new DefaultHttpContext();
        exchange.Connection.RemoteIpAddress = IPAddress.Parse("10.0.0.1");
        exchange.Request.Host = new HostString("cas1.contoso.test");
        exchange.Request.Headers["X-Forwarded-Host"] = "evil.test";

        Proxies.OriginOf(exchange);

        Assert.Equal("cas1.contoso.test", exchange.Request.Host.Value);
    }

    /// <summary>Several lines of one header are divided by a bar.</summary>
    internal static ClientOrigin OriginOf(string peer, params (string Name, string Value)[] headers)
    {
        var exchange = new DefaultHttpContext();
        exchange.Connection.RemoteIpAddress = IPAddress.Parse(peer);
        foreach (var (name, value) in headers)
        {
            exchange.Request.Headers[name] = new StringValues(value.Split('|'));
        }

        return Proxies.OriginOf(exchange);
    }
}
