using System.Xml;
using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Names;

/// <summary>The questions to the address book. Mailboxes in them are of the messages, and what is in these of the types.</summary>
internal static class NamesRequestXml
{
    private const string ResolveNames = "ResolveNames";
    private const string ExpandDL = "ExpandDL";
    private const string GetRoomLists = "GetRoomLists";
    private const string GetRooms = "GetRooms";

    private const string Full = "ReturnFullContactData";
    private const string Entry = "UnresolvedEntry";
    private const string Mailbox = "Mailbox";
    private const string RoomList = "RoomList";

    public static string NameOf(NamesRequest request) => request switch
    {
        NamesRequest.Resolve => ResolveNames,
        NamesRequest.Expand => ExpandDL,
        NamesRequest.RoomLists => GetRoomLists,
        NamesRequest.Rooms => GetRooms,
        _ => throw new UnreachableException(),
    };

    public static void Write(XmlWriter xml, NamesRequest request)
    {
        switch (request)
        {
            case NamesRequest.Resolve resolve:
                xml.WriteAttributeString(Full, XmlConvert.ToString(resolve.IsFull));
                xml.WriteElementString(Entry, EwsSchema.Messages, CodecXml.Clean(resolve.Entry));
                break;
            case NamesRequest.Expand { List: var list }:
                xml.InMessages(Mailbox, () => xml.MailboxParts(list));
                break;
            case NamesRequest.RoomLists:
                break;
            case NamesRequest.Rooms { List: var list }:
                xml.InMessages(RoomList, () => xml.MailboxParts(list));
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Reads a request; null where it is another's. Whose contacts are meant (SearchScope, ParentFolderIds) is not read: there is the address book only.</summary>
    public static EwsRequestReading<NamesRequest>? Read(XmlPart message) => message.Name switch
    {
        ResolveNames => message.TextOf(Entry) is not "" and var entry
            ? Ok(new NamesRequest.Resolve(entry) { IsFull = message.Attribute(Full) is "true" or "1" })
            : Missing(message, Entry),
        ExpandDL => message.Child(Mailbox) is { } list ? Ok(new NamesRequest.Expand(list.Mailbox)) : Missing(message, Mailbox),
        GetRoomLists => Ok(new NamesRequest.RoomLists()),
        GetRooms => message.Child(RoomList) is { } list ? Ok(new NamesRequest.Rooms(list.Mailbox)) : Missing(message, RoomList),
        _ => null,
    };

    private static EwsRequestReading<NamesRequest>.Ok Ok(NamesRequest request) => new(request);

    private static EwsRequestReading<NamesRequest> Missing(XmlPart message, string what) =>
        EwsRefusal.At(message, EwsErrorCode.SchemaValidation, $"no {what} in it").As<NamesRequest>();
}
