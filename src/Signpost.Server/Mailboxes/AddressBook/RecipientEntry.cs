using System.Collections.Immutable;
using Signpost.Directory;

namespace Signpost.Server.Mailboxes.AddressBook;

/// <summary>An object of the directory, read as a recipient.</summary>
/// <param name="Recipient">The recipient.</param>
/// <param name="Addresses">All its addresses.</param>
/// <param name="IsHidden">Whether it is kept out of the lists that people see.</param>
/// <param name="IsByLogonName">Whether its address is only the name it logs on with.</param>
internal sealed record RecipientEntry(Recipient Recipient, ImmutableArray<MailboxAddress> Addresses, bool IsHidden, bool IsByLogonName)
{
    /// <summary>What Exchange calls a list of rooms in <c>msExchRecipientTypeDetails</c>.</summary>
    public const string RoomListType = "268435456";

    /// <summary>What somebody elsewhere is.</summary>
    public const string ContactClass = "contact";

    /// <summary>What lists are: Active Directory's, and those of other directories.</summary>
    public static ImmutableArray<string> ListClasses { get; } = ["group", "groupOfNames", "groupOfUniqueNames"];

    /// <summary>Reads an object; null where it has no address.</summary>
    public static RecipientEntry? From(DirectoryEntry entry, RecipientMarks marks)
    {
        var kind = KindOf(entry, marks);
        var addresses = MailboxEntry.AddressesOf(entry);
        var isByLogonName = false;
        if (addresses is [] && kind is RecipientKind.Mailbox or RecipientKind.Room or RecipientKind.Equipment
            && MailboxAddress.TryParse(DirectoryText.Of(entry.Text("userPrincipalName")), out var principal))
        {
            (addresses, isByLogonName) = ([principal], true);
        }

        if (addresses is not [var primary, ..])
        {
            return null;
        }

        var name = MailboxEntry.NameOf(entry);
        var recipient = new Recipient(name is "" ? primary.ToString() : name, primary, kind)
        {
            DistinguishedName = entry.DistinguishedName,
            LegacyDn = MailboxEntry.LegacyDnOf(entry),
        };
        return new RecipientEntry(recipient, addresses, "TRUE".Equals(entry.Text("msExchHideFromAddressLists"), StringComparison.OrdinalIgnoreCase), isByLogonName);
    }

    private static RecipientKind KindOf(DirectoryEntry entry, RecipientMarks marks)
    {
        var classes = entry.Texts("objectClass");
        if (classes.Any(one => ListClasses.Contains(one, StringComparer.OrdinalIgnoreCase)))
        {
            return entry.Text("msExchRecipientTypeDetails") is RoomListType || marks.Says(RecipientKind.RoomList, entry) ? RecipientKind.RoomList : RecipientKind.List;
        }

        if (classes.Contains(ContactClass, StringComparer.OrdinalIgnoreCase))
        {
            return RecipientKind.Contact;
        }

        return (Resource(entry), marks) switch
        {
            (RecipientKind.Room, _) => RecipientKind.Room,
            (RecipientKind.Equipment, _) => RecipientKind.Equipment,
            _ when marks.Says(RecipientKind.Room, entry) => RecipientKind.Room,
            _ when marks.Says(RecipientKind.Equipment, entry) => RecipientKind.Equipment,
            _ => RecipientKind.Mailbox,
        };
    }

    // Exchange says it three times over; what was brought over from elsewhere often has one of them only.
    private static RecipientKind? Resource(DirectoryEntry entry)
    {
        var metaData = entry.Texts("msExchResourceMetaData");
        return (entry.Text("msExchRecipientDisplayType"), entry.Text("msExchRecipientTypeDetails")) switch
        {
            ("7", _) or (_, "16") => RecipientKind.Room,
            ("8", _) or (_, "32") => RecipientKind.Equipment,
            _ when metaData.Contains("ResourceType:Room", StringComparer.OrdinalIgnoreCase) => RecipientKind.Room,
            _ when metaData.Contains("ResourceType:Equipment", StringComparer.OrdinalIgnoreCase) => RecipientKind.Equipment,
            _ => null,
        };
    }
}
