namespace Signpost.Directory;

/// <summary>A directory that can be changed as well. What the directory refuses is an outcome.</summary>
public interface IWritableDirectory : IDirectory
{
    /// <summary>Adds an object (RFC 4511 section 4.7).</summary>
    Task<WriteOutcome> AddAsync(DirectoryEntry entry, CancellationToken cancellationToken);

    /// <summary>Changes an object (RFC 4511 section 4.6).</summary>
    Task<WriteOutcome> ModifyAsync(string distinguishedName, IEnumerable<AttributeChange> changes, CancellationToken cancellationToken);

    /// <summary>Deletes an object that has none below it (RFC 4511 section 4.8).</summary>
    Task<WriteOutcome> DeleteAsync(string distinguishedName, CancellationToken cancellationToken);
}
