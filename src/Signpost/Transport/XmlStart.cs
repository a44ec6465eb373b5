using System.Text;

namespace Signpost.Transport;

/// <summary>How a document begins: what may be skipped there, and what is recognised before any parsing.</summary>
/// <param name="Skipped">The bytes before the document proper.</param>
/// <param name="Lines">The line breaks among them.</param>
/// <param name="Columns">The bytes after the last of these line breaks.</param>
/// <param name="IsEmpty">Nothing follows them.</param>
internal readonly record struct XmlStart(int Skipped, int Lines, int Columns, bool IsEmpty)
{
    public const string HtmlPage = "an HTML page, not XML";

    private static ReadOnlySpan<byte> Mark => [0xef, 0xbb, 0xbf];

    public static XmlStart Of(ReadOnlyMemory<byte> document)
    {
        // Blank lines before the XML declaration are no XML; PHP pages write them by accident (Z-Push behind an include that ends in a line break).
        var bytes = document.Span;
        var from = bytes.StartsWith(Mark) ? Mark.Length : 0;
        var blank = bytes[from..].IndexOfAnyExcept(" \t\r\n"u8);
        var skipped = blank < 0 ? bytes.Length : from + blank;
        var before = bytes[from..skipped];
        return new XmlStart(
            skipped == from ? 0 : skipped,      // with nothing to skip, the parser sees the mark itself
            before.Count((byte)'\n'),
            before.Length - 1 - before.LastIndexOf((byte)'\n'),
            blank < 0);
    }

    /// <summary>Where a place of the document proper is in the whole.</summary>
    public (int Line, int Column) Place(int line, int column) => line == 1 ? (line + Lines, column + Columns) : (line + Lines, column);

    /// <summary>Why the document is no XML for us, where its beginning says so better than the parser does.</summary>
    public static string? RefusalOf(ReadOnlySpan<byte> document)
    {
        // In UTF-16, every second byte of markup is zero; this looks only for markup.
        var text = Encoding.Latin1.GetString(document).Replace("\0", "", StringComparison.Ordinal).AsSpan();
        var rest = AfterProlog(text);
        return rest.StartsWith("<!DOCTYPE html", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            ? HtmlPage
            : rest.StartsWith("<!DOCTYPE", StringComparison.Ordinal) ? "document type declaration refused" : null;
    }

    /// <summary>What follows marks, white space, the XML declaration, processing instructions and comments.</summary>
    private static ReadOnlySpan<char> AfterProlog(ReadOnlySpan<char> text)
    {
        while (true)
        {
            text = text.TrimStart(" \t\r\n\u00ef\u00bb\u00bf\u00fe\u00ff");
            var end = text.StartsWith("<?") ? "?>" : text.StartsWith("<!--") ? "-->" : null;
            if (end is null || text.IndexOf(end) is not (>= 0 and var at))
            {
                return text;
            }

            text = text[(at + end.Length)..];
        }
    }
}
