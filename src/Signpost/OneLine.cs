using System.Text;

namespace Signpost;

/// <summary>Remote text as it may stand in one line of ours: no line breaks, no terminal controls, no end without end.</summary>
internal static class OneLine
{
    private const int Longest = 300;

    /// <summary>Cleaned, trimmed and cut to what can be read in a line.</summary>
    public static string Of(string remote)
    {
        var line = new StringBuilder(Math.Min(remote.Length, Longest + 1));
        foreach (var rune in remote.EnumerateRunes())
        {
            if (line.Length >= Longest)
            {
                return line.Append('…').ToString();
            }

            line.Append(IsObeyed(rune) ? " " : rune.ToString());
        }

        return line.ToString().Trim();
    }

    /// <summary>Cleaned only: each character that a terminal would obey instead of showing is a blank.</summary>
    public static string Cleaned(string remote) =>
        remote.EnumerateRunes().Any(IsObeyed) ? string.Concat(remote.EnumerateRunes().Select(rune => IsObeyed(rune) ? " " : rune.ToString())) : remote;

    /// <summary>Whether a terminal obeys it: a control, a line break of Unicode's, or a mark of direction, which could turn a host name around.</summary>
    public static bool IsObeyed(Rune rune) =>
        Rune.IsControl(rune)
        || rune.Value is 0x061c or 0x200e or 0x200f or (>= 0x2028 and <= 0x202e) or (>= 0x2066 and <= 0x2069);
}
