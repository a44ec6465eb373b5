using System.Text.RegularExpressions;

namespace Signpost.Server.Tests.Endpoints;

/// <summary>What <c>docs/clients.md</c> says is served is served.</summary>
public sealed partial class ClientsPageTests
{
    [Fact]
    public async Task Every_path_of_the_page_is_answered()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository(), "docs", "clients.md"), TestContext.Current.CancellationToken);
        var paths = page.Split('\n').Where(line => line.StartsWith("| `/", StringComparison.Ordinal)).SelectMany(line => PathIn().Matches(line.Split('|')[1])).Select(match => match.Groups[1].Value).ToArray();

        Assert.Equal(9, paths.Length);
        foreach (var path in paths)
        {
            var answer = await new Contoso { Services = ServiceSets.Everything }.GetAsync(path.Replace("ADDRESS", "ann@contoso.test", StringComparison.Ordinal));
            Assert.NotEqual($"{path}: 404", $"{path}: {answer.StatusCode}");
        }
    }

    [GeneratedRegex("`(/[^`]*)`")]
    private static partial Regex PathIn();

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Signpost.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests do not run inside the repository");
        }

        return folder;
    }
}
