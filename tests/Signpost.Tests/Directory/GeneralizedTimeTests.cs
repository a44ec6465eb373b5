using CsCheck;
using Signpost.Directory;

namespace Signpost.Tests.Directory;

public sealed class GeneralizedTimeTests
{
    [Theory]
    [InlineData("20070301090000.0Z", "2007-03-01T09:00:00.0000000+00:00")]
    [InlineData("20070301090000Z", "2007-03-01T09:00:00.0000000+00:00")]
    [InlineData("20070301090000,25+0130", "2007-03-01T07:30:00.2500000+00:00")]
    [InlineData("200703010900-0800", "2007-03-01T17:00:00.0000000+00:00")]
    [InlineData("2007030109.5Z", "2007-03-01T09:30:00.0000000+00:00")]
    public void A_moment_is_read_whatever_its_zone_and_precision(string text, string expected)
    {
        Assert.True(GeneralizedTime.TryParse(text, out var moment));
        Assert.Equal(expected, moment.ToString("O"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("20070301090000")]
    [InlineData("20071301090000Z")]
    [InlineData("20070301250000Z")]
    [InlineData("20070301090000.Z")]
    [InlineData("20070301090000+01")]
    [InlineData("20070301090000+2500")]
    [InlineData("00010101000000+0100")]
    [InlineData("2007030109000Z")]
    [InlineData("20070301090000.000000000000000000000000000000000001Z")]
    public void What_is_no_moment_is_refused(string? text) => Assert.False(GeneralizedTime.TryParse(text, out _));

    [Fact]
    public void Garbage_never_throws() => Gen.String[Gen.Char["0123459.,+-Zz "], 0, 24].Sample(text => { _ = GeneralizedTime.TryParse(text, out _); });
}
