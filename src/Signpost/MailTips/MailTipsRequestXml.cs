using System.Collections.Immutable;
using System.Xml;
using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.MailTips;

/// <summary>The questions GetMailTips and GetServiceConfiguration. All but what a mailbox is made of, and the mailboxes of the recipients, is of the messages.</summary>
internal static class MailTipsRequestXml
{
    private const string GetMailTips = "GetMailTips";
    private const string GetServiceConfiguration = "GetServiceConfiguration";

    private const string Recipients = "Recipients";
    private const string Requested = "MailTipsRequested";
    private const string Wanted = "RequestedConfiguration";

    public static string NameOf(MailTipsRequest request) => request is MailTipsRequest.Configuration ? GetServiceConfiguration : GetMailTips;

    public static void Write(XmlWriter xml, MailTipsRequest request)
    {
        switch (request)
        {
            case MailTipsRequest.Tips tips:
                xml.InMessages("SendingAs", () => xml.MailboxParts(tips.SendingAs));
                xml.InMessages(Recipients, () =>
                {
                    foreach (var recipient in tips.Recipients)
                    {
                        xml.InTypes("Mailbox", () => xml.MailboxParts(recipient));
                    }
                });
                xml.WriteElementString(Requested, EwsSchema.Messages, MailTipsWords.Text(tips.Requested));
                break;
            case MailTipsRequest.Configuration { ActingAs: var who, Names: var names }:
                if (who is not null)
                {
                    xml.InMessages("ActingAs", () => xml.MailboxParts(who));
                }

                xml.InMessages(Wanted, () => Write(xml, names));
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Reads a request; null where it is another's.</summary>
    public static EwsRequestReading<MailTipsRequest>? Read(XmlPart message) => message.Name switch
    {
        GetMailTips => message.Child(Recipients) is { } recipients
            ? Ok(new MailTipsRequest.Tips(
                message.Child("SendingAs")?.Mailbox ?? new EwsAddress(""),
                [.. recipients.ChildrenNamed("Mailbox").Select(one => one.Mailbox)],
                message.Child(Requested) is { } kinds ? MailTipsWords.Kinds(kinds.Text) : MailTipKinds.All))
            : EwsRefusal.At(message, EwsErrorCode.SchemaValidation, $"no {Recipients} in it").As<MailTipsRequest>(),
        GetServiceConfiguration => Ok(new MailTipsRequest.Configuration(
            [.. (message.Child(Wanted)?.ChildrenNamed("ConfigurationName") ?? []).SelectMany(name => MailTipsWords.Split(name.Text))])
        {
            ActingAs = message.Child("ActingAs")?.Mailbox,
        }),
        _ => null,
    };

    private static void Write(XmlWriter xml, ImmutableArray<string> names)
    {
        foreach (var name in names)
        {
            xml.WriteElementString("ConfigurationName", EwsSchema.Messages, CodecXml.Clean(name));
        }
    }

    private static EwsRequestReading<MailTipsRequest>.Ok Ok(MailTipsRequest request) => new(request);
}
