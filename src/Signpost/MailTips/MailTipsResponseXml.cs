using System.Xml;
using Signpost.Ews;
using Signpost.Oof;
using Signpost.Transport;

namespace Signpost.MailTips;

/// <summary>The answers to GetMailTips and GetServiceConfiguration: both say how it went in themselves, and again in each message of their list, whose elements are called as their types.</summary>
internal static class MailTipsResponseXml
{
    private const string GetMailTips = "GetMailTipsResponse";
    private const string GetServiceConfiguration = "GetServiceConfigurationResponse";

    private const string ResponseMessages = "ResponseMessages";
    private const string TipsMessage = "MailTipsResponseMessageType";
    private const string ConfigurationMessage = "ServiceConfigurationResponseMessageType";
    private const string TipsElement = "MailTips";

    public static void Write(XmlWriter xml, MailTipsResponse response)
    {
        switch (response)
        {
            case MailTipsResponse.Tips tips:
                xml.Outcome(GetMailTips, tips.Outcome, () => Write(xml, tips));
                break;
            case MailTipsResponse.Configuration configuration:
                xml.Outcome(GetServiceConfiguration, configuration.Outcome, () => Write(xml, configuration));
                break;
            case MailTipsResponse.Fault { Why: var fault }:
                EwsAnswer.Write(xml, fault);
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Reads an answer; null where it is another's.</summary>
    public static MailTipsResponse? Read(XmlPart message) => message.Name switch
    {
        GetMailTips => new MailTipsResponse.Tips(message.Outcome, message.ListOf(ResponseMessages, TipsMessage, Answer)),
        GetServiceConfiguration => new MailTipsResponse.Configuration(message.Outcome, message.Child(ResponseMessages)?.ChildrenNamed(ConfigurationMessage)
            .Select(one => one.Child(MailTipsConfigurationXml.Name)).OfType<XmlPart>().Select(MailTipsConfigurationXml.Read).FirstOrDefault()),
        _ => null,
    };

    // The list may be absent, but not empty.
    private static void Write(XmlWriter xml, MailTipsResponse.Tips tips)
    {
        if (tips.Recipients is [])
        {
            return;
        }

        xml.InMessages(ResponseMessages, () =>
        {
            foreach (var one in tips.Recipients)
            {
                xml.Outcome(TipsMessage, one.Outcome, () => Write(xml, one.Tips));
            }
        });
    }

    private static void Write(XmlWriter xml, RecipientTips? tips)
    {
        if (tips is null)
        {
            return;
        }

        xml.InMessages(TipsElement, () =>
        {
            xml.InTypes("RecipientAddress", () => xml.MailboxParts(tips.Recipient));
            xml.Type("PendingMailTips", MailTipsWords.Text(tips.Pending));
            if (tips.OutOfOffice is { } away)
            {
                xml.InTypes("OutOfOffice", () => Write(xml, away));
            }

            Write(xml, "MailboxFull", tips.IsMailboxFull);
            xml.OptionalType("CustomMailTip", tips.Custom);
            Write(xml, "TotalMemberCount", tips.TotalMembers);
            Write(xml, "ExternalMemberCount", tips.ExternalMembers);
            Write(xml, "MaxMessageSize", tips.MaxMessageSize);
            Write(xml, "DeliveryRestricted", tips.IsDeliveryRestricted);
            Write(xml, "IsModerated", tips.IsModerated);
            Write(xml, "InvalidRecipient", tips.IsInvalid);
        });
    }

    private static void Write(XmlWriter xml, OutOfOfficeTip away)
    {
        xml.InTypes("ReplyBody", () =>
        {
            if (away.Reply.Language is not "")
            {
                xml.WriteAttributeString("xml", "lang", null, CodecXml.Clean(away.Reply.Language));
            }

            xml.Type("Message", away.Reply.Message);
        });
        if (away.Duration is { } duration)
        {
            xml.Duration("Duration", duration);
        }
    }

    private static void Write(XmlWriter xml, MailTipsResponse.Configuration configuration)
    {
        if (configuration.MailTips is { } tips)
        {
            xml.InMessages(ResponseMessages, () => xml.Outcome(ConfigurationMessage, EwsOutcome.Success, () => MailTipsConfigurationXml.Write(xml, tips)));
        }
    }

    private static void Write(XmlWriter xml, string name, bool? value)
    {
        if (value is { } known)
        {
            xml.Type(name, known);
        }
    }

    private static void Write(XmlWriter xml, string name, int? value)
    {
        if (value is { } known)
        {
            xml.Type(name, known);
        }
    }

    private static RecipientAnswer Answer(XmlPart part) => new(part.Outcome, part.Child(TipsElement) is { } tips ? Tips(tips) : null);

    private static RecipientTips Tips(XmlPart part) => new(part.Child("RecipientAddress")?.Mailbox ?? new EwsAddress(""))
    {
        Pending = MailTipsWords.Kinds(part.TextOf("PendingMailTips")),
        OutOfOffice = part.Child("OutOfOffice") is { } away ? Away(away) : null,
        IsMailboxFull = Flag(part, "MailboxFull"),
        Custom = part.TextOf("CustomMailTip"),
        TotalMembers = part.NumberOf("TotalMemberCount"),
        ExternalMembers = part.NumberOf("ExternalMemberCount"),
        MaxMessageSize = part.NumberOf("MaxMessageSize"),
        IsDeliveryRestricted = Flag(part, "DeliveryRestricted"),
        IsModerated = Flag(part, "IsModerated"),
        IsInvalid = Flag(part, "InvalidRecipient"),
    };

    private static OutOfOfficeTip Away(XmlPart part) => new(
        part.Child("ReplyBody") is { } reply ? new OofReply(reply.Child("Message")?.Verbatim ?? "", reply.Attribute("xml:lang")) : OofReply.Empty,
        part.Child("Duration")?.Duration);

    private static bool? Flag(XmlPart part, string name) => part.Child(name) is null ? null : part.FlagOf(name);
}
