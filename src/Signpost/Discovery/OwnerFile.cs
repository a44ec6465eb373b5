namespace Signpost.Discovery;

/// <summary>A small file that is its owner's alone, always whole, with one writer at a time. It throws as a file system does.</summary>
/// <remarks>
/// 1. Who changes it holds the lock file beside it; it stays, since removing it could give the lock to two.
/// 2. What is written is written beside it and renamed: a reader, or a crash, sees the old file or the new one.
/// 3. The folder, where we make it, is 0700, each file 0600. A file that others may write, or put there, is not believed: it could name a host for our password.
/// </remarks>
internal sealed class OwnerFile(string path, TimeProvider time)
{
    private const int Longest = 1 << 20;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(10);

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>What is in it; null where there is no file.</summary>
    /// <exception cref="InvalidDataException">It is nothing to rely on.</exception>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            CheckFolder();
            await using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 4096, useAsync: true);
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) is not 0)
            {
                throw new InvalidDataException("others may write it");
            }

            var bytes = new byte[Longest + 1];
            var length = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            return length <= Longest ? bytes.AsMemory(0, length) : throw new InvalidDataException("it is larger than 1 MiB");
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Lets nobody else change it until the result is disposed.</summary>
    public async Task<IDisposable> LockAsync(CancellationToken cancellationToken)
    {
        MakeFolder();
        CheckFolder();
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream($"{Path}.lock", Options(FileMode.OpenOrCreate));
            }
            catch (IOException busy) when (IsLocked(busy) && time.GetElapsedTime(began) < LockPatience)
            {
                await Task.Delay(LockPause, time, cancellationToken);
            }
        }
    }

    /// <summary>Replaces it; to be called with the lock held.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var fresh = $"{Path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await using (var file = new FileStream(fresh, Options(FileMode.CreateNew)))
            {
                await file.WriteAsync(bytes, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(fresh, Path, overwrite: true);
        }
        finally
        {
            File.Delete(fresh);
        }
    }

    /// <summary>Keeps what is in it under another name, out of the way; to be called with the lock held.</summary>
    public void PutAside() => File.Move(Path, $"{Path}.bad", overwrite: true);

    // ERROR_SHARING_VIOLATION, and EWOULDBLOCK as Linux and macOS number it. A file system that is read-only will not be another one in two seconds.
    private static bool IsLocked(IOException failed) => failed.HResult is unchecked((int)0x80070020) or 11 or 35;

    private void MakeFolder()
    {
        var folder = System.IO.Path.GetDirectoryName(Path)!;
        if (OperatingSystem.IsWindows())
        {
            System.IO.Directory.CreateDirectory(folder);
        }
        else
        {
            System.IO.Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    private void CheckFolder()
    {
        var folder = System.IO.Path.GetDirectoryName(Path)!;
        if (!OperatingSystem.IsWindows() && System.IO.Directory.Exists(folder)
            && (File.GetUnixFileMode(folder) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) is not 0)
        {
            throw new UnauthorizedAccessException("others may write its folder");
        }
    }

    private static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }
}
