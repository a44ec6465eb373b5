namespace Signpost.Server.Calendars;

/// <summary>A file of a folder of calendars, as it lies there now.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">The same, within the folder.</param>
/// <param name="Written">When it was written last.</param>
/// <param name="Size">How many bytes it has.</param>
internal readonly record struct CalendarFile(string Path, string Name, DateTime Written, long Size)
{
    private const int MostInFolder = 10_000;

    private static readonly EnumerationOptions Here = new() { AttributesToSkip = FileAttributes.Hidden, IgnoreInaccessible = false };

    /// <summary>What an address is called there, before .ics; null where that would be something else than a file of this folder.</summary>
    public static string? NameOf(MailboxAddress address)
    {
        // An address may hold what is a path to the platform; a hidden file is nobody's.
        var name = address.ToString().ToLowerInvariant();
        return name.StartsWith('.') || name.AsSpan().ContainsAny('/', '\\', ':') || name.Any(char.IsControl) ? null : name;
    }

    /// <summary>The files of a name: its own, and those in the folder of that name. Null where there is neither.</summary>
    /// <exception cref="IOException">They can't be looked at, or are too many.</exception>
    /// <exception cref="UnauthorizedAccessException">They may not be looked at.</exception>
    public static List<CalendarFile>? Of(string folder, string name)
    {
        var (file, inner) = (new FileInfo(System.IO.Path.Combine(folder, $"{name}.ics")), new DirectoryInfo(System.IO.Path.Combine(folder, name)));
        if (!file.Exists && !inner.Exists)
        {
            return null;
        }

        var found = new List<CalendarFile>();
        if (file.Exists)
        {
            found.Add(As(file, file.Name));
        }

        if (inner.Exists)
        {
            foreach (var one in inner.EnumerateFiles("*", Here))
            {
                if (one.Name.EndsWith(".ics", StringComparison.OrdinalIgnoreCase))
                {
                    found.Add(As(one, $"{inner.Name}/{one.Name}"));
                }

                if (found.Count > MostInFolder)
                {
                    throw new IOException("the folder has too many files");
                }
            }

            found.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        }

        return found;
    }

    // A link tells its own time; what counts is that of the file.
    private static CalendarFile As(FileInfo file, string name)
    {
        var target = file.Attributes.HasFlag(FileAttributes.ReparsePoint) && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } other ? other : file;
        return new CalendarFile(file.FullName, name, target.LastWriteTimeUtc, target.Length);
    }
}
