using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Signpost.Sites;

namespace Signpost.Discovery;

/// <summary>What a store remembers, as JSON: strict in what it writes, and an entry that it can't read is left out.</summary>
internal static class LastKnownGoodJson
{
    private const int Version = 1;

    public static byte[] Write(LastKnownGoodState state) => ReportJson.Write(json =>
    {
        json.WriteNumber("version", Version);
        json.WriteStartObject("lastSites");
        foreach (var (forest, site) in state.LastSites.OrderBy(last => last.Key, StringComparer.Ordinal))
        {
            json.WriteString(forest, site.Value);
        }

        json.WriteEndObject();
        json.WriteStartArray("entries");
        foreach (var entry in state.Entries)
        {
            json.WriteStartObject();
            json.WriteString("address", entry.Address.ToString());
            json.WriteString("forest", entry.Forest);
            json.WriteString("site", entry.Site?.Value);
            json.WriteString("url", entry.Url.AbsoluteUri);
            json.WriteString("dialect", entry.Dialect);
            json.WriteString("step", entry.Step.Word);
            json.WriteString("answered", entry.Answered);
            if (entry.RefreshAt is { } refresh)
            {
                json.WriteString("refreshAt", refresh);
            }
            else
            {
                json.WriteNull("refreshAt");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>Reads a state; when the whole is not ours, says why.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out LastKnownGoodState? state, [NotNullWhen(false)] out string? why)
    {
        (state, why) = (null, null);
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = 8 });
            if (document.RootElement is not { ValueKind: JsonValueKind.Object } root
                || !root.TryGetProperty("version", out var version) || !version.TryGetInt32(out var number) || number != Version
                || !root.TryGetProperty("entries", out var entries) || entries.ValueKind is not JsonValueKind.Array)
            {
                why = "it is not of this version";
                return false;
            }

            var read = LastKnownGoodState.Empty with { Entries = [.. entries.EnumerateArray().Select(EntryOf).OfType<LastKnownGoodEntry>().Take(LastKnownGoodState.MostEntries)] };
            state = read with { LastSites = read.LastSites.SetItems(LastSitesOf(root)) };
            return true;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            why = "it is not JSON of ours";
            return false;
        }
    }

    private static IEnumerable<KeyValuePair<string, SiteName>> LastSitesOf(JsonElement root)
    {
        var sites = root.TryGetProperty("lastSites", out var all) && all.ValueKind is JsonValueKind.Object ? all.EnumerateObject().ToArray() : [];
        return sites.Where(site => site.Value.ValueKind is JsonValueKind.String && site.Value.GetString() is not "")
            .Select(site => KeyValuePair.Create(site.Name, new SiteName(site.Value.GetString()!)));
    }

    private static LastKnownGoodEntry? EntryOf(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Object || !MailboxAddress.TryParse(Text(json, "address"), out var address)
            || Text(json, "forest") is not { } forest || Text(json, "dialect") is not { } dialect || Text(json, "step") is not { } word
            || Time(json, "answered") is not { } answered || !TryUrl(Text(json, "url"), out var url))
        {
            return null;
        }

        return Enum.GetValues<StepKind>().Where(step => step.Word == word).Select(step => new LastKnownGoodEntry
        {
            Address = address,
            Forest = forest,
            Site = Text(json, "site") is { Length: > 0 } site ? new SiteName(site) : null,
            Url = url,
            Dialect = dialect,
            Step = step,
            Answered = answered,
            RefreshAt = Time(json, "refreshAt"),
        }).FirstOrDefault();
    }

    private static bool TryUrl(string? text, [NotNullWhen(true)] out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url) && LastKnownGoodLesson.CanBeKept(url);

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String && value.TryGetDateTimeOffset(out var time) ? time : null;
}
