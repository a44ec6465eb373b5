using CsCheck;
using Signpost.Directory;

namespace Signpost.Tests.Directory;

public sealed class DistinguishedNameTests
{
    private static readonly Gen<string> AnyValue = Gen.OneOf(
        Gen.String[Gen.Char[" ,+\"\\<>;#=aBäß\0\n\t0F"], 0, 8], Gen.String[Gen.Char.AlphaNumeric, 0, 12], Gen.String[0, 6].Where(IsWhole));

    private static readonly Gen<(string Attribute, string Value)[]> AnyPath =
        Gen.Select(Gen.Int[0, 3].Select(n => new[] { "CN", "OU", "dc", "2.5.4.3" }[n]), AnyValue).Array[0, 6];

    [Theory]
    [InlineData(@"CN=a\,b,DC=example", @"cn=A\2Cb,dc=EXAMPLE")]
    [InlineData("CN=a,DC=b", "CN = a , DC=b")]
    [InlineData("CN=a,DC=b", " CN=a,  DC=b ")]
    [InlineData("CN=x+UID=y,DC=b", "uid=Y + cn=X,DC=b")]
    [InlineData(@"CN=L\C3\A9a", "CN=LÉA")]
    [InlineData(@"CN=#0C024869", "CN=Hi")]
    [InlineData(@"CN=#04024869", "CN=#04024869")]
    [InlineData(@"CN=#30020500", "cn=#30020500")]
    [InlineData(@"CN=a\ ", @"CN=a\20")]
    [InlineData(@"CN=\#a", @"CN=\23a")]
    [InlineData("", "  ")]
    public void Spellings_of_one_name_are_equal(string one, string other)
    {
        var (left, right) = (DistinguishedName.Parse(one), DistinguishedName.Parse(other));

        Assert.Equal(left, right);
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
    }

    [Theory]
    [InlineData(@"CN=a\,CN=b", "CN=a,CN=b")]
    [InlineData(@"CN=a\ ", "CN=a")]
    [InlineData(@"CN=a\+OU=b", "CN=a+OU=b")]
    [InlineData(@"CN=\#30020500", "CN=#30020500")]
    [InlineData("CN=a", "OU=a")]
    [InlineData("CN=a", "")]
    public void Different_names_are_not(string one, string other) =>
        Assert.NotEqual(DistinguishedName.Parse(one), DistinguishedName.Parse(other));

