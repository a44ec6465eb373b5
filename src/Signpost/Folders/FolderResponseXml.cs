using System.Xml;
using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Folders;

/// <summary>The answers of GetFolder and ConvertId.</summary>
internal static class FolderResponseXml
{
    private const string GetResponse = "GetFolderResponse";
    private const string GetMessage = "GetFolderResponseMessage";
    private const string ConvertResponse = "ConvertIdResponse";
    private const string ConvertMessage = "ConvertIdResponseMessage";
    private const string SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";

    public static void Write(XmlWriter xml, FolderResponse response)
    {
        switch (response)
        {
            case FolderResponse.Get { Folders: var folders }:
                xml.InMessages(GetResponse, () => xml.InMessages("ResponseMessages", () =>
                {
                    foreach (var (outcome, folder) in folders)
                    {
                        xml.Outcome(GetMessage, outcome, () => xml.InMessages("Folders", () => Write(xml, folder)));
                    }
                }));
                break;
            case FolderResponse.Convert { Ids: var ids }:
                xml.InMessages(ConvertResponse, () => xml.InMessages("ResponseMessages", () =>
                {
                    foreach (var (outcome, id) in ids)
                    {
                        xml.Outcome(ConvertMessage, outcome, () => Write(xml, id));
                    }
                }));
                break;
            case FolderResponse.Fault { Why: var fault }:
                EwsAnswer.Write(xml, fault);
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Reads an answer; null where it is another's.</summary>
    public static FolderResponse? Read(XmlPart message)
    {
        var items = message.Child("ResponseMessages")?.Children ?? [];
        return message.Name switch
        {
            GetResponse => new FolderResponse.Get([.. items.Select(one => new FolderAnswer(one.Outcome, one.Child("Folders")?.Children is [var folder, ..] ? Folder(folder) : null))]),
            ConvertResponse => new FolderResponse.Convert([.. items.Select(one => new ConvertedId(one.Outcome, one.Child("AlternateId") is { } id ? AlternateIdXml.Read(id) : null))]),
            _ => null,
        };
    }

    private static void Write(XmlWriter xml, MailFolder? folder)
    {
        if (folder is null)
        {
            return;
        }

        xml.InTypes(folder.Kind.ToString(), () =>
        {
            xml.InTypes("FolderId", () =>
            {
                xml.WriteAttributeString("Id", CodecXml.Clean(folder.Id));
                xml.WriteAttributeString("ChangeKey", "AQ==");      // DavMail and others want one; nothing here changes
            });
            xml.OptionalType("FolderClass", folder.FolderClass);
            xml.OptionalType("DisplayName", folder.DisplayName);
            xml.Type("TotalCount", folder.TotalCount);
            xml.Type("ChildFolderCount", folder.ChildFolderCount);
            if (folder.Kind is FolderKind.Folder or FolderKind.TasksFolder)
            {
                xml.Type("UnreadCount", 0);
            }
        });
    }

    // The element's type is abstract: which of its kinds this is must be said.
    private static void Write(XmlWriter xml, AlternateId? id)
    {
        if (id is null)
        {
            return;
        }

        xml.InMessages("AlternateId", () =>
        {
            xml.WriteAttributeString("xsi", "type", SchemaInstance, "t:AlternateIdType");
            AlternateIdXml.Write(xml, id);
        });
    }

    private static MailFolder Folder(XmlPart part) => new(
        part.Child("FolderId")?.Attribute("Id") ?? "", Enum.GetValues<FolderKind>().FirstOrDefault(kind => kind.ToString() == part.Name))
    {
        DisplayName = part.TextOf("DisplayName"),
        FolderClass = part.TextOf("FolderClass"),
        TotalCount = part.NumberOf("TotalCount") ?? 0,
        ChildFolderCount = part.NumberOf("ChildFolderCount") ?? 0,
    };
}
