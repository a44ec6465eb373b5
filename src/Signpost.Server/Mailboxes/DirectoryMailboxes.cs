using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Signpost.Autodiscover;
using Signpost.Directory;
using Signpost.Server.Configuration;
using Signpost.Server.Logon;

namespace Signpost.Server.Mailboxes;

/// <summary>Who has a mailbox, as the directory knows it now: each lookup asks. Only the domains served and the other CASs are remembered.</summary>
/// <remarks>
/// 1. An address of a domain that is not served is nobody's; nobody is asked. Nor is a legacy DN anybody's who has no other address.
/// 2. Whoever has the address as <c>mail</c> or among <c>proxyAddresses</c> has the mailbox, if he is the only one; if nobody does, who logs on by it and has no other address.
/// 3. Where the object says that the mailbox has moved, the client is sent to that address; where it names another CAS or site, to that CAS.
/// </remarks>
public sealed class DirectoryMailboxes : IMailboxDirectory, IOwnMailboxes, IAsyncDisposable
{
    private const string Everything = "";
    private const int MostWarnings = 1000;

    private readonly KeptForest forest;
    private readonly MailboxConfiguration configuration;
    private readonly MailboxQuestion question;
    private readonly MailboxHomes homes;
    private readonly ILogger logger;
    private readonly AcceptedDomains.Read? configured;
    private readonly Recollection<string, AcceptedDomains> domains;
    private readonly Recollection<string, ForestMap> map;
    private readonly ConcurrentDictionary<string, bool> warned = [];

