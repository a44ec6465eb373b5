using Signpost.Availability;
using Signpost.Discovery;

namespace Signpost.Questions;

/// <summary>The characters that calendars are drawn with. All differ without colour as well.</summary>
internal sealed record FreeBusyGlyphs(char Free, char Working, char Tentative, char Busy, char Away, char Unknown, char Common, string Cut)
{
    public static FreeBusyGlyphs Unicode { get; } = new('·', '░', '~', '█', '◆', '?', '▲', "…");

    public static FreeBusyGlyphs Ascii { get; } = new('-', '.', '~', '#', 'A', '?', '^', "..");

    public (char Glyph, ReportTone Tone) Of(BusyType type, bool isWorking) => type switch
    {
        BusyType.Tentative => (Tentative, ReportTone.Warning),
        BusyType.Busy => (Busy, ReportTone.Bad),
        BusyType.OutOfOffice => (Away, ReportTone.Strong),
        BusyType.NoData => (Unknown, ReportTone.Warning),
        _ => isWorking ? (Working, ReportTone.Plain) : (Free, ReportTone.Faint),
    };

    /// <summary>What they mean.</summary>
    public string Legend => $"{Busy} busy  {Tentative} tentative  {Away} away  {Unknown} not known  {Working} free, at work  {Free} free  {Common} all free";
}
