using System.Text.RegularExpressions;
using Signpost.Doctor;

namespace Signpost.Tests.Doctor;

/// <summary>The catalogue has what the code can say, and nothing else.</summary>
public sealed partial class CatalogueTests
{
    [Fact]
    public void Every_code_in_the_source_is_in_the_catalogue_and_every_entry_is_said_somewhere()
    {
        var source = System.IO.Directory.GetFiles(Path.Combine(Repository(), "src", "Signpost"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith("FindingCatalogue.cs", StringComparison.Ordinal) && !IsElsewhere(file, "obj") && !IsElsewhere(file, "Diagnostics"))
            .Select(File.ReadAllText).Where(text => text.Contains("Finding", StringComparison.Ordinal)).ToArray();
        Assert.All(source.SelectMany(text => Noted().Matches(text).Select(match => match.Groups[1].Value)), code => Assert.NotNull(FindingCatalogue.Of(code)));
        var said = source.SelectMany(text => Code().Matches(text).Select(match => match.Groups[1].Value)).Where(IsOfAnArea).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(FindingCatalogue.All.Select(entry => entry.Code), said);
    }

    [Fact]
    public void Codes_are_unique_and_every_entry_is_made_of_sentences()
    {
        Assert.Equal(FindingCatalogue.All.Length, FindingCatalogue.All.Select(entry => entry.Code).Distinct().Count());
        Assert.All(FindingCatalogue.All, entry => Assert.All(
            [entry.Meaning, entry.Consequence, entry.Remedy], sentence => Assert.True(sentence.EndsWith('.') && (char.IsUpper(sentence[0]) || sentence.StartsWith("autodiscover", StringComparison.Ordinal) || sentence.StartsWith("exchangelib", StringComparison.Ordinal)), sentence)));
    }

    private static bool IsElsewhere(string file, string folder) => file.Contains($"{Path.DirectorySeparatorChar}{folder}{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    // A file's name is not a code.
    private static bool IsOfAnArea(string code) => !code.EndsWith(".json", StringComparison.Ordinal) && FindingCatalogue.All.Any(entry => code.StartsWith($"{entry.Area}.", StringComparison.Ordinal));

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Signpost.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests do not run inside the repository");
        }

        return folder;
    }

    [GeneratedRegex("\"([a-z-]+\\.[a-z0-9-]+)\",\\s*(?:FindingSeverity\\.|severity)")]
    private static partial Regex Noted();

    [GeneratedRegex("\"([a-z]+(?:-[a-z]+)*\\.[a-z0-9]+(?:-[a-z0-9]+)*)\"")]
    private static partial Regex Code();
}