    [Theory]
    [InlineData("CN")]
    [InlineData("=a")]
    [InlineData("CN=a,")]
    [InlineData(",CN=a")]
    [InlineData("CN=a,,DC=b")]
    [InlineData("CN=a+")]
    [InlineData("CN=a;DC=b")]
    [InlineData("CN=\"a,b\"")]
    [InlineData("CN=a<b")]
    [InlineData(@"CN=a\")]
    [InlineData(@"CN=a\x")]
    [InlineData(@"CN=\C3")]
    [InlineData("CN=#")]
    [InlineData("CN=#0")]
    [InlineData("CN=#0G")]
    [InlineData("C N=a")]
    [InlineData("é=a")]
    [InlineData(null)]
    public void What_is_no_name_is_refused(string? text)
    {
        Assert.False(DistinguishedName.TryParse(text, out var name));
        Assert.Null(name);
    }

    [Fact]
    public void The_first_RDN_is_told_as_written_and_its_value_unescaped()
    {
        var name = DistinguishedName.Parse(@" Cn = Acme\, Inc\ +UID=7 , DC=b");

        Assert.Equal(@"Cn = Acme\, Inc\ +UID=7", name.FirstRdn);
        Assert.Equal("Cn", name.FirstAttribute);
        Assert.Equal("Acme, Inc ", name.FirstValue);
        Assert.Equal(2, name.Depth);
        Assert.Equal("DC=b", name.Parent!.ToString());
    }

    [Fact]
    public void The_root_has_no_RDN_and_nothing_above_it()
    {
        var root = DistinguishedName.Parse("");

        Assert.Equal("", root.FirstRdn);
        Assert.Equal("", root.FirstValue);
        Assert.Equal("", root.ToString());
        Assert.Equal(0, root.Depth);
        Assert.Null(root.Parent);
        Assert.Equal(root, DistinguishedName.Parse("CN=a").Parent);
    }

    [Theory]
    [InlineData("CN=a,DC=b", "dc=B", true)]
    [InlineData("CN=a,DC=b", "CN=A,DC=b", true)]
    [InlineData("CN=a,DC=b", "", true)]
    [InlineData("", "", true)]
    [InlineData("", "DC=b", false)]
    [InlineData("DC=b", "CN=a,DC=b", false)]
    [InlineData("CN=aDC=b", "DC=b", false)]
    [InlineData(@"CN=a\,DC=b", "DC=b", false)]
    [InlineData("CN=a,DC=bb", "DC=b", false)]
    public void A_name_lies_below_those_it_ends_with(string name, string above, bool expected) =>
        Assert.Equal(expected, DistinguishedName.Parse(name).IsAtOrBelow(DistinguishedName.Parse(above)));

    [Fact]
    public void A_child_is_escaped()
    {
        var child = DistinguishedName.Parse("DC=b").Child("CN", " #a,\"b\"\n ");

        Assert.Equal(@"CN=\ #a\,\""b\""\0A\ ,DC=b", child.ToString());
        Assert.Equal("CN=x", DistinguishedName.Root.Child("CN", "x").ToString());
    }

    [Fact]
    public void A_child_by_what_is_no_attribute_is_misuse() => Assert.Throws<ArgumentException>(() => DistinguishedName.Root.Child("C,N", "x"));

    [Fact]
    public void Whatever_is_escaped_comes_back() => AnyPath.Sample(path =>
    {
        var name = path.Aggregate(DistinguishedName.Root, (above, rdn) => above.Child(rdn.Attribute, rdn.Value));
        var read = DistinguishedName.Parse(name.ToString());

        Assert.Equal(name, read);
        Assert.Equal(path.Length, read.Depth);
        foreach (var (attribute, value) in path.Reverse())
        {
            Assert.Equal(attribute, read.FirstAttribute);
            Assert.Equal(value, read.FirstValue);
            Assert.True(name.IsAtOrBelow(read));
            read = read.Parent!;
        }

        Assert.Equal(DistinguishedName.Root, read);
    });

    [Fact]
    public void Case_and_hexadecimal_change_nothing() => AnyPath.Where(path => path.Length > 0).Sample(path =>
    {
        var name = path.Aggregate(DistinguishedName.Root, (above, rdn) => above.Child(rdn.Attribute, rdn.Value));
        var hexadecimal = string.Join(" , ", path.Reverse().Select(rdn => $"{rdn.Attribute.ToUpperInvariant()}={Hexadecimal(rdn.Value.ToUpperInvariant())}"));

        Assert.Equal(name, DistinguishedName.Parse(hexadecimal));
        Assert.Equal(name.GetHashCode(), DistinguishedName.Parse(hexadecimal).GetHashCode());
    });

    [Fact]
    public void Garbage_is_read_or_refused_but_never_throws() => Gen.OneOf(Gen.String, Gen.String[Gen.Char["CN=a,+\\#0F \"b"], 0, 20]).Sample(text =>
    {
        if (DistinguishedName.TryParse(text, out var name))
        {
            var depth = 0;
            for (var above = name; above is { Depth: > 0 }; above = above.Parent)
            {
                Assert.NotEqual("", above.FirstRdn);
                Assert.Equal(above, DistinguishedName.Parse(above.ToString()));
                _ = above.FirstValue;
                depth++;
            }

            Assert.Equal(name.Depth, depth);
        }
    });

    private static string Hexadecimal(string value) => string.Concat(System.Text.Encoding.UTF8.GetBytes(value).Select(b => $"\\{b:X2}"));

    private static bool IsWhole(string text) => text.EnumerateRunes().All(rune => rune.Value != 0xfffd);
}
