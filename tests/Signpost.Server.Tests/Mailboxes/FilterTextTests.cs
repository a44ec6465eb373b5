using Signpost.Server.Mailboxes;

namespace Signpost.Server.Tests.Mailboxes;

public sealed class FilterTextTests
{
    [Theory]
    [InlineData("(objectClass=user)")]
    [InlineData("(&(objectClass=user)(!(department=Guests)))")]
    [InlineData("(|(mail=*)(proxyAddresses=smtp:*@contoso.test)(cn=a*b*c))")]
    [InlineData("(&)")]
    [InlineData(@"(cn=a\2ab\28c\29\5c)")]
    [InlineData("(uSNChanged>=5)")]
    [InlineData("(uSNChanged<=5)")]
    [InlineData("(cn=Bjørn 😀*)")]
    [InlineData("(description=)")]
    public void A_filter_means_what_it_says(string text)
    {
        Assert.True(FilterText.TryParse(text, out var filter, out _));

        Assert.Equal(text, filter.ToString());
    }

    [Theory]
    [InlineData("", "( is expected at character 1")]
    [InlineData("objectClass=user", "( is expected at character 1")]
    [InlineData("(objectClass=user", ") is expected at character 18")]
    [InlineData("(objectClass=user))", "the end is expected at character 19")]
    [InlineData("(objectClass)", "=, >= or <= is expected at character 13")]
    [InlineData("(&(a=b)c)", ") is expected at character 8")]
    [InlineData("(=b)", "an attribute is expected at character 2")]
    [InlineData(@"(a=\zz)", "a value is expected at character 4")]
    [InlineData("(a=b**c)", "something between two * is expected at character 8")]
    [InlineData("(!)", "( is expected at character 3")]
    public void What_is_no_filter_is_told_with_its_place(string text, string why)
    {
        Assert.False(FilterText.TryParse(text, out _, out var said));

        Assert.Equal(why, said);
    }

    [Fact]
    public void A_filter_without_end_of_depth_is_none() =>
        Assert.False(FilterText.TryParse(string.Concat(Enumerable.Repeat("(!", 100_000)), out _, out _));
}
