using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Signpost.Doctor.Comparison;

/// <summary>A report read back from JSON, or why it is none.</summary>
internal abstract record SavedReport
{
    private SavedReport()
    {
    }

    /// <summary>A report.</summary>
    public sealed record Readable(ReportFacts Report) : SavedReport;

    /// <summary>Something else.</summary>
    /// <param name="Why">What it is; the name of the file stands before it.</param>
    public sealed record Unreadable(string Why) : SavedReport;

    public static SavedReport Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(TextOf(bytes));
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && IsReport(root)
                ? new Readable(ReportFacts.Of(root))
                : new Unreadable("is no report of signpost");
        }
        catch (JsonException bad)
        {
            return new Unreadable(string.Create(CultureInfo.InvariantCulture, $"is no JSON (line {(bad.LineNumber ?? 0) + 1})"));
        }
        catch (InvalidOperationException)
        {
            return new Unreadable("has half a character in it");     // of a surrogate pair, written as an escape: seen only when the text is read
        }
    }

    // Every report tells of an address or a plan, and of at least one of these lists.
    private static bool IsReport(JsonElement root) =>
        (root.Text("address") is not null || root.Text("plan") is not null)
        && (root.Items("rounds").Any() || root.Items("candidates").Any() || root.Has("findings"));

    private static string TextOf(ReadOnlyMemory<byte> bytes)
    {
        // PowerShell writes what a program prints as UTF-16, or with a byte order mark.
        using var reader = new StreamReader(new MemoryStream(bytes.ToArray()), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }
}

/// <summary>Members of JSON that others wrote: what is not there, or is not what it should be, is nothing.</summary>
internal static class SavedMembers
{
    extension(JsonElement element)
    {
        public bool Has(string name) => element.Member(name) is not null;

        public JsonElement? Member(string name) =>
            element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind is not JsonValueKind.Null ? member : null;

        public string? Text(string name) => element.Member(name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;

        public double? Number(string name) =>
            element.Member(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

        public bool IsTrue(string name) => element.Member(name) is { ValueKind: JsonValueKind.True };

        public IEnumerable<JsonElement> Items(string name) => element.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
    }
}
