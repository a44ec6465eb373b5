using System.Collections.Immutable;
using Signpost.Directory;
using Signpost.Server.Configuration;

namespace Signpost.Server.Mailboxes.AddressBook;

/// <summary>Whom the directory knows now: each question asks. Only what the configured filters are about is remembered.</summary>
/// <remarks>
/// 1. A recipient is a mailbox as mailboxes are looked for, a contact, or a list; all but contacts in the domains that are served.
/// 2. Whoever has an address as his own comes before whoever only logs on by it.
/// 3. Who is hidden has an address and is a member, but no name finds him.
/// </remarks>
public sealed class DirectoryAddressBook : IAddressBook, IAsyncDisposable
{
    private const string Everything = "";

    private readonly KeptForest forest;
    private readonly IMailboxDirectory domains;
    private readonly RecipientQuestion question;
    private readonly ImmutableDictionary<RecipientKind, LdapFilter> filters;
    private readonly Recollection<string, RecipientMarks> marks;

    /// <summary>The recipients of a forest, which is not disposed with this.</summary>
    /// <param name="forest">Whom to ask.</param>
    /// <param name="domains">Who knows which domains are served.</param>
    /// <param name="configuration">What counts as a mailbox, and as a room.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentException">A filter of the configuration is no LDAP filter.</exception>
    public DirectoryAddressBook(KeptForest forest, IMailboxDirectory domains, MailboxConfiguration configuration, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        (this.forest, this.domains) = (forest, domains);
        (question, filters) = (new RecipientQuestion(configuration), RecipientMarks.FiltersOf(configuration));
        marks = new Recollection<string, RecipientMarks>(
            new RecollectionTerms(configuration.CacheFor, configuration.ServeStaleFor, 1), time, (_, cancelled) => ReadMarksAsync(cancelled),
            read => read is RecipientMarks.Away ? Standing.Away : Standing.Known, (_, _) => false);
    }

    /// <inheritdoc/>
    public async ValueTask<RecipientReading> FindAsync(MailboxAddress address, CancellationToken cancellationToken) => Told(await ClaimantsAsync(address, cancellationToken));

    /// <inheritdoc/>
    public async ValueTask<RecipientReading> ResolveAsync(string text, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (most < 1 || RecipientQuestion.Cleaned(text) is not { Length: > 0 } wanted)
        {
            return new RecipientReading.Found([]);
        }

        if (MailboxAddress.TryParse(wanted, out var address)
            && Told(Visible(await ClaimantsAsync(address, cancellationToken)), most) is var exact and not RecipientReading.Found { Recipients: [] })
        {
            return exact;
        }

        return Told(Visible(await ReadAsync(rootDse => question.Beginning(wanted, rootDse), cancellationToken)), most);
    }

