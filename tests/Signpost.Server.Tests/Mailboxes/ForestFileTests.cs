using Signpost.Server.Mailboxes;
using Signpost.Server.Tests.Conduct;

namespace Signpost.Server.Tests.Mailboxes;

public sealed class ForestFileTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.ldif");
    private readonly ManualTime time = new();
    private int taken;

    public void Dispose() => File.Delete(path);

    [Fact]
    public async Task A_file_that_is_being_written_is_taken_when_it_is_done()
    {
        var file = new ForestFile(path, time);
        Write("all of it");
        file.Mark();

        Write("");
        var begun = await LookAsync(file);
        Write("a half");
        var half = await LookAsync(file);
        Write("all of the new one");
        var whole = await LookAsync(file);
        var still = await LookAsync(file);

        Assert.Equal([0, 0, 0, 1], [begun, half, whole, still]);
    }

    [Fact]
    public async Task A_file_that_stays_as_it_is_is_not_taken_again()
    {
        var file = new ForestFile(path, time);
        Write("all of it");
        file.Mark();

        await LookAsync(file);

        Assert.Equal(0, await LookAsync(file));
    }

    private void Write(string text) => File.WriteAllText(path, text);

    private async Task<int> LookAsync(ForestFile file)
    {
        time.Pass(TimeSpan.FromSeconds(3));
        file.LookAgain(() =>
        {
            taken++;
            return Task.CompletedTask;
        });
        await file.EndAsync();
        return taken;
    }
}
