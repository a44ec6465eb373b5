namespace Signpost.Conformance.Availability;

/// <summary>A CAS that serves EWS, for whoever knocks.</summary>
public sealed class EwsDoor : IAsyncLifetime
{
    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("signpost-door-");
    private IAsyncDisposable? running;

    public async ValueTask InitializeAsync()
    {
        if (Lab.IsThere)
        {
            FolderCas.Write(folder.FullName, Diaries.Carla, Diaries.All[Diaries.Carla]);
            running = await Lab.ServeAsync("cas1", $"Calendars__Folder={folder}", "Calendars__TimeZone=Europe/Paris", "Calendars__ForOthers=details");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (running is not null)
        {
            await running.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }
}
