using System.Text;

namespace Signpost.Server.Conduct;

/// <summary>A client's text as it may stand in a line of the log, inside quotes: it ends neither the line nor the quotes, and is no longer than can be read.</summary>
internal static class LogText
{
    private const int Longest = 100;

    public static string Of(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, Longest + 1));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= Longest)
            {
                return line.Append('…').ToString();
            }

            line.Append(IsHarmful(rune) ? "?" : rune.ToString());
        }

        return line.ToString();
    }

    // Controls, Unicode's line breaks and marks of direction, and what would look like the end of the quotes.
    private static bool IsHarmful(Rune rune) => Rune.IsControl(rune)
        || rune.Value is '"' or 0x061c or 0x200e or 0x200f or (>= 0x2028 and <= 0x202e) or (>= 0x2066 and <= 0x2069) or 0xfffd;
}
