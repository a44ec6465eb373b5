using System.Globalization;
using System.Text.Unicode;

namespace Signpost.Server.Calendars.Reading;

/// <summary>Reads the components of an iCalendar stream. What is wrong in one of them ends where the next begins.</summary>
/// <remarks>
/// 1. Each line is unfolded and looked at once; nothing is called again for what lies inside, however deep.
/// 2. BEGIN opens, END closes. One that stands directly in a calendar closes whatever is still open there.
/// 3. What nobody asks for is passed over: other properties, other components and all in them.
/// </remarks>
internal sealed class ComponentReader(CalendarFindings findings, CancellationToken cancellationToken)
{
    public const int MostComponents = 50_000;
    public const int MostLines = 500_000;
    private const int MostLinesEach = 10_000;
    private const int Deepest = 16;

    private readonly List<Open> open = [];
    private readonly List<CalendarComponent> calendars = [];
    private CalendarComponent? outside;
    private int tooDeep;
    private int components;
    private int lines;
    private bool saidNotUtf8;
    private bool saidNoProperty;

    /// <summary>Whether there is more than is read: then nothing is.</summary>
    public string TooMuch { get; private set; } = "";

    /// <summary>The VCALENDARs of a stream. Components outside of one are in one of their own.</summary>
    public List<CalendarComponent> Read(ReadOnlySpan<byte> text)
    {
        var isUtf8 = Utf8.IsValid(text);
        var stream = new ContentLines(text);
        while (stream.Next() && TooMuch is "")
        {
            if (stream.Number % 1024 == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (!isUtf8 && !saidNotUtf8 && !Utf8.IsValid(stream.Current))
            {
                saidNotUtf8 = true;
                findings.Add(stream.Number, "is not UTF-8; other bytes are read as U+FFFD, here and further on");
            }

            Take(stream.Current, stream.Number);
        }

        while (open is not [])
        {
            CloseUnended("the end of the object");
        }

        return calendars;
    }

    private void Take(ReadOnlySpan<byte> text, int number)
    {
        if (!ContentLine.TryRead(text, number, out var line))
        {
            if (!saidNoProperty && text.ContainsAnyExcept((byte)' ', (byte)'\t'))
            {
                saidNoProperty = true;
                findings.Add(number, "is no property; lines like this are passed over");
            }
        }
        else if (line?.Name is "BEGIN")
        {
            Begin(line.Value.Trim().ToUpperInvariant(), number);
        }
        else if (line?.Name is "END")
        {
            End(line.Value.Trim().ToUpperInvariant(), number);
        }
        else if (line is not null && tooDeep == 0 && open is [.., { Component: { } component }])
        {
            Keep(component, line);
        }
    }

    private void Keep(CalendarComponent component, ContentLine line)
    {
        if (component.Lines.Count < MostLinesEach)
        {
            component.Lines.Add(line);
        }
        else if (component.Lines.Count == MostLinesEach)
        {
            // One past the last is put in, so that this is said once.
            component.Lines.Add(line);
            findings.Add(line.Number, string.Create(CultureInfo.InvariantCulture, $"is one of more than {MostLinesEach} properties of one component; from here on they are left out"));
        }

        if (++lines > MostLines)
        {
            TooMuch = string.Create(CultureInfo.InvariantCulture, $"it has more than {MostLines} properties");
        }
    }

    private void Begin(string name, int number)
    {
        if (name is "VCALENDAR")
        {
            while (open is not [])
            {
                CloseUnended("another calendar");
            }
        }
        else if (IsDirectlyInCalendar(name))
        {
            while (open is [.., not { Name: "VCALENDAR" }])
            {
                CloseUnended(name);
            }
        }
        else if (tooDeep > 0 || open.Count >= Deepest)
        {
            tooDeep++;
            return;
        }

        var component = Wanted(name, number);
        open.Add(new Open(name, number, component));
        if (component is not null && ++components > MostComponents)
        {
            TooMuch = string.Create(CultureInfo.InvariantCulture, $"it has more than {MostComponents} components");
        }
    }

    private CalendarComponent? Wanted(string name, int number)
    {
        if (name is "VCALENDAR")
        {
            calendars.Add(new CalendarComponent(name, number));
            return calendars[^1];
        }

        if (open is [] && name is "VEVENT" or "VFREEBUSY" or "VTIMEZONE" or "VAVAILABILITY")
        {
            if (outside is null)
            {
                calendars.Add(outside = new CalendarComponent("VCALENDAR", number));
            }

            return Inside(outside, name, number);
        }

        return open is [.., { Component: { } around }] && (around.Name, name) is ("VCALENDAR", "VEVENT" or "VFREEBUSY" or "VTIMEZONE" or "VAVAILABILITY")
            or ("VEVENT", "VALARM") or ("VTIMEZONE", "STANDARD" or "DAYLIGHT") or ("VAVAILABILITY", "AVAILABLE")
            ? Inside(around, name, number)
            : null;
    }

    private static CalendarComponent Inside(CalendarComponent around, string name, int number)
    {
        around.Inner.Add(new CalendarComponent(name, number));
        return around.Inner[^1];
    }

    private static bool IsDirectlyInCalendar(string name) => name is "VEVENT" or "VTODO" or "VJOURNAL" or "VFREEBUSY" or "VTIMEZONE" or "VAVAILABILITY";

    private void End(string name, int number)
    {
        if (tooDeep > 0 && name is not "VCALENDAR" && !IsDirectlyInCalendar(name))
        {
            tooDeep--;
            return;
        }

        if (!open.Exists(one => one.Name == name))
        {
            findings.Add(number, $"ends a {CalendarFindings.Shown(name)} that has not begun");
            return;
        }

        while (open[^1].Name != name)
        {
            CloseUnended($"the end of {CalendarFindings.Shown(name)}");
        }

        tooDeep = 0;
        open.RemoveAt(open.Count - 1);
    }

    private void CloseUnended(string by)
    {
        var (name, number, _) = open[^1];
        findings.Add(number, $"begins a {CalendarFindings.Shown(name)} that has no END before {by}; it is read as far as it goes");
        tooDeep = 0;
        open.RemoveAt(open.Count - 1);
    }

    private readonly record struct Open(string Name, int Number, CalendarComponent? Component);
}
