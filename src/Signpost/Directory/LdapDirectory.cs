using System.Collections.Immutable;
using System.Net.Sockets;
using Signpost.Dns;
using Signpost.Logon;
using Signpost.Transport;

namespace Signpost.Directory;

/// <summary>A directory server, over LDAP v3. Many operations may run at once.</summary>
public sealed class LdapDirectory : IWritableDirectory
{
    // An answer may be without entries and not be the last (RFC 2696 section 3), but not for ever.
    private const int MaxEmptyPages = 100;

    private readonly LdapConnection connection;
    private readonly LdapOptions options;
    private readonly bool isAnonymous;

    internal LdapDirectory(LdapConnection connection, string source, RootDse rootDse, bool isAnonymous, LdapOptions options) =>
        (this.connection, Source, RootDse, this.isAnonymous, this.options) = (connection, source, rootDse, isAnonymous, options);

    /// <inheritdoc/>
    public string Source { get; }

    /// <inheritdoc/>
    public RootDse RootDse { get; }

    /// <summary>Connects, protects the connection, logs on and reads the rootDSE. What the network does is in the outcome; only cancellation is thrown.</summary>
    /// <param name="server">Which server.</param>
    /// <param name="logon">Who logs on.</param>
    /// <param name="options">How it is talked to.</param>
    /// <param name="resolver">Where its name is looked up.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    public static Task<OpenOutcome> OpenAsync(
        LdapServer server, DirectoryLogon logon, LdapOptions options, IServiceResolver resolver, TimeProvider time, CancellationToken cancellationToken) =>
        new LdapOpening(server, logon, options, time, new PlatformTokenLogons()).OpenAsync(
            async limited => await new TcpConnector(resolver, time).ConnectAsync(server.Host.Trim('[', ']'), server.EffectivePort, limited) switch
            {
                ConnectOutcome.Connected { Socket: var socket } => new DialOutcome.Connected(new NetworkStream(socket, ownsSocket: true)),
                ConnectOutcome.NoName { Reason: var reason } => new DialOutcome.Failed(reason),
                ConnectOutcome.Refused { Reason: var reason } => new DialOutcome.Failed(reason),
                _ => throw new UnreachableException(),
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task<SearchOutcome> SearchAsync(DirectorySearch search, CancellationToken cancellationToken)
    {
        var entries = ImmutableArray.CreateBuilder<DirectoryEntry>();
        var (references, emptyPages) = (0, 0);
        OctetString cookie = default;
        do
        {
            // RFC 2696 section 3: a page of none ends a search that goes on.
            var isEnough = entries.Count >= search.Most;
            ImmutableArray<LdapControl> controls = [LdapControl.Page(isEnough ? 0 : Math.Min(options.PageSize, search.Most - entries.Count), cookie), LdapControl.DomainScope];
            switch (await connection.AskAsync(new LdapOperation.Search(search, 0, 0), controls, $"the search below {NameOf(search.BaseDn)}", cancellationToken))
            {
                case LdapReply.Answered when isEnough:
                    cookie = default;
                    break;
                case LdapReply.Answered { Answer.Code: LdapResult.Success } page:
                    entries.AddRange(page.Entries);
                    references += page.References;
                    emptyPages = page.Entries is [] ? emptyPages + 1 : 0;
                    if (!TryNextPage(page.Controls, out cookie) || emptyPages > MaxEmptyPages)
                    {
                        return new SearchOutcome.Failed(new DirectoryFailure.Malformed(Source, "pages of a search that lead nowhere"));
                    }

                    break;
                case LdapReply.Answered { Answer: var refused }:
                    return new SearchOutcome.Failed(Refusal(refused));
                case LdapReply.Failed { Failure: var failure }:
                    return new SearchOutcome.Failed(failure);
                default:
                    throw new UnreachableException();
            }
        }
        while (!cookie.Span.IsEmpty);

        // A directory that can't page gives all there is.
        return new SearchOutcome.Completed(entries.Count > search.Most ? [.. entries.Take(search.Most)] : entries.DrainToImmutable(), references);
    }

    /// <inheritdoc/>
    public Task<WriteOutcome> AddAsync(DirectoryEntry entry, CancellationToken cancellationToken) =>
        WriteAsync(new LdapOperation.Add(entry), $"adding {entry.DistinguishedName}", cancellationToken);

    /// <inheritdoc/>
    public Task<WriteOutcome> ModifyAsync(string distinguishedName, IEnumerable<AttributeChange> changes, CancellationToken cancellationToken) =>
        WriteAsync(new LdapOperation.Modify(distinguishedName, [.. changes]), $"changing {distinguishedName}", cancellationToken);

    /// <inheritdoc/>
    public Task<WriteOutcome> DeleteAsync(string distinguishedName, CancellationToken cancellationToken) =>
        WriteAsync(new LdapOperation.Delete(distinguishedName), $"deleting {distinguishedName}", cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<WriteOutcome> WriteAsync(LdapOperation change, string doing, CancellationToken cancellationToken) =>
        await connection.AskAsync(change, [], doing, cancellationToken) switch
        {
            LdapReply.Answered { Answer.Code: LdapResult.Success } => new WriteOutcome.Done(),
            LdapReply.Answered { Answer: var refused } => new WriteOutcome.Failed(Refusal(refused)),
            LdapReply.Failed { Failure: var failure } => new WriteOutcome.Failed(failure),
            _ => throw new UnreachableException(),
        };

    private DirectoryFailure Refusal(LdapAnswer answer) => isAnonymous && BindWords.WantsLogon(answer)
        ? new DirectoryFailure.BindRefused(Source, $"nobody may do this without a name ({LdapWords.Of(answer)})", BindWords.LogOn)
        : new DirectoryFailure.Refused(Source, answer.Code, OneLine.Of(answer.Diagnostic));

    private static bool TryNextPage(ImmutableArray<LdapControl> controls, out OctetString cookie)
    {
        try
        {
            cookie = LdapControl.NextPage(controls);
            return true;
        }
        catch (LdapFormatException)
        {
            cookie = default;
            return false;
        }
    }

    private static string NameOf(string baseDn) => baseDn is "" ? "the root" : baseDn;
}
