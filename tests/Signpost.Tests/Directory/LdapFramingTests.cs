using CsCheck;
using Signpost.Directory;

namespace Signpost.Tests.Directory;

public sealed class LdapFramingTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("30", null)]
    [InlineData("305b", 93)]
    [InlineData("3000", 2)]
    [InlineData("308181", 132)]
    [InlineData("3082", null)]
    [InlineData("308201", null)]
    [InlineData("30820100", 260)]
    [InlineData("308400000010", 22)]
    public void The_length_is_told_as_soon_as_it_is_there(string start, int? length)
    {
        Assert.Equal(length, LdapFraming.NextLength(Convert.FromHexString(start)));
    }

    [Theory]
    [InlineData("31")]
    [InlineData("485454502f312e31")]
    [InlineData("3080")]
    [InlineData("30850000000001")]
    [InlineData("308404000001")]
    [InlineData("3084ffffffff")]
    public void What_is_no_message_or_too_long_a_one_is_refused(string start)
    {
        Assert.Throws<LdapFormatException>(() => LdapFraming.NextLength(Convert.FromHexString(start)));
    }

    [Fact]
    public void Every_message_is_as_long_as_it_says()
    {
        AnyLdap.SearchRequest.Sample(message => LdapFraming.NextLength(message.Write()) == message.Write().Length);
    }
}
