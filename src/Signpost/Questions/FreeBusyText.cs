using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Signpost.Availability;
using Signpost.Discovery;

namespace Signpost.Questions;

/// <summary>Calendars for people: a block for each day, a line for each attendee, and below them when all are free.</summary>
internal sealed class FreeBusyText
{
    private const int NarrowestWidth = 40;
    private const int WidestLabel = 30;
    private const int MostTimes = 5;
    private const string AllFree = "all free";
    private static readonly int[] HourSteps = [1, 2, 3, 4, 6, 12, 24];

    private readonly FreeBusyReport report;
    private readonly FreeBusyLayout layout;
    private readonly FreeBusyGlyphs glyphs;
    private readonly FreeBusySlots slots;
    private readonly int label;
    private readonly int perGlyph;      // how many slots a character stands for

    private FreeBusyText(FreeBusyReport report, FreeBusyLayout layout)
    {
        (this.report, this.layout, glyphs) = (report, layout, layout.IsAscii ? FreeBusyGlyphs.Ascii : FreeBusyGlyphs.Unicode);
        slots = new FreeBusySlots(report, layout.Zone);
        var width = Math.Max(layout.Width, NarrowestWidth);
        label = Math.Min(slots.Rows.Select(row => row.Address.Length).Append(AllFree.Length).Max(), Math.Min(WidestLabel, width / 2));
        perGlyph = PerGlyph(slots.Days().Select(day => day.Slots.End.Value - day.Slots.Start.Value).DefaultIfEmpty(1).Max(), width - label - 2);
    }

    public static ImmutableArray<ReportLine> Of(FreeBusyReport report, FreeBusyLayout layout) => [.. new FreeBusyText(report, layout).Lines()];

    private IEnumerable<ReportLine> Lines()
    {
        if (slots.Rows is not [])
        {
            foreach (var (day, some) in slots.Days())
            {
                foreach (var line in Day(day, some))
                {
                    yield return line;
                }

                yield return ReportLine.Of(new ReportSpan(""));
            }

            yield return ReportLine.Of(new ReportSpan(glyphs.Legend, ReportTone.Faint));
            foreach (var line in Common())
            {
                yield return line;
            }
        }

        foreach (var line in Suggested().Concat(Troubles()))
        {
            yield return line;
        }
    }

    private IEnumerable<ReportLine> Day(DateOnly day, Range some)
    {
        ImmutableArray<Range> groups = [.. GroupsOf(some)];
        yield return ReportLine.Of(new ReportSpan(day.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture), ReportTone.Strong), new ReportSpan($"  {layout.Zone.Id}", ReportTone.Faint));
        yield return ReportLine.Of(new ReportSpan($"{"".PadRight(label)}  "), new ReportSpan(Ruler(groups), ReportTone.Faint));
        foreach (var row in slots.Rows)
        {
            yield return Row(OneLine.Of(row.Address), groups.Select(group => glyphs.Of(WorstOf(row, group), SlotsIn(group).All(row.IsWorking))));
        }

