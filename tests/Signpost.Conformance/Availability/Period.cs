using System.Globalization;

namespace Signpost.Conformance.Availability;

/// <summary>A time, and what it is to somebody: <c>2026-03-30T07:00Z 2026-03-30T08:00Z busy</c>.</summary>
internal readonly record struct Period(DateTime From, DateTime To, string Kind)
{
    private const string Format = "yyyy-MM-dd'T'HH:mm'Z'";

    public static Period Parse(string text) => text.Split(' ') is [var from, var to, var kind] ? new Period(Time(from), Time(to), kind) : throw new FormatException(text);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From.ToString(Format, CultureInfo.InvariantCulture)} {To.ToString(Format, CultureInfo.InvariantCulture)} {Kind}");

    /// <summary>As a question is written: <c>FROM/TO</c>.</summary>
    public string Question => string.Join('/', ToString().Split(' ')[..2]);

    private static DateTime Time(string text) => DateTime.ParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
}
