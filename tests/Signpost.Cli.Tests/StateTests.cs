using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Signpost.Cli.Tests;

/// <summary>What <c>find</c> remembers from one command to the next.</summary>
public sealed class StateTests : IDisposable
{
    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("signpost-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string State => Path.Combine(folder, "known.json");

    /// <summary>No command of these tests looks into the home of whoever runs them.</summary>
    [ModuleInitializer]
    internal static void LeaveTheHomeAlone() =>
        Environment.SetEnvironmentVariable("XDG_STATE_HOME", Path.Combine(Path.GetTempPath(), $"signpost-{Guid.NewGuid():N}"));

    public void Dispose() => System.IO.Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_second_find_asks_the_endpoint_of_the_first_and_the_plan_shows_it()
    {
        await RunAsync("find", "ann@contoso.test", "--demo", "--site", "Oslo", "--state", State);

        var second = await JsonAsync("find", "ann@contoso.test", "--demo", "--site", "Oslo", "--state", State);
        var plan = await RunAsync("plan", "ann@contoso.test", "--demo", "--site", "Oslo", "--state", State);

        Assert.Equal("last-known-good", (string?)second["found"]!["step"]);
        Assert.Equal("https://cas4.contoso.test/autodiscover/autodiscover.xml", (string?)second["found"]!["url"]);
        Assert.Equal("inside", (string?)second["found"]!["vantage"]);
        Assert.Contains("   1  last known good       https://cas4.contoso.test/autodiscover/autodiscover.xml", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_site_is_not_given_it()
    {
        await RunAsync("find", "ann@contoso.test", "--demo", "--site", "Oslo", "--state", State);

        var found = (await JsonAsync("find", "ann@contoso.test", "--demo", "--site", "Paris", "--state", State))["found"]!;

        Assert.Equal("scp", (string?)found["step"]);
        Assert.NotEqual("https://cas4.contoso.test/autodiscover/autodiscover.xml", (string?)found["url"]);
    }

    [Fact]
    public async Task No_password_is_in_the_file()
    {
        await RunAsync("find", "ann@contoso.test", "--demo", "--site", "Oslo", "--state", State);

        var text = await File.ReadAllTextAsync(State, Cancelled);

        Assert.DoesNotContain("demo\"", text.Replace("demo.ldif", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("\"address\": \"ann@contoso.test\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--no-state")]
    [InlineData("--demo")]
    public async Task Nothing_is_remembered_where_it_is_not_wanted_and_never_of_the_demo(string option)
    {
        var printed = await RunAsync("find", "ann@contoso.test", "--demo", "--site", "Oslo", option);

        Assert.DoesNotContain("last known good", printed, StringComparison.Ordinal);
        Assert.False(System.IO.Directory.Exists(Environment.GetEnvironmentVariable("XDG_STATE_HOME")));
    }

    private static Task<string> RunAsync(params string[] args) => Story.RunAsync(args, Cancelled);

    private static async Task<JsonNode> JsonAsync(params string[] args) =>
        JsonNode.Parse((await RunAsync([.. args, "--json"])).Replace('…', '0'))!;
}
