using System.Collections.Immutable;
using System.Text;

namespace Signpost.Directory;

/// <summary>A forest exported to LDIF (RFC 2849): searched as a domain controller would be, without one.</summary>
public sealed class LdifDirectory : IDirectory
{
    private readonly LdifTree tree;

    private LdifDirectory(LdifTree tree, string source) => (this.tree, Source, RootDse) = (tree, source, LdifRootDse.Of(tree));

    /// <inheritdoc/>
    public string Source { get; }

    /// <inheritdoc/>
    public RootDse RootDse { get; }

    /// <summary>Reads a file. A file that can't be read, or is no LDIF, is a <see cref="DirectoryFailure.BadFile"/> with its line.</summary>
    public static OpenOutcome Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Read(() => LdifBytes.Load(path), path);
    }

    /// <summary>Reads LDIF text.</summary>
    /// <param name="ldif">The text.</param>
    /// <param name="source">Where it is from, for reports.</param>
    public static OpenOutcome Parse(string ldif, string source)
    {
        ArgumentNullException.ThrowIfNull(ldif);
        return Parse(Encoding.UTF8.GetBytes(ldif), source);
    }

    /// <summary>Reads LDIF as it lies in a file.</summary>
    internal static OpenOutcome Parse(byte[] ldif, string source) => Read(() => ldif, source);

    /// <inheritdoc/>
    public Task<SearchOutcome> SearchAsync(DirectorySearch search, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(search);
        if (!DistinguishedName.TryParse(search.BaseDn, out var start))
        {
            return Refused(LdapResult.InvalidDnSyntax, search.BaseDn);
        }

        if (!tree.Knows(start))
        {
            return Refused(LdapResult.NoSuchObject, search.BaseDn);
        }

        var found = ImmutableArray.CreateBuilder<DirectoryEntry>();
        foreach (var entry in tree.In(start, search.Scope))
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return Task.FromCanceled<SearchOutcome>(cancellationToken);
            }

            if (LdapFilterMatch.Of(search.Filter, entry) is true)
            {
                found.Add(entry.Project(search.Attributes));
                if (found.Count >= search.Most)
                {
                    break;
                }
            }
        }

        return Task.FromResult<SearchOutcome>(new SearchOutcome.Completed(found.ToImmutable(), 0));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<SearchOutcome> Refused(int code, string dn) =>
        Task.FromResult<SearchOutcome>(new SearchOutcome.Failed(new DirectoryFailure.Refused(Source, code, OneLine.Of(dn))));

    private static OpenOutcome Read(Func<byte[]> load, string source)
    {
        try
        {
            var tree = LdifReader.Read(LdifBytes.AsText(load()));
            return tree.Count > 0
                ? new OpenOutcome.Opened(new LdifDirectory(tree, source))
                : new OpenOutcome.Failed(new DirectoryFailure.BadFile(source, 0, "it holds no object"));
        }
        catch (LdifFormatException bad)
        {
            return new OpenOutcome.Failed(new DirectoryFailure.BadFile(source, bad.Line, bad.Message));
        }
    }
}
