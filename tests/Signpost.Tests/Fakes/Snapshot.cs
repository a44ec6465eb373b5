using System.Runtime.CompilerServices;

namespace Signpost.Tests.Fakes;

/// <summary>Text that was looked at once and must not change unseen: kept in <c>Golden/</c> beside the test.</summary>
/// <remarks>With SIGNPOST_UPDATE_GOLDEN set to the folder of this project, what differs is written there; the next build embeds it.</remarks>
internal static class Snapshot
{
    /// <summary>Fails where the text is not that of <c>Golden/name.golden</c> in the folder of the test.</summary>
    public static void Matches(string name, string text, [CallerFilePath] string test = "")
    {
        var folder = Path.GetDirectoryName(test.Replace('\\', '/').Split("/Signpost.Tests/")[^1])!;
        var golden = $"{(folder is "" ? "" : $"{folder.Replace('/', '.')}.")}Golden.{name}.golden";
        var found = typeof(Snapshot).Assembly.GetManifestResourceNames()
            .SingleOrDefault(resource => resource.EndsWith($".Tests.{golden}", StringComparison.Ordinal));
        var expected = found is null ? null : Read(found);
        var actual = text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (expected != actual && Environment.GetEnvironmentVariable("SIGNPOST_UPDATE_GOLDEN") is { } project)
        {
            Update(Path.Combine(project, folder, "Golden", $"{name}.golden"), actual);
        }

        Assert.True(expected is not null, $"no Golden/{name}.golden is embedded; it would be:\n{actual}");
        Assert.Equal(expected, actual);
    }

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(Snapshot).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static void Update(string file, string text)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
