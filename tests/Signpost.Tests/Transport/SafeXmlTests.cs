using System.Text;
using CsCheck;
using Signpost.Transport;

namespace Signpost.Tests.Transport;

public sealed class SafeXmlTests
{
    [Fact]
    public void A_document_becomes_a_tree_of_names_text_and_attributes()
    {
        var root = Read("<a xmlns='urn:one' x='1'><p:b xmlns:p='urn:two'> text <!-- not this --> <![CDATA[& more]]> </p:b></a>");

        Assert.Equal(("a", "urn:one", "1"), (root.Name, root.Namespace, root.Attribute("x")));
        var child = Assert.Single(root.Children);
        Assert.Equal(("b", "urn:two", "text  & more"), (child.Name, child.Namespace, child.Text));
    }

    [Theory]
    [InlineData("<!DOCTYPE a SYSTEM 'http://example.org/a.dtd'><a/>")]
    [InlineData("<?xml version='1.0'?>\n<!-- first -->\n<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>")]
    [InlineData("<!DOCTYPE a [<!ENTITY x 'ha'><!ENTITY y '&x;&x;'>]><a>&y;</a>")]
    public void A_document_type_declaration_is_refused_in_words_of_its_own(string document) =>
        Assert.Equal("document type declaration refused", Refused(document).What);

    [Theory]
    [InlineData("<!doctype html><html><body>Sign in</body></html>")]
    [InlineData("\ufeff\n<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'><html><br></html>")]
    [InlineData("<html><head><title>404</title></head></html>")]
    [InlineData("<HTML><BODY><P>404</BODY></HTML>")]
    [InlineData("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body/></html>")]
    public void A_web_page_is_recognised(string document) => Assert.Equal("an HTML page, not XML", Refused(document).What);

    [Fact]
    public void Nesting_has_an_end()
    {
        var deepest = string.Concat(Enumerable.Repeat("<a>", SafeXml.DepthLimit)) + string.Concat(Enumerable.Repeat("</a>", SafeXml.DepthLimit));
        var tooDeep = $"<a>{deepest}</a>";

        Assert.Equal("a", Read(deepest).Name);
        Assert.Equal(new XmlReading.Bad("nested deeper than 32 elements", 1, 98), Refused(tooDeep));
    }

    [Fact]
    public void Size_has_an_end()
    {
        var document = Bytes($"<a>{new string('x', SafeXml.AnswerLimit - 7)}</a>");

        Assert.IsType<XmlReading.Document>(SafeXml.Read(document, SafeXml.AnswerLimit));
        Assert.Equal(new XmlReading.Bad("larger than 1024 KiB", 0, 0), SafeXml.Read(Bytes(Encoding.UTF8.GetString(document) + " "), SafeXml.AnswerLimit));
        Assert.Equal(new XmlReading.Bad("larger than 64 KiB", 0, 0), SafeXml.Read(document, SafeXml.RequestLimit));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    [InlineData("\ufeff")]
    public void Nothing_is_called_empty(string document) => Assert.Equal("empty", Refused(document).What);

    [Theory]
    [InlineData("<a>\n  <b></c></a>", 2, 8)]
    [InlineData("\n\n  <a></b>", 3, 8)]
    [InlineData("  <a></b>", 1, 8)]
    [InlineData("\ufeff<a></b>", 1, 6)]
    public void A_fault_is_placed_by_line_and_column_of_the_whole_document(string document, int line, int column)
    {
        var bad = Refused(document);

        Assert.Equal((line, column), (bad.Line, bad.Column));
        Assert.StartsWith("not XML: ", bad.What, StringComparison.Ordinal);
        Assert.DoesNotContain("Line", bad.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<a>&unknown;</a>")]
    [InlineData("<a>\u0001</a>")]
    [InlineData("<a x='1' x='2'/>")]
    [InlineData("<a/><b/>")]
    [InlineData("<?xml version='1.0' encoding='no-such-encoding'?><a/>")]
    [InlineData("<?xml version='1.0' encoding='utf-7'?><a>+ADw-</a>")]
    [InlineData("<?xml version='1.0' encoding='utf-16'?><a/>")]
    [InlineData("<?xml version='1.1'?><a/>")]
    [InlineData("garbage")]
    [InlineData("<")]
    public void What_is_not_XML_is_a_value(string document) => Assert.StartsWith("not XML: ", Refused(document).What, StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_no_text_are_a_value() =>
        Assert.IsType<XmlReading.Bad>(SafeXml.Read(new byte[] { 0x3c, 0x61, 0x3e, 0xff, 0xfe, 0xc0, 0x3c, 0x2f, 0x61, 0x3e }, SafeXml.AnswerLimit));

    [Fact]
    public void Text_in_UTF_16_is_read_by_its_mark()
    {
        byte[] document = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("<a>é</a>")];

        Assert.Equal("é", Assert.IsType<XmlReading.Document>(SafeXml.Read(document, SafeXml.AnswerLimit)).Root.Text);
    }

    [Theory]
    [InlineData("<a>\n b \n</a>", "\n b \n")]
    [InlineData("<a> <![CDATA[ b]]> </a>", "  b ")]
    [InlineData("<a>   </a>", "   ")]
    [InlineData("<a></a>", "")]
    public void Text_can_be_had_as_it_was_written(string document, string text) => Assert.Equal(text, Read(document).Verbatim);

    [Fact]
    public void The_language_is_an_attribute_and_others_with_a_prefix_are_not()
    {
        var root = Read("<a xml:lang='de' xmlns:b='urn:b' b:lang='en'/>");

        Assert.Equal(("de", ""), (root.Attribute("xml:lang"), root.Attribute("lang")));
    }

    [Fact]
    public void A_thousand_pieces_of_text_are_put_together() =>
        Assert.Equal(new string('x', 1000), Read($"<a>{string.Concat(Enumerable.Repeat("<![CDATA[x]]>", 1000))}</a>").Text);

    [Fact]
    public void No_bytes_make_it_throw() => Gen.Byte.Array[0, 200].Sample(bytes => SafeXml.Read(bytes, SafeXml.AnswerLimit) is not null);

    [Fact]
    public void No_markup_makes_it_throw() =>
        Gen.OneOf("<a>", "</a>", "<a/>", "<!DOCTYPE a>", "<!--", "-->", "<?x", "?>", "<![CDATA[", "]]>", "&lt;", "&#0;", "'", "\"", " x=", "\ufeff", "\0", "é")
            .Array[0, 40]
            .Sample(pieces => SafeXml.Read(Bytes(string.Concat(pieces)), SafeXml.AnswerLimit) is not null);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static XmlPart Read(string document) =>
        Assert.IsType<XmlReading.Document>(SafeXml.Read(Bytes(document), SafeXml.AnswerLimit)).Root;

    private static XmlReading.Bad Refused(string document) => Assert.IsType<XmlReading.Bad>(SafeXml.Read(Bytes(document), SafeXml.AnswerLimit));
}
