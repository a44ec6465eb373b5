using System.Collections.Immutable;
using System.Xml;
using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Names;

/// <summary>The answers of the address book. Those about rooms say how it went in themselves, the others in a message of a list of one.</summary>
internal static class NamesResponseXml
{
    private const string ResolveNames = "ResolveNamesResponse";
    private const string ExpandDL = "ExpandDLResponse";
    private const string GetRoomLists = "GetRoomListsResponse";
    private const string GetRooms = "GetRoomsResponse";

    private const string ResponseMessages = "ResponseMessages";
    private const string Message = "Message";
    private const string Smtp = "SMTP:";

    public static void Write(XmlWriter xml, NamesResponse response)
    {
        switch (response)
        {
            case NamesResponse.Resolved { Outcome: var outcome } resolved:
                InList(xml, ResolveNames, outcome, () => Paged(xml, "ResolutionSet", resolved.Candidates, resolved.IsAll, Write));
                break;
            case NamesResponse.Expanded { Outcome: var outcome } expanded:
                InList(xml, ExpandDL, outcome, () => Paged(xml, "DLExpansion", expanded.Members, expanded.IsAll, (to, member) => Write(to, "Mailbox", member)));
                break;
            case NamesResponse.RoomLists { Outcome: var outcome } lists:
                xml.Outcome(GetRoomLists, outcome, () => UnlessFailed(outcome, () => Listed(xml, "RoomLists", lists.Lists, list => Write(xml, "Address", list))));
                break;
            case NamesResponse.Rooms { Outcome: var outcome } rooms:
                xml.Outcome(GetRooms, outcome, () => UnlessFailed(
                    outcome, () => Listed(xml, "Rooms", rooms.Entries, room => xml.InTypes("Room", () => Write(xml, "Id", room)))));
                break;
            case NamesResponse.Fault { Why: var fault }:
                EwsAnswer.Write(xml, fault);
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Reads an answer; null where it is another's.</summary>
    public static NamesResponse? Read(XmlPart message)
    {
        switch (message.Name)
        {
            case ResolveNames:
                var (resolved, set) = OfList(message, "ResolutionSet");
                return new NamesResponse.Resolved(resolved, [.. (set?.ChildrenNamed("Resolution") ?? []).Select(Resolution)]) { IsAll = IsAll(set) };
            case ExpandDL:
                var (expanded, members) = OfList(message, "DLExpansion");
                return new NamesResponse.Expanded(expanded, [.. (members?.ChildrenNamed("Mailbox") ?? []).Select(Entry)]) { IsAll = IsAll(members) };
            case GetRoomLists:
                return new NamesResponse.RoomLists(message.Outcome, message.ListOf("RoomLists", "Address", Entry));
            case GetRooms:
                return new NamesResponse.Rooms(message.Outcome, message.ListOf("Rooms", "Room", room => Entry(room.Child("Id") ?? room)));
            default:
                return null;
        }
    }

    private static void InList(XmlWriter xml, string name, EwsOutcome outcome, Action inner) => xml.InMessages(name, () =>
        xml.InMessages(ResponseMessages, () => xml.Outcome(name + Message, outcome, () => UnlessFailed(outcome, inner))));

    private static void UnlessFailed(EwsOutcome outcome, Action inner)
    {
        if (outcome.Class is not EwsResponseClass.Error)
        {
            inner();
        }
    }

    private static void Paged<T>(XmlWriter xml, string name, ImmutableArray<T> items, bool isAll, Action<XmlWriter, T> write) => xml.InMessages(name, () =>
    {
        xml.WriteAttributeString("TotalItemsInView", XmlConvert.ToString(items.Length));
        xml.WriteAttributeString("IncludesLastItemInRange", XmlConvert.ToString(isAll));
        foreach (var item in items)
        {
            write(xml, item);
        }
    });

    private static void Listed<T>(XmlWriter xml, string name, ImmutableArray<T> items, Action<T> write) => xml.InMessages(name, () =>
    {
        foreach (var item in items)
        {
            write(item);
        }
    });

    private static void Write(XmlWriter xml, NameResolution resolution) => xml.InTypes("Resolution", () =>
    {
        Write(xml, "Mailbox", resolution.Entry);
        if (resolution.Contact is { } contact)
        {
            xml.InTypes("Contact", () => Write(xml, contact));
        }
    });

    private static void Write(XmlWriter xml, ContactCard contact)
    {
        xml.OptionalType("DisplayName", contact.DisplayName);
        if (contact.Address is not "")
        {
            xml.InTypes("EmailAddresses", () =>
            {
                xml.WriteStartElement("Entry", EwsSchema.Types);
                xml.WriteAttributeString("Key", "EmailAddress1");
                xml.WriteString(CodecXml.Clean(contact.Address));
                xml.WriteEndElement();
            });
        }

        xml.Type("ContactSource", "ActiveDirectory");
    }

    private static void Write(XmlWriter xml, string name, NamedMailbox entry) => xml.InTypes(name, () =>
    {
        xml.MailboxParts(entry.Address);
        xml.OptionalType("MailboxType", entry.Kind is MailboxKind.Unknown ? "" : entry.Kind.ToString());
    });

    private static (EwsOutcome Outcome, XmlPart? Inside) OfList(XmlPart message, string name) => message.Child(ResponseMessages)?.Child(message.Name + Message) is { } one
        ? (one.Outcome, one.Child(name))
        : (EwsOutcome.Failed(EwsErrorCode.InternalServerError, "The answer is empty."), null);

    private static bool IsAll(XmlPart? paged) => paged?.Attribute("IncludesLastItemInRange") is not ("false" or "0");

    private static NameResolution Resolution(XmlPart part) => new(Entry(part.Child("Mailbox") ?? part), part.Child("Contact") is { } contact ? Contact(contact) : null);

    // Exchange writes SMTP: before addresses of the directory, and has others behind the first.
    private static ContactCard Contact(XmlPart part)
    {
        var address = part.ListOf("EmailAddresses", "Entry", entry => entry.Text).FirstOrDefault("");
        return new ContactCard(part.TextOf("DisplayName"), address.StartsWith(Smtp, StringComparison.OrdinalIgnoreCase) ? address[Smtp.Length..] : address);
    }

    private static NamedMailbox Entry(XmlPart part) => new(part.Mailbox, Kind(part.TextOf("MailboxType")));

    private static MailboxKind Kind(string text) => Enum.GetValues<MailboxKind>().FirstOrDefault(kind => kind.ToString() == text);
}
