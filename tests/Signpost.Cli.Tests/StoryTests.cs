namespace Signpost.Cli.Tests;

public sealed class StoryTests
{
    public static TheoryData<string> Written => [.. System.IO.Directory.GetFiles(Story.Folder, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    [Theory]
    [MemberData(nameof(Written))]
    public async Task A_story_goes_as_it_is_written(string name)
    {
        var written = await File.ReadAllTextAsync(Path.Combine(Story.Folder, $"{name}.txt"), TestContext.Current.CancellationToken);

        var told = await Story.TellAsync(written, written.ReplaceLineEndings("\n"), TestContext.Current.CancellationToken);

        if (Environment.GetEnvironmentVariable("SIGNPOST_WRITE_STORIES") is { Length: > 0 } folder)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.txt"), told, TestContext.Current.CancellationToken);
        }

        Assert.Equal(written.ReplaceLineEndings("\n"), told);
    }
}
