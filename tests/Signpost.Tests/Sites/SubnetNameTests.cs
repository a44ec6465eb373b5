using System.Net;
using CsCheck;
using Signpost.Sites;

namespace Signpost.Tests.Sites;

public sealed class SubnetNameTests
{
    [Theory]
    [InlineData("192.0.2.0/24", "192.0.2.0/24", false)]
    [InlineData("192.0.2.7/32", "192.0.2.7/32", false)]
    [InlineData("0.0.0.0/0", "0.0.0.0/0", false)]
    [InlineData("10.1.2.3/24", "10.1.2.0/24", true)]
    [InlineData("10.77.1.200/25", "10.77.1.128/25", true)]
    [InlineData("10.1.2.3/9", "10.0.0.0/9", true)]
    [InlineData("2001:db8::/32", "2001:db8::/32", false)]
    [InlineData("2001:DB8:0:1::/64", "2001:db8:0:1::/64", false)]
    [InlineData("2001:db8:0:0:1::/64", "2001:db8::/64", true)]
    [InlineData("fd77:0:0:1::/64", "fd77:0:0:1::/64", false)]
    [InlineData("::/0", "::/0", false)]
    [InlineData("2001:db8::1/128", "2001:db8::1/128", false)]
    [InlineData("::ffff:10.1.0.0/112", "10.1.0.0/16", false)]
    public void A_network_is_read(string text, string network, bool hasHostBits)
    {
        Assert.True(SubnetName.TryParse(text, out var read, out var hadHostBits));

        Assert.Equal(hasHostBits, hadHostBits);
        Assert.Equal(network, read.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("192.0.2.0")]
    [InlineData("192.0.2.0/")]
    [InlineData("/24")]
    [InlineData("192.0.2.0/33")]
    [InlineData("192.0.2.0/-1")]
    [InlineData("192.0.2.0/ 24")]
    [InlineData("192.0.2.0/24/24")]
    [InlineData("192.0.2.0/99999999999")]
    [InlineData("192.0.2.0/255.255.255.0")]
    [InlineData("192.0.2/24")]
    [InlineData("010.0.0.0/8")]
    [InlineData("0x0a.0.0.0/8")]
    [InlineData("192.0.2.0/24\nCNF:7a1c0c9e")]
    [InlineData("2001:db8::/129")]
    [InlineData("fe80::%1/64")]
    [InlineData("[2001:db8::]/32")]
    [InlineData("Berlin/24")]
    public void What_is_no_network_is_not_read(string text) => Assert.False(SubnetName.TryParse(text, out _, out _));

    [Fact]
    public void Whatever_is_read_is_a_network_that_holds_what_was_written() => Gen.Select(Gen.Byte.Array[4], Gen.Byte.Array[16], Gen.Bool, Gen.Int[0, 128])
        .Sample((four, sixteen, isIpv4, length) =>
        {
            var address = new IPAddress(isIpv4 ? four : sixteen);
            var bits = isIpv4 ? length % 33 : length;

            Assert.True(SubnetName.TryParse($"{address}/{bits}", out var network, out var hasHostBits));

            Assert.True(network.Contains(address));
            Assert.Equal(hasHostBits, !network.BaseAddress.Equals(address));
        });
}
