using CsCheck;
using Signpost.Autodiscover;

namespace Signpost.Tests.Autodiscover;

public sealed class ServerVersionTests
{
    [Theory]
    [InlineData("738180DA", 14, 1, 218)]
    [InlineData("72008287", 8, 0, 647)]
    [InlineData("73C08204", 15, 0, 516)]
    public void Known_servers_are_read_and_written(string digits, int major, int minor, int build)
    {
        Assert.True(ServerVersion.TryDecode(digits, out var version));

        Assert.Equal(new ServerVersion(major, minor, build), version);
        Assert.Equal(digits, version.Encode());
        Assert.Equal($"{major}.{minor}.{build}", version.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("15.1.2507")]
    [InlineData("138180DA7")]
    [InlineData("38180DA")]
    [InlineData("738180DG")]
    public void Other_text_is_no_version(string text) => Assert.False(ServerVersion.TryDecode(text, out _));

    [Fact]
    public void The_flag_and_the_ignored_bits_may_be_anything()
    {
        Assert.True(ServerVersion.TryDecode("038100da", out var version));

        Assert.Equal(new ServerVersion(14, 1, 218), version);
    }

    [Theory]
    [InlineData(64, 0, 0)]
    [InlineData(0, -1, 0)]
    [InlineData(0, 0, 32768)]
    public void Numbers_that_do_not_fit_are_refused(int major, int minor, int build) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServerVersion(major, minor, build));

    [Fact]
    public void Every_version_comes_back() =>
        Gen.Select(Gen.Int[0, 63], Gen.Int[0, 63], Gen.Int[0, 32767]).Sample((major, minor, build) =>
            ServerVersion.TryDecode(new ServerVersion(major, minor, build).Encode(), out var back) && back == new ServerVersion(major, minor, build));

    [Fact]
    public void No_text_makes_it_throw() => Gen.String.Sample(text => ServerVersion.TryDecode(text, out _) || true);
}
