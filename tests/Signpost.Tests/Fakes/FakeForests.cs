using Signpost.Directory;

namespace Signpost.Tests.Fakes;

/// <summary>Directories on servers, from LDIF text; a server that is not named is down. Notes who was asked and who was closed.</summary>
internal sealed class FakeForests
{
    private readonly Dictionary<string, string> forests = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The servers that were opened, or tried, in this order.</summary>
    public List<LdapServer> Asked { get; } = [];

    /// <summary>How many directories are open.</summary>
    public int Open { get; private set; }

    /// <summary>The most directories that were open at a time.</summary>
    public int MostOpen { get; private set; }

    public FakeForests Server(string host, string ldif)
    {
        forests[host] = ldif;
        return this;
    }

    public Task<OpenOutcome> OpenAsync(LdapServer server, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Asked.Add(server);
        if (!forests.TryGetValue(server.Host, out var ldif))
        {
            return Task.FromResult<OpenOutcome>(new OpenOutcome.Failed(new DirectoryFailure.Unreachable(server.ToString(), "connection refused")));
        }

        if (LdifDirectory.Parse(ldif, server.ToString()) is not OpenOutcome.Opened { Directory: var directory } opening)
        {
            throw new ArgumentException($"the forest of {server.Host} is no LDIF");
        }

        MostOpen = Math.Max(MostOpen, ++Open);
        return Task.FromResult<OpenOutcome>(opening with { Directory = new Counted(directory, () => Open--) });
    }

    private sealed class Counted(IDirectory inner, Action closed) : IDirectory
    {
        private bool isClosed;

        public string Source => inner.Source;

        public RootDse RootDse => inner.RootDse;

        public Task<SearchOutcome> SearchAsync(DirectorySearch search, CancellationToken cancellationToken) =>
            isClosed ? throw new ObjectDisposedException(Source) : inner.SearchAsync(search, cancellationToken);

        public ValueTask DisposeAsync()
        {
            if (!isClosed)
            {
                isClosed = true;
                closed();
            }

            return inner.DisposeAsync();
        }
    }
}
