using System.Diagnostics;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Dns;

namespace Signpost.Server.Registration;

/// <summary>Opens the directory of a forest for one change after the other: what a <see cref="ScpKeeper"/> wants.</summary>
public static class ForestOpener
{
    /// <summary>Finds and opens the directory each time it is called; what it opens, its user closes.</summary>
    /// <param name="options">Which directory, and who logs on.</param>
    /// <param name="resolver">Where names are looked up; null is the network.</param>
    /// <param name="time">The clock.</param>
    public static Func<CancellationToken, Task<OpenOutcome>> Of(DiscoveryOptions options, IServiceResolver? resolver, TimeProvider time) =>
        async cancellationToken => await ForestAccess.OpenAsync(options, resolver, time, cancellationToken) switch
        {
            ForestAccessOutcome.Opened { Access.Directory: IWritableDirectory directory } opened => new OpenOutcome.Opened(new Accessed(opened.Access, directory)),
            ForestAccessOutcome.Opened { Access: var access } => await ReadOnlyAsync(access),
            ForestAccessOutcome.Failed { Failure: var failure } => new OpenOutcome.Failed(failure),
            _ => throw new UnreachableException(),
        };

    private static async Task<OpenOutcome> ReadOnlyAsync(ForestAccess access)
    {
        await access.DisposeAsync();
        return new OpenOutcome.Failed(new DirectoryFailure.Unreachable(access.Directory.Source, "a forest in a file can't be changed"));
    }

    /// <summary>A directory that closes all that was opened to reach it.</summary>
    private sealed class Accessed(ForestAccess access, IWritableDirectory directory) : IWritableDirectory
    {
        public string Source => directory.Source;

        public RootDse RootDse => directory.RootDse;

        public Task<SearchOutcome> SearchAsync(DirectorySearch search, CancellationToken cancellationToken) => directory.SearchAsync(search, cancellationToken);

        public Task<WriteOutcome> AddAsync(DirectoryEntry entry, CancellationToken cancellationToken) => directory.AddAsync(entry, cancellationToken);

        public Task<WriteOutcome> ModifyAsync(string distinguishedName, IEnumerable<AttributeChange> changes, CancellationToken cancellationToken) =>
            directory.ModifyAsync(distinguishedName, changes, cancellationToken);

        public Task<WriteOutcome> DeleteAsync(string distinguishedName, CancellationToken cancellationToken) => directory.DeleteAsync(distinguishedName, cancellationToken);

        public ValueTask DisposeAsync() => access.DisposeAsync();
    }
}