    /// <inheritdoc/>
    public async ValueTask<RecipientReading> MembersAsync(Recipient list, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(list);
        var dn = list.DistinguishedName;
        return dn is "" ? new RecipientReading.Found([]) : Told(
            await ReadAsync(rootDse => question.MembersOf(dn, rootDse), cancellationToken) is var reading and not EntryReading.Found { Entries: [] }
                ? reading
                : await NamedMembersAsync(dn, cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask<RecipientReading> RoomListsAsync(CancellationToken cancellationToken) =>
        Told(Visible(await ReadAsync(rootDse => question.RoomLists(filters.GetValueOrDefault(RecipientKind.RoomList), rootDse), cancellationToken)));

    /// <inheritdoc/>
    public async ValueTask<RecipientReading> RoomsAsync(Recipient list, CancellationToken cancellationToken) => await MembersAsync(list, cancellationToken) switch
    {
        RecipientReading.Found found => found with { Recipients = [.. found.Recipients.Where(one => one.Kind is RecipientKind.Room)] },
        var away => away,
    };

    /// <summary>Calls off what is being asked, and waits for its end.</summary>
    public ValueTask DisposeAsync() => marks.DisposeAsync();

    private async Task<EntryReading> ClaimantsAsync(MailboxAddress address, CancellationToken cancellationToken)
    {
        // The directory's own idea of equality may be wider than that of addresses.
        var reading = await ReadAsync(rootDse => question.For(address, rootDse), cancellationToken);
        return reading is not EntryReading.Found { Entries: var entries } ? reading : entries.Where(entry => entry.Addresses.Contains(address)).ToImmutableArray() switch
        {
            var all when all.All(entry => entry.IsByLogonName) => new EntryReading.Found(all),
            var all => new EntryReading.Found([.. all.Where(entry => !entry.IsByLogonName)]),
        };
    }

    // Directories without memberOf: a file, or a server that keeps one side only.
    private async Task<EntryReading> NamedMembersAsync(string listDn, CancellationToken cancellationToken)
    {
        switch (await forest.SearchAsync(_ => RecipientQuestion.MemberNames(listDn), cancellationToken))
        {
            case SearchOutcome.Failed { Failure: var failure }:
                return failure is DirectoryFailure.Refused ? new EntryReading.Found([]) : new EntryReading.Away(KeptForest.Words(failure));
            case SearchOutcome.Completed { Entries: [var list, ..] }:
                var members = ImmutableArray.CreateBuilder<RecipientEntry>();
                var names = RecipientQuestion.MemberAttributes.SelectMany(attribute => list.Texts(attribute)).ToArray();
                foreach (var dn in names.Take(RecipientQuestion.MostMembers))
                {
                    // Who has been deleted, or lies where the service account may not look, is no member that anybody can write to.
                    switch (await ReadAsync(_ => question.Object(dn), cancellationToken, isRefusalNothing: true))
                    {
                        case EntryReading.Found { Entries: var entries }:
                            members.AddRange(entries);
                            break;
                        case var away:
                            return away;
                    }
                }

                return new EntryReading.Found(members.ToImmutable(), names.Length <= RecipientQuestion.MostMembers);
            default:
                return new EntryReading.Found([]);
        }
    }

    private async Task<EntryReading> ReadAsync(Func<RootDse, DirectorySearch> search, CancellationToken cancellationToken, bool isRefusalNothing = false)
    {
        if (await marks.RecallAsync(Everything, cancellationToken) is var known && known is RecipientMarks.Away { Why: var unknown })
        {
            return new EntryReading.Away(unknown);
        }

        if (!await domains.KnowsDomainsAsync(cancellationToken))
        {
            return new EntryReading.Away("nobody says which domains are served");
        }

        var most = 0;
        var outcome = await forest.SearchAsync(
            rootDse =>
            {
                var asked = search(rootDse);
                most = asked.Most;
                return asked;
            },
            cancellationToken);
        switch (outcome)
        {
            case SearchOutcome.Failed { Failure: DirectoryFailure.Refused } when isRefusalNothing:
                return new EntryReading.Found([]);
            case SearchOutcome.Failed { Failure: var failure }:
                return new EntryReading.Away(KeptForest.Words(failure));
            case SearchOutcome.Completed { Entries: var found }:
                var entries = ImmutableArray.CreateBuilder<RecipientEntry>();
                foreach (var entry in found.Select(one => RecipientEntry.From(one, known)).OfType<RecipientEntry>())
                {
                    if (entry.Recipient.Kind is RecipientKind.Contact || await domains.AcceptsAsync(entry.Recipient.Address.Domain, cancellationToken))
                    {
                        entries.Add(entry);
                    }
                }

                return new EntryReading.Found(entries.ToImmutable(), found.Length < most);
            default:
                throw new InvalidOperationException("a case is missing");
        }
    }

    private async Task<RecipientMarks> ReadMarksAsync(CancellationToken cancellationToken)
    {
        var objects = ImmutableDictionary.CreateBuilder<RecipientKind, ImmutableHashSet<DistinguishedName>>();
        foreach (var (kind, filter) in filters)
        {
            switch (await forest.SearchAsync(rootDse => question.Marked(filter, rootDse), cancellationToken))
            {
                case SearchOutcome.Completed { Entries: var entries }:
                    objects[kind] = [.. entries.Select(entry => DistinguishedName.TryParse(entry.DistinguishedName, out var name) ? name : null).OfType<DistinguishedName>()];
                    break;
                case SearchOutcome.Failed { Failure: var failure }:
                    return new RecipientMarks.Away(KeptForest.Words(failure));
            }
        }

        return new RecipientMarks.Read(objects.ToImmutable());
    }

    private static EntryReading Visible(EntryReading reading) =>
        reading is EntryReading.Found found ? found with { Entries = [.. found.Entries.Where(entry => !entry.IsHidden)] } : reading;

    private static RecipientReading Told(EntryReading reading, int most = int.MaxValue) => reading switch
    {
        EntryReading.Found { Entries: var entries, IsAll: var isAll } => new RecipientReading.Found([.. Sorted(entries.Select(entry => entry.Recipient)).Take(most)], isAll && entries.Length <= most),
        EntryReading.Away { Why: var why } => new RecipientReading.Away(why),
        _ => throw new InvalidOperationException("a case is missing"),
    };

    /// <summary>Recipients by name, each address once.</summary>
    internal static IEnumerable<Recipient> Sorted(IEnumerable<Recipient> recipients) =>
        recipients.OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase).ThenBy(one => one.Address.ToString(), StringComparer.OrdinalIgnoreCase);

    private abstract record EntryReading
    {
        private EntryReading()
        {
        }

        /// <param name="Entries">In no order.</param>
        /// <param name="IsAll">Whether the directory has no more.</param>
        public sealed record Found(ImmutableArray<RecipientEntry> Entries, bool IsAll = true) : EntryReading;

        public sealed record Away(string Why) : EntryReading;
    }
}
