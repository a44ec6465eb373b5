namespace Signpost.Conformance.Availability;

/// <summary>Calendars in a folder: one as a file, one as a folder of files, one as both.</summary>
public sealed class FolderCas : AskedCas
{
    /// <summary>Writes a calendar as one file.</summary>
    internal static void Write(string folder, string address, params IEnumerable<CalendarEntry> entries) =>
        File.WriteAllText(Path.Combine(folder, $"{address}.ics"), CalendarEntry.Object(entries));

    protected override async Task<IAsyncDisposable> StartAsync(string folder)
    {
        Write(folder, Diaries.Bjorn, Diaries.All[Diaries.Bjorn]);
        Write(folder, Diaries.Carla, Diaries.All[Diaries.Carla][..5]);
        WriteEach(folder, Diaries.Carla, Diaries.All[Diaries.Carla][5..]);
        WriteEach(folder, Diaries.Anna, Diaries.All[Diaries.Anna]);
        return await Lab.ServeAsync("cas1", $"Calendars__Folder={folder}", "Calendars__TimeZone=Europe/Paris");
    }

    private static void WriteEach(string folder, string address, IEnumerable<CalendarEntry> entries)
    {
        var below = System.IO.Directory.CreateDirectory(Path.Combine(folder, address)).FullName;
        foreach (var entry in entries)
        {
            Write(below, entry.Id, entry);
        }
    }
}
