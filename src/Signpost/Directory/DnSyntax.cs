using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Signpost.Directory;

/// <summary>The grammar of distinguished names (RFC 4514 section 3). The key of a name is the one spelling, but for case, that all its spellings share.</summary>
internal static class DnSyntax
{
    // Without one of these a name that has no spaces around its separators is its own key.
    private static readonly SearchValues<char> NotPlain = SearchValues.Create("\"+;<>\\#\0");
    private static readonly SearchValues<char> CommaOrEscape = SearchValues.Create(",\\");

    /// <summary>Where the first RDN ends: at its comma, or with the name.</summary>
    public static int EndOfRdn(ReadOnlySpan<char> name)
    {
        for (var at = 0; ;)
        {
            var next = name[at..].IndexOfAny(CommaOrEscape);
            if (next < 0)
            {
                return name.Length;
            }

            if (name[at + next] is ',')
            {
                return at + next;
            }

            at = Math.Min(at + next + 2, name.Length);
        }
    }

    /// <summary>Without the spaces around it; one that is escaped belongs to the value and stays.</summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        var trimmed = text.Trim(' ');
        var escapes = trimmed.Length - trimmed.TrimEnd('\\').Length;
        return escapes % 2 == 1 && text.TrimStart(' ').Length > trimmed.Length ? text.TrimStart(' ')[..(trimmed.Length + 1)] : trimmed;
    }

    /// <summary>RFC 4512 section 1.4: a name of letters, digits and hyphens, or an object identifier.</summary>
    public static bool IsAttribute(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !char.IsAsciiLetterOrDigit(text[0]))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The value of an RDN, the first of several, unescaped; a value in hexadecimal that is no text stays as it was written.</summary>
    public static string FirstValue(ReadOnlySpan<char> rdn)
    {
        if (rdn.IsEmpty)
        {
            return "";
        }

        var written = Trim(rdn[(rdn.IndexOf('=') + 1)..][..EndOfPair(rdn[(rdn.IndexOf('=') + 1)..])]);
        return DnValue.TryRead(written, out var value) && value is not null ? value : written.ToString();
    }

    /// <summary>The key of a whole name.</summary>
    public static bool TryKey(string text, [NotNullWhen(true)] out string? key, out int depth)
    {
        key = null;
        depth = 0;
        if (text.AsSpan().IndexOfAnyExcept(' ') < 0)
        {
            key = "";
            return true;
        }

        if (IsPlain(text, out depth))
        {
            key = text;
            return true;
        }

        var built = new StringBuilder(text.Length + 8);
        depth = 0;
        for (var rest = text.AsSpan(); ;)
        {
            var end = EndOfRdn(rest);
            if (!TryAppendRdn(built, rest[..end]))
            {
                return false;
            }

            depth++;
            if (end >= rest.Length)
            {
                key = built.ToString();
                return true;
            }

            built.Append(',');
            rest = rest[(end + 1)..];
        }
    }

    private static bool IsPlain(ReadOnlySpan<char> text, out int depth)
    {
        depth = 0;
        if (text.ContainsAny(NotPlain))
        {
            return false;
        }

        foreach (var range in text.Split(','))
        {
            var rdn = text[range];
            var equals = rdn.IndexOf('=');
            if (equals < 1 || rdn[^1] is ' ' || (equals + 1 < rdn.Length && rdn[equals + 1] is ' ') || !IsAttribute(rdn[..equals]))
            {
                return false;
            }

            depth++;
        }

        return true;
    }

    private static bool TryAppendRdn(StringBuilder key, ReadOnlySpan<char> rdn)
    {
        var pairs = new List<string>();
        for (var rest = rdn; ;)
        {
            var end = EndOfPair(rest);
            if (!TryPair(rest[..end], out var pair))
            {
                return false;
            }

            pairs.Add(pair);
            if (end >= rest.Length)
            {
                break;
            }

            rest = rest[(end + 1)..];
        }

        // RFC 4514 section 2.2: the values of an RDN have no order.
        pairs.Sort(StringComparer.OrdinalIgnoreCase);
        key.AppendJoin('+', pairs);
        return true;
    }

    private static int EndOfPair(ReadOnlySpan<char> rdn)
    {
        for (var i = 0; i < rdn.Length; i++)
        {
            switch (rdn[i])
            {
                case '+':
                    return i;
                case '\\':
                    i++;
                    break;
                default:
                    break;
            }
        }

        return rdn.Length;
    }

    private static bool TryPair(ReadOnlySpan<char> written, [NotNullWhen(true)] out string? pair)
    {
        pair = null;
        var equals = written.IndexOf('=');
        if (equals < 0 || !IsAttribute(written[..equals].Trim(' ')) || !DnValue.TryRead(Trim(written[(equals + 1)..]), out var value))
        {
            return false;
        }

        var built = new StringBuilder(written.Length + 8).Append(written[..equals].Trim(' ')).Append('=');
        if (value is null)
        {
            built.Append(Trim(written[(equals + 1)..]));
        }

        foreach (var c in value ?? "")
        {
            _ = c is ',' or '+' or '\\' or '#' ? built.Append('\\').Append(c) : built.Append(c);
        }

        pair = built.ToString();
        return true;
    }
}
