using System.Collections.Immutable;

namespace Signpost.Directory;

/// <summary>A directory that can be asked: a domain controller, or a forest in a file.</summary>
public interface IDirectory : IAsyncDisposable
{
    /// <summary>Where the answers come from, for people: <c>ldap://dc1.example.org</c> or <c>forest.ldif</c>.</summary>
    string Source { get; }

    /// <summary>The naming contexts of the directory (RFC 4512 section 5.1).</summary>
    RootDse RootDse { get; }

    /// <summary>All entries that a search finds, in the directory's own order; referrals are counted, never followed.</summary>
    /// <param name="search">What to look for, and where.</param>
    /// <param name="cancellationToken">Calls the search off.</param>
    Task<SearchOutcome> SearchAsync(DirectorySearch search, CancellationToken cancellationToken);
}

/// <summary>How far below its base a search reaches (RFC 4511 section 4.5.1.2).</summary>
public enum SearchScope
{
    /// <summary>The base object alone.</summary>
    Base,

    /// <summary>The objects right below the base, without it.</summary>
    OneLevel,

    /// <summary>The base and everything below it.</summary>
    Subtree,
}

/// <summary>A search (RFC 4511 section 4.5.1).</summary>
/// <param name="BaseDn">Where to start.</param>
/// <param name="Scope">How far to go.</param>
/// <param name="Filter">Which entries count.</param>
/// <param name="Attributes">Which attributes to bring; empty means all.</param>
public sealed record DirectorySearch(string BaseDn, SearchScope Scope, LdapFilter Filter, ImmutableArray<string> Attributes)
{
    /// <summary>How many entries are enough: when so many are there, no more are asked for. At least 1; usually there is no end.</summary>
    public int Most
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    } = int.MaxValue;
}

/// <summary>What came of a search.</summary>
public abstract record SearchOutcome
{
    private SearchOutcome()
    {
    }

    /// <summary>The entries found, perhaps none.</summary>
    /// <param name="Entries">In the directory's own order, which is nobody's; no more than are enough.</param>
    /// <param name="References">How many referrals came along.</param>
    public sealed record Completed(ImmutableArray<DirectoryEntry> Entries, int References) : SearchOutcome;

    /// <summary>The search failed.</summary>
    public sealed record Failed(DirectoryFailure Failure) : SearchOutcome;
}
