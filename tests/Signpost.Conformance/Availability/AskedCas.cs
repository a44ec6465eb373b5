namespace Signpost.Conformance.Availability;

/// <summary>A CAS in Paris with the calendars of <see cref="Diaries"/>, which each stranger is sent to once.</summary>
public abstract class AskedCas : IAsyncLifetime
{
    private readonly Dictionary<string, Lazy<Task<Answers>>> asked = [];
    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("signpost-asked-");
    private Task<IAsyncDisposable>? running;

    protected AskedCas()
    {
        string[] everybody = [Diaries.Anna, Diaries.Bjorn, Diaries.Carla];
        asked["exchangelib"] = new(() => Stranger.ExchangelibAsync(Diaries.Asked, Diaries.Anna, everybody));
        asked["exchangelib in New York"] = new(() => Stranger.ExchangelibAsync("America/New_York", Diaries.Asked, Diaries.Anna, everybody));
        asked["Evolution"] = new(() => Stranger.EvolutionAsync(Diaries.Asked, Diaries.Anna, everybody));
        asked["Signpost"] = new(() => Stranger.SignpostAsync(Diaries.Asked, Diaries.Anna, everybody));
        asked["DavMail"] = new(() => Stranger.DavMailAsync(Diaries.Asked, Diaries.Anna, everybody));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (running is { IsCompletedSuccessfully: true })
        {
            await (await running).DisposeAsync();
        }

        folder.Delete(recursive: true);
    }

    /// <summary>What a stranger was answered. The first question starts the CAS; the test is skipped where that can't be.</summary>
    internal async Task<Answers> AnsweredAsync(string stranger)
    {
        Lab.Require();
        RequireWhatItNeeds();
        await (running ??= StartAsync(folder.FullName));
        return await asked[stranger].Value;
    }

    /// <summary>Skips the test where something beside the lab is missing.</summary>
    protected virtual void RequireWhatItNeeds()
    {
    }

    /// <summary>Puts the calendars where they belong, in a folder that is empty, and starts the CAS.</summary>
    protected abstract Task<IAsyncDisposable> StartAsync(string folder);
}
