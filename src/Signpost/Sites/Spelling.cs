namespace Signpost.Sites;

/// <summary>What someone may have meant who wrote a name that does not exist.</summary>
internal static class Spelling
{
    private const int MostEdits = 2;

    /// <summary>The known name that is nearest to a wrong one; null when none is within two letters put in, left out or changed.</summary>
    public static SiteName? Nearest(SiteName wrong, IEnumerable<SiteName> known) => known
        .Where(name => Math.Abs(name.Value.Length - wrong.Value.Length) <= MostEdits)
        .Select(name => (Name: name, Edits: Edits(wrong.Value.ToUpperInvariant(), name.Value.ToUpperInvariant())))
        // Two edits make anything of a name of two letters.
        .Where(guess => guess.Edits <= MostEdits && guess.Edits < wrong.Value.Length)
        .OrderBy(guess => guess.Edits)
        .Select(guess => (SiteName?)guess.Name)
        .FirstOrDefault();

    /// <summary>The distance of Levenshtein.</summary>
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var f = 1; f <= from.Length; f++)
        {
            var diagonal = row[0];
            row[0] = f;
            for (var t = 1; t <= to.Length; t++)
            {
                var changed = diagonal + (from[f - 1] == to[t - 1] ? 0 : 1);
                diagonal = row[t];
                row[t] = Math.Min(changed, Math.Min(row[t], row[t - 1]) + 1);
            }
        }

        return row[^1];
    }
}
