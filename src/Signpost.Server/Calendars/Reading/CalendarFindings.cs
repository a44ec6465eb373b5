using System.Collections.Immutable;
using Signpost.Server.Conduct;

namespace Signpost.Server.Calendars.Reading;

/// <summary>What is found while one object is read: the first hundred, and how many there are in all.</summary>
internal sealed class CalendarFindings(string name)
{
    private const int Most = 100;
    private const int LongestText = 40;

    private readonly List<CalendarFinding> kept = [];

    /// <summary>How many there are, kept or not.</summary>
    public int Count { get; private set; }

    /// <summary>The first of them, by line.</summary>
    public ImmutableArray<CalendarFinding> Kept => [.. kept.OrderBy(finding => finding.Line)];

    public void Add(int line, string what)
    {
        Count++;
        if (kept.Count < Most)
        {
            kept.Add(new CalendarFinding(name, line, what));
        }
    }

    /// <summary>The calendar's own text, as a finding may show it.</summary>
    public static string Shown(string text) => LogText.Of(text.Length > LongestText ? text[..LongestText] : text);
}
