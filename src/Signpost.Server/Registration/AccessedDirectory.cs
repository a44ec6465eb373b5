using Signpost.Directory;
using Signpost.Discovery;

namespace Signpost.Server.Registration;

/// <summary>The directory of an opened forest, which is closed with it.</summary>
internal sealed class AccessedDirectory(ForestAccess access) : IWritableDirectory
{
    private readonly IWritableDirectory directory = access.Directory as IWritableDirectory ?? throw new ArgumentException($"{access.Directory.Source} can only be read", nameof(access));

    public string Source => directory.Source;

    public RootDse RootDse => directory.RootDse;

    public Task<SearchOutcome> SearchAsync(DirectorySearch search, CancellationToken cancellationToken) => directory.SearchAsync(search, cancellationToken);

    public Task<WriteOutcome> AddAsync(DirectoryEntry entry, CancellationToken cancellationToken) => directory.AddAsync(entry, cancellationToken);

    public Task<WriteOutcome> ModifyAsync(string distinguishedName, IEnumerable<AttributeChange> changes, CancellationToken cancellationToken) =>
        directory.ModifyAsync(distinguishedName, changes, cancellationToken);

    public Task<WriteOutcome> DeleteAsync(string distinguishedName, CancellationToken cancellationToken) => directory.DeleteAsync(distinguishedName, cancellationToken);

    public ValueTask DisposeAsync() => access.DisposeAsync();
}
