using CsCheck;
using Signpost.Directory;

namespace Signpost.Tests.Directory;

public sealed class LdapFilterTextTests
{
    [Fact]
    public void Every_kind_of_filter_has_its_text()
    {
        var filter = LdapFilter.AllOf(
            LdapFilter.Is("objectClass", "serviceConnectionPoint"),
            LdapFilter.AnyOf(LdapFilter.Has("keywords"), new LdapFilter.Not(LdapFilter.Is("cn", "CAS1"))),
            new LdapFilter.GreaterOrEqual("uSNCreated", new OctetString("5")),
            new LdapFilter.LessOrEqual("uSNCreated", new OctetString("9")),
            new LdapFilter.Substrings("mail", new OctetString("a"), [new OctetString("b"), new OctetString("c")], null),
            new LdapFilter.Substrings("mail", null, [], new OctetString("z")));

        Assert.Equal(
            "(&(objectClass=serviceConnectionPoint)(|(keywords=*)(!(cn=CAS1)))(uSNCreated>=5)(uSNCreated<=9)(mail=a*b*c*)(mail=*z))",
            filter.ToString());
    }

    [Theory]
    [InlineData("a*b", @"(cn=a\2ab)")]
    [InlineData("(a)", @"(cn=\28a\29)")]
    [InlineData(@"a\b", @"(cn=a\5cb)")]
    [InlineData("a\0b", @"(cn=a\00b)")]
    [InlineData("a\nb", @"(cn=a\0ab)")]
    [InlineData("Zoë", "(cn=Zoë)")]
    public void What_has_a_meaning_in_filters_is_escaped(string value, string text)
    {
        Assert.Equal(text, LdapFilter.Is("cn", value).ToString());
    }

    [Fact]
    public void What_is_no_text_is_escaped_byte_by_byte()
    {
        Assert.Equal(@"(objectGUID=\ff\00\41)", new LdapFilter.Equal("objectGUID", new OctetString([0xff, 0, 0x41])).ToString());
    }

    [Fact]
    public void Values_add_no_parentheses()
    {
        AnyLdap.Octets.Sample(value => new LdapFilter.Equal("cn", value).ToString().Count(c => c is '(' or ')' or '*') == 2);
    }
}
