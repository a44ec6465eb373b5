namespace Signpost.Availability;

/// <summary>Words of suggestions.</summary>
internal static class SuggestionWords
{
    /// <summary>A quality; null where the word is not known.</summary>
    public static SuggestionQuality? Quality(string text) =>
        Enum.GetValues<SuggestionQuality>().Cast<SuggestionQuality?>().FirstOrDefault(quality => quality.ToString() == text);
}
