using System.Collections.Immutable;
using System.Xml;
using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Folders;

/// <summary>The requests of GetFolder and ConvertId.</summary>
internal static class FolderRequestXml
{
    private const string GetFolder = "GetFolder";
    private const string ConvertId = "ConvertId";

    public static string NameOf(FolderRequest request) => request is FolderRequest.Get ? GetFolder : ConvertId;

    public static void Write(XmlWriter xml, FolderRequest request)
    {
        switch (request)
        {
            case FolderRequest.Get { Folders: var folders }:
                xml.InMessages("FolderShape", () => xml.Type("BaseShape", "Default"));
                xml.InMessages("FolderIds", () =>
                {
                    foreach (var folder in folders)
                    {
                        Write(xml, folder);
                    }
                });
                break;
            case FolderRequest.Convert { Destination: var destination, Ids: var ids }:
                xml.WriteAttributeString("DestinationFormat", CodecXml.Clean(destination));
                xml.InMessages("SourceIds", () =>
                {
                    foreach (var id in ids)
                    {
                        xml.InTypes("AlternateId", () => AlternateIdXml.Write(xml, id));
                    }
                });
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Reads a request; null where it is another's. The shape of folders is not read: all there is to say is said.</summary>
    public static EwsRequestReading<FolderRequest>? Read(XmlPart message) => message.Name switch
    {
        GetFolder => message.Child("FolderIds")?.Children is { Count: > 0 } ids
            ? new EwsRequestReading<FolderRequest>.Ok(new FolderRequest.Get([.. ids.Select(Reference)]))
            : EwsRefusal.At(message, EwsErrorCode.SchemaValidation, "no FolderIds in it").As<FolderRequest>(),
        ConvertId => message.Child("SourceIds")?.Children is { Count: > 0 } ids
            ? new EwsRequestReading<FolderRequest>.Ok(new FolderRequest.Convert(message.Attribute("DestinationFormat"), [.. ids.Select(AlternateIdXml.Read)]))
            : EwsRefusal.At(message, EwsErrorCode.SchemaValidation, "no SourceIds in it").As<FolderRequest>(),
        _ => null,
    };

    private static void Write(XmlWriter xml, FolderReference folder)
    {
        switch (folder)
        {
            case FolderReference.Distinguished { Name: var name, Mailbox: var mailbox }:
                xml.InTypes("DistinguishedFolderId", () =>
                {
                    xml.WriteAttributeString("Id", CodecXml.Clean(name));
                    if (mailbox is { } whose)
                    {
                        xml.Mailbox("Mailbox", whose);
                    }
                });
                break;
            case FolderReference.ById { Id: var id }:
                xml.InTypes("FolderId", () => xml.WriteAttributeString("Id", CodecXml.Clean(id)));
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static FolderReference Reference(XmlPart part) => part.Name is "DistinguishedFolderId"
        ? new FolderReference.Distinguished(part.Attribute("Id"), part.Child("Mailbox")?.Mailbox)
        : new FolderReference.ById(part.Attribute("Id"));
}
