namespace Signpost.Server.Mailboxes;

/// <summary>The file a forest was read from: whether it has changed since, looked at every few seconds while somebody asks.</summary>
/// <remarks>A file that is being written is a forest too, with half of its objects: it is taken when it has not changed from one look to the next.</remarks>
internal sealed class ForestFile(string path, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private (DateTime Written, long Size) read;
    private (DateTime Written, long Size) seen;
    private long lookedAt;
    private Task reading = Task.CompletedTask;

    /// <summary>The file is read now, as it is.</summary>
    public void Mark()
    {
        lock (gate)
        {
            (read, lookedAt) = (Look(), time.GetTimestamp());
        }
    }

    /// <summary>Starts <paramref name="adoptAsync"/> when the file is another than the one that was read, and is not being read already.</summary>
    public void LookAgain(Func<Task> adoptAsync)
    {
        lock (gate)
        {
            if (time.GetElapsedTime(lookedAt) < Pause || !reading.IsCompleted)
            {
                return;
            }

            lookedAt = time.GetTimestamp();
            var before = seen;
            seen = Look();
            if (seen == read || seen != before)
            {
                return;
            }

            // Not by whoever looked, and not within this lock.
            reading = Task.Run(adoptAsync);
        }
    }

    /// <summary>Waits until nothing is being read.</summary>
    public Task EndAsync()
    {
        lock (gate)
        {
            return reading;
        }
    }

    private (DateTime Written, long Size) Look()
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
        }
        catch (IOException)
        {
            return default;     // as if it were gone: what was read stays
        }
    }
}
