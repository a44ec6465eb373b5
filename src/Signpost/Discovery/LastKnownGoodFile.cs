using Signpost.Sites;
using Signpost.Tracing;

namespace Signpost.Discovery;

/// <summary>Remembers in a JSON file of its owner's alone. Several processes may use it at once; a broken file is kept as <c>.bad</c> and begun anew.</summary>
/// <param name="path">Where it is, or is to be.</param>
/// <param name="time">The clock, for the wait for another process; null is the system's.</param>
public sealed class LastKnownGoodFile(string path, TimeProvider? time = null) : ILastKnownGood
{
    private readonly OwnerFile file = new(path, time ?? TimeProvider.System);

    /// <summary>The file in the platform's state folder; null where this user has none.</summary>
    public static string? DefaultPath => PathIn(
        OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) : null,
        OperatingSystem.IsMacOS(), Environment.GetEnvironmentVariable("XDG_STATE_HOME"), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    /// <summary>Where it is.</summary>
    public string Path => file.Path;

    /// <inheritdoc/>
    public async Task<LastKnownGoodRecall> FindAsync(MailboxAddress address, string forest, CancellationToken cancellationToken)
    {
        try
        {
            var (state, fault) = await ReadAsync(cancellationToken);
            return state.Recall(address, forest) with { Finding = fault is null ? null : Broken(fault) };
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return LastKnownGoodState.Empty.Recall(address, forest) with { Finding = Unusable("read", failed) };
        }
    }

    /// <inheritdoc/>
    public Task<Finding?> RememberAsync(LastKnownGoodEntry entry, SiteName? learned, CancellationToken cancellationToken) =>
        ChangeAsync(state => state.With(entry, learned), cancellationToken);

    /// <inheritdoc/>
    public Task<Finding?> ForgetAsync(LastKnownGoodEntry entry, CancellationToken cancellationToken) =>
        ChangeAsync(state => state.Without(entry), cancellationToken);

    /// <summary>The path by the rules of each platform. A relative XDG_STATE_HOME is to be ignored (XDG Base Directory Specification).</summary>
    internal static string? PathIn(string? windowsLocal, bool isMac, string? xdgState, string home)
    {
        var folder = (windowsLocal, isMac) switch
        {
            ({ } local, _) => local is "" ? null : System.IO.Path.Combine(local, "Signpost"),
            _ when xdgState is not null && System.IO.Path.IsPathRooted(xdgState) => System.IO.Path.Combine(xdgState, "signpost"),
            _ when home is "" => null,
            (_, true) => System.IO.Path.Combine(home, "Library", "Application Support", "Signpost"),
            _ => System.IO.Path.Combine(home, ".local", "state", "signpost"),
        };
        return folder is null ? null : System.IO.Path.Combine(folder, "last-known-good.json");
    }

    private async Task<(LastKnownGoodState State, string? Fault)> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await file.ReadAsync(cancellationToken) is not { } bytes ? (LastKnownGoodState.Empty, null)
                : LastKnownGoodJson.TryRead(bytes, out var state, out var why) ? (state, null)
                : (LastKnownGoodState.Empty, why);
        }
        catch (InvalidDataException broken)
        {
            return (LastKnownGoodState.Empty, broken.Message);
        }
    }

    private async Task<Finding?> ChangeAsync(Func<LastKnownGoodState, LastKnownGoodState> change, CancellationToken cancellationToken)
    {
        try
        {
            using var held = await file.LockAsync(cancellationToken);
            var (state, fault) = await ReadAsync(cancellationToken);
            if (fault is not null)
            {
                file.PutAside();
            }

            await file.WriteAsync(LastKnownGoodJson.Write(change(state)), cancellationToken);
            return fault is null ? null : Broken(fault);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return Unusable("written", failed);
        }
    }

    private Finding Broken(string fault) => new(
        "last-known-good.broken", FindingSeverity.Warning, OneLine.Of(Path), $"it is not used: {fault}",
        $"Nothing to do: it is kept as {System.IO.Path.GetFileName(Path)}.bad when the next find is remembered in a new one");

    private Finding Unusable(string how, Exception failed) => new(
        "last-known-good.unusable", FindingSeverity.Warning, OneLine.Of(Path), OneLine.Of($"it can't be {how}: {failed.Message.TrimEnd('.')}"),
        "Make the file and its folder this user's own, or name another with --state, or none with --no-state");
}
