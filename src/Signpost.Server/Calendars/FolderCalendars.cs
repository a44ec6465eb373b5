using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Signpost.Server.Calendars.Reading;
using Signpost.Server.Conduct;
using Signpost.Server.Configuration;
using Signpost.Server.Hosting;
using Signpost.Server.Mailboxes;
using Signpost.Server.Operation;

namespace Signpost.Server.Calendars;

/// <summary>Calendars in a folder: ADDRESS.ics, files in a folder ADDRESS, or both. The address is the mailbox's primary one in lower case, or another if there is nothing of that.</summary>
/// <remarks>
/// Each time somebody asks, the files are looked at, and read when their time or size is another than before.
/// 1. What was written less than a second before it was read may be written again without looking different: it is read again the next time, and is the same object if it says the same.
/// 2. If such a file does not end as a calendar does, it is being written: what was there before counts until it does, or is older.
/// </remarks>
internal sealed class FolderCalendars(string folder, LoggedNames names, ILogger logger, TimeProvider time) : ICalendarStore
{
    private const long MostRemembered = 256L * 1024 * 1024;
    private const long MostOfOne = 64L * 1024 * 1024;
    private const int MostTold = 10_000;

    // What one file weighs beside its bytes.
    private const int FileWeight = 400;

    private static readonly TimeSpan Young = TimeSpan.FromSeconds(1);

    private readonly WeightedStore<string, Kept> files = new(MostRemembered, StringComparer.Ordinal);
    private readonly BoundedStore<string, string> told = new(MostTold, StringComparer.Ordinal);

    /// <inheritdoc/>
    public ImmutableArray<HealthCheck> HealthChecks => [new HealthCheck("calendars", _ => ValueTask.FromResult(Look())) { IsVital = false }];

    /// <inheritdoc/>
    public async ValueTask<StoredCalendar> ReadAsync(Mailbox mailbox, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mailbox);
        var path = folder;
        try
        {
            foreach (var name in mailbox.Addresses.Prepend(mailbox.PrimaryAddress).Select(CalendarFile.NameOf).OfType<string>().Distinct(StringComparer.Ordinal))
            {
                path = Path.Combine(folder, name);
                if (CalendarFile.Of(folder, name) is not { } found)
                {
                    continue;
                }

                // What is gone when it is opened may have been taken away, or be a link to nothing: then it is gone the second time as well.
                return await ReadAsync(found, cancellationToken)
                    ?? (CalendarFile.Of(folder, name) is not { } again ? StoredCalendar.None.It
                        : await ReadAsync(again, cancellationToken) ?? Failed(path, new FileNotFoundException(), isAway: false));
            }

            // Nothing is seen of a folder that may not be entered, or is not mounted: asking for a file tells these apart from one that has none.
            File.GetAttributes(path);
            return StoredCalendar.None.It;
        }
        catch (FileNotFoundException)
        {
            return StoredCalendar.None.It;
        }
        catch (DirectoryNotFoundException e)
        {
            return Failed(path, e, isAway: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Failed(path, e, isAway: false);
        }
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<CheckLine>> CheckAsync(CancellationToken cancellationToken) => new FolderCheck(folder).RunAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Null where a file is gone meanwhile.
    private async ValueTask<StoredCalendar?> ReadAsync(List<CalendarFile> found, CancellationToken cancellationToken)
    {
        if (found.Sum(file => file.Size) > MostOfOne)
        {
            return new StoredCalendar.Failed(string.Create(CultureInfo.InvariantCulture, $"its calendar has more than {MostOfOne / 1024 / 1024} MiB"));
        }

        var objects = ImmutableArray.CreateBuilder<CalendarObject>(found.Count);
        foreach (var file in found)
        {
            try
            {
                objects.Add(await ReadAsync(file, cancellationToken));
                told.Remove(file.Path);
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                files.Remove(file.Path);
                return null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return Failed(file.Path, e, isAway: false);
            }
        }

        return new StoredCalendar.Known(objects.DrainToImmutable());
    }

    private async ValueTask<CalendarObject> ReadAsync(CalendarFile file, CancellationToken cancellationToken)
    {
        var isKept = files.TryGet(file.Path, out var kept);
        if (isKept && kept!.IsSettled && kept.Written == file.Written && kept.Size == file.Size)
        {
            return kept.Object;
        }

        var isYoung = (time.GetUtcNow().UtcDateTime - file.Written).Duration() < Young;
        var text = await BytesAsync(file.Path, cancellationToken);
        if (isYoung && !IsComplete(text))
        {
            return isKept ? kept!.Object : new CalendarObject(file.Name, text);
        }

        var known = isKept && kept!.Object.Text.Span.SequenceEqual(text) ? kept.Object : new CalendarObject(file.Name, text);
        files.Put(file.Path, new Kept(file.Written, file.Size, known, IsSettled: !isYoung && file.Size == text.Length), FileWeight + text.Length);
        return known;
    }

    // One byte more than is read at most tells that there is more.
    private static async Task<byte[]> BytesAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        var bytes = new byte[Math.Clamp(stream.Length, 0, ObjectReader.MostBytes) + 1];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return length == bytes.Length ? bytes : bytes[..length];
    }

    private static bool IsComplete(ReadOnlySpan<byte> text)
    {
        var end = text.TrimEnd("\r\n\t "u8);
        return end.Length >= "END:VCALENDAR".Length && Ascii.EqualsIgnoreCase(end[^"END:VCALENDAR".Length..], "END:VCALENDAR"u8);
    }

    private StoredCalendar.Failed Failed(string path, Exception e, bool isAway)
    {
        // The platform's own words have the path in them.
        var why = e switch
        {
            UnauthorizedAccessException => "it may not be read",
            DirectoryNotFoundException => "its folder is not there",
            _ when e.HResult == 0 || !e.Message.Contains(folder, StringComparison.Ordinal) => FileWords.Of(e),
            _ => "the platform can't read it",
        };
        if (!told.TryGet(path, out var before) || before != why)
        {
            told.Put(path, why);
            CalendarLog.Unreadable(logger, names.OfPath(path), why);
        }

        return new StoredCalendar.Failed(isAway ? "the folder of the calendars is not there" : "its calendar can't be read from its file") { IsAway = isAway };
    }

    private HealthResult Look()
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFileSystemInfos().Any() ? HealthResult.Good($"{folder} can be read") : HealthResult.Good($"{folder} is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return HealthResult.Bad($"{folder}: {(e is UnauthorizedAccessException ? "it may not be read" : e is DirectoryNotFoundException ? "there is no such folder" : FileWords.Of(e))}");
        }
    }

    private sealed record Kept(DateTime Written, long Size, CalendarObject Object, bool IsSettled);
}