    /// <summary>The mailboxes of a forest, which is not disposed with this.</summary>
    /// <exception cref="ArgumentException">The configuration's filter is no LDAP filter.</exception>
    public DirectoryMailboxes(KeptForest forest, MailboxConfiguration configuration, CasIdentity self, ILogger logger, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        (this.forest, this.configuration, this.logger) = (forest, configuration, logger);
        (question, homes) = (new MailboxQuestion(configuration), new MailboxHomes(self, logger));
        configured = configuration.AcceptedDomains is [] ? null : AcceptedDomains.Of(configuration.AcceptedDomains);
        var terms = new RecollectionTerms(configuration.CacheFor, configuration.ServeStaleFor, 1);
        domains = new Recollection<string, AcceptedDomains>(
            terms, time, (_, cancelled) => ReadDomainsAsync(cancelled), read => read is AcceptedDomains.Away ? Standing.Away : Standing.Known,
            (one, other) => one is AcceptedDomains.Read before && other is AcceptedDomains.Read now && before.SaysTheSameAs(now));

        // A forest without any SCP may be one whose SCPs could not be read just now.
        map = new Recollection<string, ForestMap>(
            terms, time, (_, cancelled) => forest.MapAsync(cancelled),
            read => read is not ForestMap.Read { Scps: var scps } ? Standing.Away : scps is [] ? Standing.Nothing : Standing.Known, (_, _) => false);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> KnowsDomainsAsync(CancellationToken cancellationToken) => await DomainsAsync(cancellationToken) is AcceptedDomains.Read;

    /// <inheritdoc/>
    public ValueTask<bool> AcceptsAsync(string domain, CancellationToken cancellationToken)
    {
        var reading = DomainsAsync(cancellationToken);
        return reading.IsCompletedSuccessfully ? ValueTask.FromResult(reading.Result is AcceptedDomains.Read read && read.Contains(domain)) : Awaited(reading, domain);

        static async ValueTask<bool> Awaited(ValueTask<AcceptedDomains> reading, string domain) => await reading is AcceptedDomains.Read read && read.Contains(domain);
    }

    /// <summary>The domains served, for people; "" where nobody can say.</summary>
    public async Task<string> DomainsInWordsAsync(CancellationToken cancellationToken) => string.Join(", ", await DomainPatternsAsync(cancellationToken));

    /// <summary>The domains served, with <c>*.</c> those below which all are; none where nobody can say.</summary>
    internal async ValueTask<ImmutableArray<string>> DomainPatternsAsync(CancellationToken cancellationToken) =>
        await DomainsAsync(cancellationToken) is AcceptedDomains.Read read ? [.. read.Names.Order(StringComparer.Ordinal), .. read.Above.Select(above => $"*.{above}")] : [];

    /// <summary>The domains served by name; none where nobody can say.</summary>
    public async ValueTask<ImmutableArray<string>> DomainNamesAsync(CancellationToken cancellationToken) =>
        await DomainsAsync(cancellationToken) is AcceptedDomains.Read read ? [.. read.Names.Order(StringComparer.Ordinal)] : [];

    /// <summary>Why the object below which mailboxes are looked for is of no use; "" where nobody named one, or it is there.</summary>
    public async Task<string> WhyNoBaseAsync(CancellationToken cancellationToken)
    {
        if (configuration.BaseDn is not { Length: > 0 } start)
        {
            return "";
        }

        return await forest.SearchAsync(_ => new DirectorySearch(start, SearchScope.Base, LdapFilter.Has("objectClass"), ["objectClass"]), cancellationToken) switch
        {
            SearchOutcome.Completed { Entries: not [] } => "",
            SearchOutcome.Completed or SearchOutcome.Failed { Failure: DirectoryFailure.Refused } => $"nobody has one: {start} is not there, or the service account may not see it; correct Mailboxes.BaseDn",
            SearchOutcome.Failed { Failure: var failure } => KeptForest.Words(failure),
            _ => throw new InvalidOperationException("a case is missing"),
        };
    }

    /// <inheritdoc/>
    public async ValueTask<MailboxLookup> FindAsync(MailboxAddress address, CancellationToken cancellationToken)
    {
        switch (await DomainsAsync(cancellationToken))
        {
            case AcceptedDomains.Away { Why: var why }:
                return new MailboxLookup.Away(why);
            case AcceptedDomains.Read served when !served.Contains(address.Domain):
                return MailboxLookup.Unknown.It;
        }

        return await FindAsync(rootDse => question.For(address, rootDse), found => Claimants(found, address), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<MailboxLookup> FindAsync(string legacyDn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(legacyDn);
        return !MailboxQuestion.MayBeLegacyDn(legacyDn) ? MailboxLookup.Unknown.It : await DomainsAsync(cancellationToken) switch
        {
            AcceptedDomains.Away { Why: var why } => new MailboxLookup.Away(why),
            AcceptedDomains.Read served => await FindAsync(
                rootDse => question.For(legacyDn, rootDse), found => [.. found.Where(entry => entry.Mailbox.Addresses.Any(address => served.Contains(address.Domain)))], cancellationToken),
            _ => throw new InvalidOperationException("a case is missing"),
        };
    }

    /// <inheritdoc/>
    public async ValueTask<MailboxLookup> FindOwnAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return caller.Name is "" ? MailboxLookup.Unknown.It : await DomainsAsync(cancellationToken) switch
        {
            AcceptedDomains.Away { Why: var why } => new MailboxLookup.Away(why),
            AcceptedDomains.Read served => await FindAsync(
                rootDse => question.For(caller, rootDse),
                found => [.. found.Where(entry => entry.Mailbox.IsOwnedBy(caller) && entry.Mailbox.Addresses.Any(address => served.Contains(address.Domain)))],
                cancellationToken),
            _ => throw new InvalidOperationException("a case is missing"),
        };
    }

    /// <summary>Calls off what is being asked, and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        await domains.DisposeAsync();
        await map.DisposeAsync();
    }

    private ValueTask<AcceptedDomains> DomainsAsync(CancellationToken cancellationToken) =>
        configured is not null ? ValueTask.FromResult<AcceptedDomains>(configured) : domains.RecallAsync(Everything, cancellationToken);

    private async Task<MailboxLookup> FindAsync(
        Func<RootDse, DirectorySearch> search, Func<ImmutableArray<MailboxEntry>, ImmutableArray<MailboxEntry>> claimants, CancellationToken cancellationToken)
    {
        var (server, start) = ("", "");
        var outcome = await forest.SearchAsync(
            rootDse =>
            {
                var asked = search(rootDse);
                (server, start) = (rootDse.DnsHostName, asked.BaseDn);
                return asked;
            },
            cancellationToken);
        if (outcome is not SearchOutcome.Completed { Entries: var entries })
        {
            return new MailboxLookup.Away(outcome is SearchOutcome.Failed { Failure: DirectoryFailure.Refused } && start is ""
                ? "the directory does not say where mailboxes are: configure the base of mailboxes"
                : KeptForest.Words(((SearchOutcome.Failed)outcome).Failure));
        }

        return claimants([.. entries.Select(entry => MailboxEntry.From(entry, configuration, DirectoryText.Of(server))).OfType<MailboxEntry>()]) switch
        {
            [] => MailboxLookup.Unknown.It,
            [var only] => await PlaceAsync(only, cancellationToken),
            var several => Ambiguous(several),
        };
    }

    // The directory's own idea of equality may be wider than that of addresses.
    private static ImmutableArray<MailboxEntry> Claimants(ImmutableArray<MailboxEntry> found, MailboxAddress address)
    {
        ImmutableArray<MailboxEntry> all = [.. found.Where(entry => entry.Mailbox.Addresses.Contains(address))];
        ImmutableArray<MailboxEntry> owners = [.. all.Where(entry => !entry.IsByLogonName)];
        return owners is [] ? all : owners;
    }

    private async Task<MailboxLookup> PlaceAsync(MailboxEntry entry, CancellationToken cancellationToken)
    {
        if (entry.MovedTo is { } address)
        {
            return new MailboxLookup.MovedTo(entry.Mailbox, address);
        }

        if (homes.IsHere(entry.Home))
        {
            return new MailboxLookup.Here(entry.Mailbox);
        }

        return await map.RecallAsync(Everything, cancellationToken) switch
        {
            ForestMap.Read read when homes.UrlOf(entry.Home, read) is { } url => new MailboxLookup.ServedBy(entry.Mailbox, url),
            ForestMap.Read => new MailboxLookup.Here(entry.Mailbox),
            ForestMap.Failed { Failure: var failure } => new MailboxLookup.Away(KeptForest.Words(failure)),
            _ => throw new InvalidOperationException("a case is missing"),
        };
    }

    private MailboxLookup.Unknown Ambiguous(ImmutableArray<MailboxEntry> several)
    {
        // By their GUIDs: whoever administers the directory finds them, and the log names nobody.
        var objects = string.Join(", ", several.Select(entry => entry.Mailbox.MailboxGuid).Order().Take(10));
        if (warned.Count < MostWarnings && warned.TryAdd(objects, true))
        {
            Log.MailboxAmbiguous(logger, several.Length, objects);
        }

        return MailboxLookup.Unknown.It;
    }

    private async Task<AcceptedDomains> ReadDomainsAsync(CancellationToken cancellationToken)
    {
        const string Name = "msExchAcceptedDomainName";
        var own = "";
        var outcome = await forest.SearchAsync(
            rootDse =>
            {
                own = AcceptedDomains.DomainOf(rootDse.DefaultNamingContext);
                return new DirectorySearch(
                    rootDse.ConfigurationNamingContext is "" ? rootDse.DefaultNamingContext : rootDse.ConfigurationNamingContext,
                    SearchScope.Subtree, LdapFilter.Is("objectClass", "msExchAcceptedDomain"), [Name]);
            },
            cancellationToken);
        return outcome switch
        {
            SearchOutcome.Completed { Entries: [_, ..] entries } => AcceptedDomains.Of(entries.SelectMany(entry => entry.Texts(Name))),
            SearchOutcome.Completed when own is not "" => AcceptedDomains.Of([own]),
            SearchOutcome.Completed => new AcceptedDomains.Away("the directory does not say which domain it is: configure the accepted domains"),
            SearchOutcome.Failed { Failure: var failure } => new AcceptedDomains.Away(KeptForest.Words(failure)),
            _ => throw new InvalidOperationException("a case is missing"),
        };
    }
}
