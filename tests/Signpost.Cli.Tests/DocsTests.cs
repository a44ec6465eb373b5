using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Signpost.Doctor;
using Signpost.Tracing;

namespace Signpost.Cli.Tests;

/// <summary>What the documents say of the command line is what it does.</summary>
public sealed partial class DocsTests
{
    private static readonly string[] Commands = ["signpost", "find", "plan", "doctor", "scp", "scp plan", "scp publish", "scp verify", "scp retract", "site", "settings", "federation", "freebusy", "oof", "serve", "completion"];

    [Fact]
    public async Task The_reference_is_the_usage_of_every_command()
    {
        var expected = "# The command line\n\nWritten by a test from what `--help` prints; do not edit.\n"
            + string.Concat(Commands.Select(command => $"\n```\n{Usage.Of(command)}\n```\n"));
        var path = Path.Combine(Repository(), "docs", "cli.md");

        if (Environment.GetEnvironmentVariable("SIGNPOST_WRITE_STORIES") is { Length: > 0 })
        {
            await File.WriteAllTextAsync(path, expected, TestContext.Current.CancellationToken);
        }

        Assert.Equal(expected, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_page_of_findings_is_the_catalogue()
    {
        var expected = new StringBuilder("# Findings\n\nWhat `signpost doctor` and `signpost find` can say is wrong. Written by a test from the catalogue; do not edit.\n");
        foreach (var area in FindingCatalogue.All.GroupBy(entry => entry.Area))
        {
            expected.Append(CultureInfo.InvariantCulture, $"\n## {area.Key}\n\n| code | | what is so | what clients do | what to do |\n| --- | --- | --- | --- | --- |\n");
            foreach (var entry in area)
            {
                expected.Append(CultureInfo.InvariantCulture, $"| `{entry.Code}` | {entry.Severity.Word} | {entry.Meaning} | {entry.Consequence} | {entry.Remedy} |\n");
            }
        }

        var path = Path.Combine(Repository(), "docs", "findings.md");
        if (Environment.GetEnvironmentVariable("SIGNPOST_WRITE_STORIES") is { Length: > 0 })
        {
            await File.WriteAllTextAsync(path, expected.ToString(), TestContext.Current.CancellationToken);
        }

        Assert.Equal(expected.ToString(), await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("find")]
    [InlineData("freebusy")]
    public async Task The_transcripts_in_the_readme_are_what_the_demo_prints(string command)
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository(), "README.md"), TestContext.Current.CancellationToken);
        var transcript = Transcript().Matches(readme).Select(match => match.Groups[1].Value).Single(text => text.StartsWith($"$ signpost {command} ", StringComparison.Ordinal));

        var expected = Story.WithoutTimes(transcript);

        Assert.Equal(expected, await Story.TellAsync(transcript, expected, TestContext.Current.CancellationToken));
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Signpost.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests do not run inside the repository");
        }

        return folder;
    }

    [GeneratedRegex(@"```\n(\$ signpost [a-z]+ [^\n]* --demo[^\n]*\n.*?)```", RegexOptions.Singleline)]
    private static partial Regex Transcript();
}
