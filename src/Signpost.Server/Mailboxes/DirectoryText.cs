using System.Text;

namespace Signpost.Server.Mailboxes;

/// <summary>Text of a directory as it may go on: into XML, headers and lines of a log.</summary>
internal static class DirectoryText
{
    private const int Longest = 300;

    /// <summary>Without controls, halves of characters and marks of direction; trimmed, and cut to what a name can be.</summary>
    public static string Of(string? text)
    {
        if (text is null or "")
        {
            return "";
        }

        var clean = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length >= Longest)
            {
                break;
            }

            clean.Append(MayStay(rune) ? rune.ToString() : " ");
        }

        return clean.ToString().Trim();
    }

    /// <summary>Whether it is a value as it stands: nothing in it would have to go.</summary>
    public static bool IsPlain(string text) => text.Length <= Longest && text.EnumerateRunes().All(MayStay);

    // XML 1.0 section 2.2 has no place for the last two of a plane's characters; a broken half of a surrogate comes as U+FFFD.
    private static bool MayStay(Rune rune) =>
        !Rune.IsControl(rune)
        && (rune.Value & 0xfffe) != 0xfffe
        && rune.Value is not (0xfffd or 0x061c or 0x200e or 0x200f or (>= 0x2028 and <= 0x202e) or (>= 0x2066 and <= 0x2069));
}
