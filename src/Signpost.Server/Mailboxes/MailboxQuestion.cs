using System.Collections.Immutable;
using System.Globalization;
using Signpost.Directory;
using Signpost.Server.Configuration;
using Signpost.Server.Logon;

namespace Signpost.Server.Mailboxes;

/// <summary>What is asked of a directory to find a mailbox. Filters are built of values, so that no address can change their meaning.</summary>
internal sealed class MailboxQuestion
{
    /// <summary>People who can have a mailbox. Disabled accounts too: rooms and shared mailboxes have such. In AD a computer is a user.</summary>
    public static LdapFilter People { get; } = LdapFilter.AllOf(
        LdapFilter.AnyOf(LdapFilter.Is("objectClass", "user"), LdapFilter.Is("objectClass", "inetOrgPerson")),
        new LdapFilter.Not(LdapFilter.Is("objectClass", "computer")));

    private const int LongestDn = 1024;

    private static readonly IdnMapping Idn = new();

    private readonly string baseDn;
    private readonly ImmutableArray<string> attributes;

    /// <summary>Questions as a configuration wants them.</summary>
    /// <exception cref="ArgumentException">Its filter is none.</exception>
    public MailboxQuestion(MailboxConfiguration configuration)
    {
        baseDn = configuration.BaseDn;
        Kind = configuration.Filter is "" ? People
            : FilterText.TryParse(configuration.Filter, out var filter, out var why) ? filter
            : throw new ArgumentException($"the filter of mailboxes is no LDAP filter: {why}", nameof(configuration));
        attributes =
        [
            "mail", "proxyAddresses", "userPrincipalName", "sAMAccountName", "uid", "displayName", "cn", "legacyExchangeDN", "msExchMailboxGuid", "objectGUID", "entryUUID",
            .. new[] { configuration.RedirectAddressAttribute, configuration.HomeAttribute }.Where(name => name is not ""),
        ];
    }

    /// <summary>Which objects are mailboxes.</summary>
    public LdapFilter Kind { get; }

    /// <summary>What an object may say whose address this is.</summary>
    public static ImmutableArray<LdapFilter> Claims(MailboxAddress address) =>
    [
        .. Spellings(address).SelectMany(spelling => new[]
        {
            LdapFilter.Is("proxyAddresses", $"smtp:{spelling}"), LdapFilter.Is("mail", spelling), LdapFilter.Is("userPrincipalName", spelling),
        }),
    ];

    /// <summary>Below which object mailboxes are.</summary>
    public string Start(RootDse rootDse) => baseDn is "" ? rootDse.DefaultNamingContext : baseDn;

    /// <summary>Who has this address.</summary>
    public DirectorySearch For(MailboxAddress address, RootDse rootDse) => Search(rootDse, Claims(address));

    /// <summary>Whether anybody need be asked for a legacy DN.</summary>
    public static bool MayBeLegacyDn(string text) => text.Length is > 0 and <= LongestDn && !text.Any(char.IsControl);

    /// <summary>Who has this legacy DN, or had it before a move.</summary>
    public DirectorySearch For(string legacyDn, RootDse rootDse) =>
        Search(rootDse, [LdapFilter.Is("legacyExchangeDN", legacyDn), LdapFilter.Is("proxyAddresses", $"X500:{legacyDn}")]);

    /// <summary>Whose account a caller may have logged on with; whether it is his, the mailbox says.</summary>
    public DirectorySearch For(Caller caller, RootDse rootDse) => Search(rootDse,
    [
        LdapFilter.Is("userPrincipalName", caller.Name),
        .. UserName.Parse(caller.Name) switch
        {
            UserName.Principal { User: var user } => Accounts(user),
            UserName.DownLevel { User: var user } => Accounts(user),
            UserName.Bare { User: var user } => Accounts(user),
            _ => [],
        },
        .. MailboxAddress.TryParse(caller.Name, out var address) ? Claims(address) : [],
    ]);

    private static ImmutableArray<LdapFilter> Accounts(string user) => [LdapFilter.Is("sAMAccountName", user), LdapFilter.Is("uid", user)];

    private DirectorySearch Search(RootDse rootDse, ImmutableArray<LdapFilter> claims) => new(
        Start(rootDse), SearchScope.Subtree, LdapFilter.AllOf(Kind, new LdapFilter.Or(claims)), attributes);

    // Directories hold the domain of an address in A-labels or in letters, as somebody typed it.
    private static IEnumerable<string> Spellings(MailboxAddress address)
    {
        yield return address.ToString();
        if (address.Domain.Contains("xn--", StringComparison.Ordinal) && TryUnicode(address.Domain) is { } letters)
        {
            yield return $"{address.LocalPart}@{letters}";
        }
    }

    private static string? TryUnicode(string domain)
    {
        try
        {
            return Idn.GetUnicode(domain);
        }
        catch (ArgumentException)
        {
            return null;    // a label that only looks like one of IDNA
        }
    }
}
