using System.Text;

namespace Signpost.Directory;

/// <summary>The names of attributes in a file: each is checked once, and kept once.</summary>
internal sealed class LdifNames
{
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> byLetters;

    public LdifNames() => byLetters = names.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The name as it is kept; null where it is none.</summary>
    public string? Of(ReadOnlySpan<byte> written)
    {
        const int Longest = 256;
        if (written.Length > Longest)
        {
            return null;
        }

        Span<char> letters = stackalloc char[Longest];
        var count = Encoding.Latin1.GetChars(written, letters);
        if (byLetters.TryGetValue(letters[..count], out var known))
        {
            return known;
        }

        if (!IsDescription(letters[..count]))
        {
            return null;
        }

        var name = letters[..count].ToString();
        names.Add(name, WithoutTransfer(name));
        return names[name];
    }

    /// <summary>;binary and ;range= tell how values were brought, not what they are.</summary>
    public static string WithoutTransfer(string name) => name.Contains(';', StringComparison.Ordinal)
        ? string.Join(';', name.Split(';').Where((option, index) => index == 0
            || !(option.Equals("binary", StringComparison.OrdinalIgnoreCase) || option.StartsWith("range=", StringComparison.OrdinalIgnoreCase))))
        : name;

    // RFC 4512 section 2.5, and the * and = of MS-ADTS section 3.1.1.3.1.3.3 (range=1500-*).
    public static bool IsDescription(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !char.IsAsciiLetterOrDigit(text[0]))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or ';' or '=' or '*' or '_'))
            {
                return false;
            }
        }

        return true;
    }
}
