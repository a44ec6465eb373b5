using CsCheck;
using Signpost.Autodiscover.Pox;

namespace Signpost.Tests;

public sealed class MailboxAddressTests
{
    [Theory]
    [InlineData("ada@contoso.test", "ada", "contoso.test")]
    [InlineData("Ada.Byron+x@CONTOSO.Test", "Ada.Byron+x", "contoso.test")]
    [InlineData("ada@bücher.example.org", "ada", "xn--bcher-kva.example.org")]
    [InlineData("ада@пример.test", "ада", "xn--e1afmkfd.test")]
    [InlineData("\"ada@home\"@contoso.test", "\"ada@home\"", "contoso.test")]
    [InlineData("\"a\\\"b\"@contoso.test", "\"a\\\"b\"", "contoso.test")]
    [InlineData("ada@localhost", "ada", "localhost")]
    public void An_address_is_read(string text, string local, string domain)
    {
        var address = MailboxAddress.Parse(text);

        Assert.Equal((local, domain), (address.LocalPart, address.Domain));
        Assert.Equal($"{local}@{domain}", address.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("@contoso.test")]
    [InlineData("ada@")]
    [InlineData("ada@home@contoso.test")]
    [InlineData("ada byron@contoso.test")]
    [InlineData(".ada@contoso.test")]
    [InlineData("ada.@contoso.test")]
    [InlineData("a..b@contoso.test")]
    [InlineData("\"@contoso.test")]
    [InlineData("\"\"@contoso.test")]
    [InlineData("\"a\"b\"@contoso.test")]
    [InlineData("\"a\\\"@contoso.test")]
    [InlineData("\"a\nb\"@contoso.test")]
    [InlineData("ada@.contoso.test")]
    [InlineData("ada@contoso.test.")]
    [InlineData("ada@contoso..test")]
    [InlineData("ada@con_toso.test")]
    [InlineData("ada@-contoso.test")]
    [InlineData("ada@10.0.0.1")]
    [InlineData("ada@[192.0.2.1]")]
    [InlineData("ada@contoso.test/evil")]
    [InlineData("ada@contoso.test:8443")]
    [InlineData("ada\u009b@contoso.test")]
    [InlineData("ada\u202e@contoso.test")]
    [InlineData("ada\ufffe@contoso.test")]
    public void What_is_no_address_is_refused(string? text)
    {
        Assert.False(MailboxAddress.TryParse(text, out _));
        Assert.Throws<FormatException>(() => MailboxAddress.Parse(text!));
    }

    [Fact]
    public void Half_a_character_is_refused() => Assert.False(MailboxAddress.TryParse("ada\ud800@contoso.test", out _));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void A_local_part_has_at_most_64_characters(int length, bool isAddress) =>
        Assert.Equal(isAddress, MailboxAddress.TryParse(new string('a', length) + "@contoso.test", out _));

    [Fact]
    public void A_domain_and_an_address_have_their_longest_as_well()
    {
        var longest = string.Join('.', Enumerable.Repeat(new string('a', 62), 4));

        Assert.True(MailboxAddress.TryDomain(longest + "a", out _));
        Assert.False(MailboxAddress.TryDomain(longest + "aa.b", out _));
        Assert.False(MailboxAddress.TryDomain(string.Join('.', Enumerable.Repeat(new string('ü', 30), 7)), out _));
        Assert.False(MailboxAddress.TryParse("ada@" + longest, out _));
    }

    [Fact]
    public void Addresses_compare_without_case()
    {
        Assert.Equal(MailboxAddress.Parse("Ada@contoso.test"), MailboxAddress.Parse("ada@CONTOSO.test"));
        Assert.Equal(MailboxAddress.Parse("Ada@contoso.test").GetHashCode(), MailboxAddress.Parse("ada@CONTOSO.test").GetHashCode());
        Assert.NotEqual(default, MailboxAddress.Parse("ada@contoso.test"));
    }

    [Fact]
    public void Garbage_never_throws_and_what_is_read_can_be_asked_for() =>
        Gen.Select(Gen.String, Gen.OneOf("@", "@@", "", "\"@"), Gen.String, (local, at, domain) => local + at + domain).Sample(AskedFor);

    [Fact]
    public void Letters_of_any_language_can_be_asked_for() =>
        Gen.Char.Array[1, 8].Select(letters => new string(letters) + "@contoso.test").Sample(AskedFor);

    private static void AskedFor(string text)
    {
        if (MailboxAddress.TryParse(text, out var address))
        {
            Assert.True(MailboxAddress.TryParse(address.ToString(), out var again));
            Assert.Equal(address, again);
            Assert.All(address.Domain, c => Assert.True(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-'));
            Assert.NotEmpty(PoxCodec.WriteRequest(PoxRequest.For(address)));
        }
    }
}