        yield return Row(AllFree, groups.Select(group => SlotsIn(group).All(slots.IsCommon) ? (glyphs.Common, ReportTone.Good) : (' ', ReportTone.Plain)));
    }

    private ReportLine Row(string name, IEnumerable<(char Glyph, ReportTone Tone)> cells)
    {
        var spans = ImmutableArray.CreateBuilder<ReportSpan>();
        var cut = name.Length > label ? name[..(label - glyphs.Cut.Length)] + glyphs.Cut : name;
        spans.Add(new ReportSpan($"{cut.PadRight(label)}  "));
        var (run, tone) = (new StringBuilder(), ReportTone.Plain);
        foreach (var cell in cells)
        {
            if (cell.Tone != tone && run.Length > 0)
            {
                spans.Add(new ReportSpan(run.ToString(), tone));
                run.Clear();
            }

            tone = cell.Tone;
            run.Append(cell.Glyph);
        }

        spans.Add(new ReportSpan(run.ToString(), tone));
        return new ReportLine(spans.ToImmutable());
    }

    // Hours where one begins at a character, as many as leave a blank between them.
    private string Ruler(ImmutableArray<Range> groups)
    {
        var minutes = perGlyph * report.Question.IntervalInMinutes;
        var step = HourSteps.First(hours => hours * 60 / minutes >= 3 || hours is 24);
        var ruler = new StringBuilder();
        foreach (var (column, group) in groups.Index())
        {
            var clock = slots.Clocks[group.Start.Value];
            if (clock.Minute is 0 && clock.Hour % step is 0 && ruler.Length <= column && (column is 0 || ruler.Length < column || ruler[^1] is ' '))
            {
                ruler.Append(' ', column - ruler.Length).Append(clock.ToString("HH", CultureInfo.InvariantCulture));
            }
        }

        return ruler.ToString();
    }

    /// <summary>What a character stands for, by the clock: a whole number of them makes an hour, or of hours one of them.</summary>
    private IEnumerable<Range> GroupsOf(Range some)
    {
        var clock = slots.Clocks[some.Start.Value];
        var begun = (((clock.Hour * 60) + clock.Minute) / report.Question.IntervalInMinutes) % perGlyph;
        for (var from = some.Start.Value; from < some.End.Value;)
        {
            var to = Math.Min(from + perGlyph - begun, some.End.Value);
            yield return from..to;
            (from, begun) = (to, 0);
        }
    }

    private int PerGlyph(int most, int room)
    {
        var fits = (most + room - 1) / room;
        for (var some = fits; some <= most; some++)
        {
            var minutes = some * report.Question.IntervalInMinutes;
            if (60 % minutes is 0 || minutes % 60 is 0)
            {
                return some;
            }
        }

        return Math.Max(fits, 1);
    }

    private static BusyType WorstOf(FreeBusySlots.Row row, Range group) => SlotsIn(group).Max(row.At);

    private static IEnumerable<int> SlotsIn(Range group) => Enumerable.Range(group.Start.Value, group.End.Value - group.Start.Value);

    private IEnumerable<ReportLine> Common()
    {
        if (slots.Known is 0)
        {
            yield return ReportLine.Of(new ReportSpan("nobody's calendar is known there", ReportTone.Warning));
            yield break;
        }

        var who = report.Answers.Length == slots.Known ? $"all {slots.Known}" : $"the {slots.Known} of {report.Answers.Length} that are known";
        var where = slots.HoursKnown ? ", in working hours" : "";
        var times = slots.CommonTimes().Where(time => time.End - time.Start >= layout.Meeting).ToList();
        if (times is [])
        {
            yield return ReportLine.Of(new ReportSpan($"no time is free for {who}{where}", ReportTone.Warning));
            yield break;
        }

        yield return ReportLine.Of(new ReportSpan($"free for {who}{where}", ReportTone.Strong));
        foreach (var (start, end) in times.Take(MostTimes))
        {
            yield return ReportLine.Of(new ReportSpan($"      {Words(start)}-{Clock(end)}", ReportTone.Good), new ReportSpan($"  {Length(end - start)}", ReportTone.Faint));
        }

        if (times.Count > MostTimes)
        {
            yield return ReportLine.Of(new ReportSpan(string.Create(CultureInfo.InvariantCulture, $"      {times.Count - MostTimes} more"), ReportTone.Faint));
        }
    }

    private IEnumerable<ReportLine> Suggested()
    {
        if (report.Suggestions is not SuggestionsOutcome.Given { Days: var days })
        {
            return report.Suggestions is { } failed ? [ReportLine.Of(new ReportSpan("suggested  "), new ReportSpan(failed.Describe(), ReportTone.Bad))] : [];
        }

        ImmutableArray<SuggestedTime> times = [.. days.SelectMany(day => day.Times)];
        return times is []
            ? [ReportLine.Of(new ReportSpan("the server suggests no time", ReportTone.Warning))]
            :
            [
                ReportLine.Of(new ReportSpan("suggested by the server", ReportTone.Strong)),
                .. times.Select(time => ReportLine.Of(
                    new ReportSpan($"      {Words(TimeZoneInfo.ConvertTime(time.Start, layout.Zone))}"),
                    new ReportSpan($"  {time.Quality.ToString().ToLowerInvariant()}{(time.IsWorkTime ? "" : ", outside working hours")}", ToneOf(time.Quality)))),
            ];
    }

    // What all of them met with is said once.
    private IEnumerable<ReportLine> Troubles()
    {
        if (slots.Rows is [] && report.Answers.Select(answer => answer.Outcome).Distinct().ToArray() is [FreeBusyOutcome.Failed one])
        {
            return [ReportLine.Of(new ReportSpan(report.Url is { } url ? $"{url}  " : "", ReportTone.Faint), new ReportSpan(one.Describe(), ReportTone.Bad))];
        }

        return report.Answers.Where(answer => answer.Outcome is not FreeBusyOutcome.Given { Calendar.Note: "" }).Select(answer => ReportLine.Of(
            new ReportSpan($"{OneLine.Of(answer.Attendee.Mailbox.Address)}  "),
            answer.Outcome is FreeBusyOutcome.Given { Calendar.Note: var note } ? new ReportSpan(note, ReportTone.Warning) : new ReportSpan(answer.Outcome.Describe(), ReportTone.Bad)));
    }

    private static ReportTone ToneOf(SuggestionQuality quality) => quality switch
    {
        SuggestionQuality.Excellent or SuggestionQuality.Good => ReportTone.Good,
        SuggestionQuality.Fair => ReportTone.Warning,
        _ => ReportTone.Bad,
    };

    private static string Words(DateTimeOffset at) => at.ToString("ddd d MMMM  HH:mm", CultureInfo.InvariantCulture);

    private static string Clock(DateTimeOffset at) => at.ToString("HH:mm", CultureInfo.InvariantCulture) is "00:00" ? "24:00" : at.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Length(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(time.TotalHours >= 1 ? $"{(int)time.TotalHours} h " : "")}{(time.Minutes > 0 ? $"{time.Minutes} min" : "")}").TrimEnd();
}
