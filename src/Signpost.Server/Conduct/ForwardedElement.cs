using System.Text;
using Microsoft.Extensions.Primitives;

namespace Signpost.Server.Conduct;

/// <summary>What one proxy says in <c>Forwarded</c> (RFC 7239 section 4).</summary>
/// <param name="For">From whom it has the request; "" where it does not say, or not in the grammar.</param>
/// <param name="Proto">By which scheme it was asked; "" as well.</param>
internal readonly record struct ForwardedElement(string For, string Proto)
{
    /// <summary>The elements from the last to the first.</summary>
    /// <remarks>
    /// They are cut off from the right, quotes and all: the last trusted proxy wrote the end of the text by the grammar, and how a client
    /// began it, with a quote that is never closed, say, must not change how that end is read.
    /// </remarks>
    public static IEnumerable<ForwardedElement> FromTheRight(StringValues lines)
    {
        for (var line = lines.Count - 1; line >= 0; line--)
        {
            var text = lines[line] ?? "";
            for (var end = text.Length; end >= 0;)
            {
                var start = StartOf(text, end);
                if (!string.IsNullOrWhiteSpace(text[start..end]))
                {
                    yield return Read(text.AsSpan(start, end - start));
                }

                end = start - 1;
            }
        }
    }

    // Behind the nearest comma on the left that is in no quoted-string.
    private static int StartOf(string text, int end)
    {
        for (var at = end - 1; at >= 0; at--)
        {
            if (text[at] is ',')
            {
                return at + 1;
            }

            if (text[at] is '"' && (at = OpeningOf(text, at)) < 0)
            {
                break;
            }
        }

        return 0;
    }

    // The quote before which no backslash, or an even number, stands.
    private static int OpeningOf(string text, int closing)
    {
        for (var at = closing - 1; at >= 0; at--)
        {
            if (text[at] is not '"')
            {
                continue;
            }

            var before = at;
            while (before > 0 && text[before - 1] is '\\')
            {
                before--;
            }

            if ((at - before) % 2 == 0)
            {
                return at;
            }

            at = before;
        }

        return -1;
    }

    private static ForwardedElement Read(ReadOnlySpan<char> rest)
    {
        string? node = null, proto = null;
        while (true)
        {
            rest = rest.TrimStart(" \t");
            if (rest is not ([] or [';', ..]) && !TryPair(ref rest, ref node, ref proto))
            {
                return new ForwardedElement("", "");
            }

            rest = rest.TrimStart(" \t");
            if (rest.IsEmpty)
            {
                return new ForwardedElement(node ?? "", proto ?? "");
            }

            if (rest[0] is not ';')
            {
                return new ForwardedElement("", "");
            }

            rest = rest[1..];
        }
    }

    private static bool TryPair(ref ReadOnlySpan<char> rest, ref string? node, ref string? proto)
    {
        var equals = rest.IndexOf('=');
        if (equals <= 0)
        {
            return false;
        }

        var name = rest[..equals];
        rest = rest[(equals + 1)..];
        if (!TryValue(ref rest, out var value))
        {
            return false;
        }

        // No parameter twice.
        if (name.Equals("for", StringComparison.OrdinalIgnoreCase))
        {
            var isFirst = node is null;
            node = value;
            return isFirst;
        }

        if (name.Equals("proto", StringComparison.OrdinalIgnoreCase))
        {
            var isFirst = proto is null;
            proto = value;
            return isFirst;
        }

        return true;
    }

    private static bool TryValue(ref ReadOnlySpan<char> rest, out string value)
    {
        if (rest is not ['"', ..])
        {
            // Some write an IPv6 address or a port without the quotes that are due.
            var end = rest.IndexOfAny(";, \t\"");
            value = (end < 0 ? rest : rest[..end]).ToString();
            rest = end < 0 ? default : rest[end..];
            return value is not "";
        }

        var text = new StringBuilder();
        for (var at = 1; at < rest.Length; at++)
        {
            if (rest[at] is '"')
            {
                value = text.ToString();
                rest = rest[(at + 1)..];
                return true;
            }

            if (rest[at] is '\\' && ++at == rest.Length)
            {
                break;
            }

            text.Append(rest[at]);
        }

        value = "";
        return false;
    }
}
