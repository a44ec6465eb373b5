namespace Signpost.Server.Calendars.Reading;

/// <summary>A component as it is written: properties that anything here asks for, and components inside.</summary>
/// <param name="name">What stands behind BEGIN, in upper case.</param>
/// <param name="number">The line it begins in.</param>
internal sealed class CalendarComponent(string name, int number)
{
    public string Name => name;

    public int Number => number;

    public List<ContentLine> Lines { get; } = [];

    public List<CalendarComponent> Inner { get; } = [];

    /// <summary>The first property of a name; null for none.</summary>
    public ContentLine? First(string property)
    {
        foreach (var line in Lines)
        {
            if (line.Name == property)
            {
                return line;
            }
        }

        return null;
    }

    /// <summary>The first value of a property in upper case, for those that are one word; "" for none.</summary>
    public string Word(string property) => First(property)?.Value.Trim().ToUpperInvariant() ?? "";

    public IEnumerable<ContentLine> All(string property) => Lines.Where(line => line.Name == property);

    public IEnumerable<CalendarComponent> Components(string kind) => Inner.Where(component => component.Name == kind);
}
