using System.Collections.Immutable;
using Signpost.Directory;
using Signpost.Server.Configuration;

namespace Signpost.Server.Mailboxes.AddressBook;

/// <summary>Which objects the configured filters are about: only the directory can say how its values compare, so it is asked for all of them at once.</summary>
internal abstract record RecipientMarks
{
    private RecipientMarks()
    {
    }

    /// <summary>Of which kind which objects are.</summary>
    public sealed record Read(ImmutableDictionary<RecipientKind, ImmutableHashSet<DistinguishedName>> Objects) : RecipientMarks;

    /// <summary>Nobody could say.</summary>
    /// <param name="Why">One clause, lower-case start, no full stop.</param>
    public sealed record Away(string Why) : RecipientMarks;

    /// <summary>What is known where nothing is configured.</summary>
    public static RecipientMarks Nothing { get; } = new Read([]);

    /// <summary>Whether an object is of a kind by the configuration.</summary>
    public bool Says(RecipientKind kind, DirectoryEntry entry) =>
        this is Read { Objects: var objects } && objects.TryGetValue(kind, out var marked) && DistinguishedName.TryParse(entry.DistinguishedName, out var name) && marked.Contains(name);

    /// <summary>The filters of a configuration, by the kind they are about.</summary>
    /// <exception cref="ArgumentException">One is no LDAP filter.</exception>
    public static ImmutableDictionary<RecipientKind, LdapFilter> FiltersOf(MailboxConfiguration configuration) =>
        new[] { (RecipientKind.Room, configuration.RoomFilter), (RecipientKind.Equipment, configuration.EquipmentFilter), (RecipientKind.RoomList, configuration.RoomListFilter) }
            .Where(one => one.Item2 is not "")
            .ToImmutableDictionary(
                one => one.Item1,
                one => FilterText.TryParse(one.Item2, out var filter, out var why) ? filter : throw new ArgumentException($"the filter of a {one.Item1} is no LDAP filter: {why}", nameof(configuration)));
}
