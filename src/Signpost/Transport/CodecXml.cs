using System.Globalization;
using System.Text;
using System.Xml;

namespace Signpost.Transport;

/// <summary>How values look in the XML of a CAS, on the way out and on the way in.</summary>
internal static class CodecXml
{
    private static readonly XmlWriterSettings Style = new()
    {
        // The EWS Managed API reads the XML declaration as the first node: it must be there, and no byte order mark before it.
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        OmitXmlDeclaration = false,
        Indent = true,
        NewLineChars = "\n",
        NewLineHandling = NewLineHandling.Entitize,     // a carriage return within a name survives
    };

    public static byte[] Document(Action<XmlWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Style))
        {
            write(xml);
        }

        return bytes.ToArray();
    }

    /// <summary>What a character no XML may hold (XML 1.0 section 2.2) becomes: directories hold such names.</summary>
    public static string Clean(string text)
    {
        var firstBad = FirstBad(text, 0);
        if (firstBad < 0)
        {
            return text;
        }

        var clean = new StringBuilder(text);
        for (var at = firstBad; at >= 0; at = FirstBad(text, at + 1))
        {
            clean[at] = '\ufffd';
        }

        return clean.ToString();
    }

    /// <summary>The number, where the text is one and not negative.</summary>
    public static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>Yes or no, in any of the two pairs of words and in any case: Exchange itself writes <c>On</c>, <c>on</c> and <c>True</c>.</summary>
    public static bool? Flag(string text) => text switch
    {
        _ when Same(text, "on") || Same(text, "true") => true,
        _ when Same(text, "off") || Same(text, "false") => false,
        _ => null,
    };

    public static bool Same(string text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);

    private static int FirstBad(string text, int from)
    {
        for (var at = from; at < text.Length; at++)
        {
            if (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]))
            {
                at++;
            }
            else if (!XmlConvert.IsXmlChar(text[at]))
            {
                return at;
            }
        }

        return -1;
    }
}
