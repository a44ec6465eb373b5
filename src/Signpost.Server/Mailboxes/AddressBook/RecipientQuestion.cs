using System.Collections.Immutable;
using Signpost.Directory;
using Signpost.Server.Configuration;

namespace Signpost.Server.Mailboxes.AddressBook;

/// <summary>What is asked of a directory for the address book. Filters are built of values, so that no text can change their meaning.</summary>
internal sealed class RecipientQuestion
{
    /// <summary>How many members of a list are read.</summary>
    public const int MostMembers = 2000;

    /// <summary>How many are looked at whose names begin with some text: a letter is the beginning of thousands.</summary>
    public const int MostNamed = 1000;

    private const int LongestText = 256;
    private const string Smtp = "smtp:";

    /// <summary>What a list's members are called.</summary>
    public static ImmutableArray<string> MemberAttributes { get; } = ["member", "uniqueMember"];

    private static readonly ImmutableArray<string> Attributes =
    [
        "objectClass", "mail", "proxyAddresses", "userPrincipalName", "displayName", "cn", "legacyExchangeDN",
        "msExchHideFromAddressLists", "msExchResourceMetaData", "msExchRecipientDisplayType", "msExchRecipientTypeDetails",
    ];

    // What begins as people type it.
    private static readonly ImmutableArray<string> Named = ["displayName", "cn", "givenName", "sn", "mail", "mailNickname", "sAMAccountName", "uid"];

    private static readonly LdapFilter Addressed = LdapFilter.AnyOf(LdapFilter.Has("mail"), LdapFilter.Has("proxyAddresses"));
    private static readonly LdapFilter Lists = new LdapFilter.Or([.. RecipientEntry.ListClasses.Select(name => LdapFilter.Is("objectClass", name))]);
    private static readonly LdapFilter Contacts = LdapFilter.Is("objectClass", RecipientEntry.ContactClass);

    private readonly MailboxQuestion mailboxes;
    private readonly LdapFilter recipients;

    /// <summary>Questions as a configuration wants them.</summary>
    /// <exception cref="ArgumentException">Its filter is none.</exception>
    public RecipientQuestion(MailboxConfiguration configuration)
    {
        mailboxes = new MailboxQuestion(configuration);
        recipients = LdapFilter.AnyOf(mailboxes.Kind, LdapFilter.AllOf(LdapFilter.AnyOf(Lists, Contacts), Addressed));
    }

    /// <summary>Text as it can be asked for; "" where it is nobody's name.</summary>
    public static string Cleaned(string text)
    {
        var trimmed = text.Trim();
        var bare = trimmed.StartsWith(Smtp, StringComparison.OrdinalIgnoreCase) ? trimmed[Smtp.Length..] : trimmed;
        return bare.Length <= LongestText && bare.Any(char.IsLetterOrDigit) && !bare.Any(char.IsControl) ? bare : "";
    }

    /// <summary>Who has an address.</summary>
    public DirectorySearch For(MailboxAddress address, RootDse rootDse) => Search(rootDse, MailboxQuestion.Claims(address));

    /// <summary>Whose name begins so, or whose legacy DN it is.</summary>
    public DirectorySearch Beginning(string text, RootDse rootDse) => Search(
        rootDse,
        text.StartsWith("/o=", StringComparison.OrdinalIgnoreCase)
            ? [LdapFilter.Is("legacyExchangeDN", text), LdapFilter.Is("proxyAddresses", $"X500:{text}")]
            : [.. Named.Select(attribute => Begins(attribute, text)), Begins("proxyAddresses", Smtp + text), .. FullName(text)]) with { Most = MostNamed };

    /// <summary>Who says of himself that he is in a list; directories that keep that keep it of all.</summary>
    public DirectorySearch MembersOf(string listDn, RootDse rootDse) => Search(rootDse, [LdapFilter.Is("memberOf", listDn)]) with { Most = MostMembers };

    /// <summary>Whom a list says it holds.</summary>
    public static DirectorySearch MemberNames(string listDn) => new(listDn, SearchScope.Base, LdapFilter.Has("objectClass"), MemberAttributes);

    /// <summary>One object, if it is a recipient.</summary>
    public DirectorySearch Object(string dn) => new(dn, SearchScope.Base, recipients, Attributes);

    /// <summary>The lists of rooms.</summary>
    public DirectorySearch RoomLists(LdapFilter? configured, RootDse rootDse)
    {
        var marked = LdapFilter.Is("msExchRecipientTypeDetails", RecipientEntry.RoomListType);
        return new DirectorySearch(
            mailboxes.Start(rootDse), SearchScope.Subtree, LdapFilter.AllOf(Lists, Addressed, configured is null ? marked : LdapFilter.AnyOf(marked, configured)), Attributes);
    }

    /// <summary>Which objects a configured filter is about.</summary>
    public DirectorySearch Marked(LdapFilter filter, RootDse rootDse) =>
        new(mailboxes.Start(rootDse), SearchScope.Subtree, LdapFilter.AllOf(recipients, filter), ["objectClass"]);

    // Ann Mo is Ann Moreau, and so are Mo Ann and Mo, Ann.
    private static IEnumerable<LdapFilter> FullName(string text)
    {
        if (text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is not [var first, _, ..] words)
        {
            yield break;
        }

        var rest = string.Join(' ', words.Skip(1));
        yield return LdapFilter.AllOf(Begins("givenName", first), Begins("sn", rest));
        yield return LdapFilter.AllOf(Begins("sn", first), Begins("givenName", rest));
    }

    private static LdapFilter.Substrings Begins(string attribute, string text) => new(attribute, new OctetString(text), [], null);

    private DirectorySearch Search(RootDse rootDse, ImmutableArray<LdapFilter> claims) =>
        new(mailboxes.Start(rootDse), SearchScope.Subtree, LdapFilter.AllOf(recipients, new LdapFilter.Or(claims)), Attributes);
}
