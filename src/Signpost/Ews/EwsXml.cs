using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using Signpost.Transport;

namespace Signpost.Ews;

/// <summary>Words for what the messages of EWS are made of. The prefixes are those of the specification's examples.</summary>
internal static class EwsXml
{
    public static void Envelope(XmlWriter xml, Action header, Action body)
    {
        xml.WriteStartElement("s", "Envelope", SoapEnvelope.Namespace);
        xml.WriteAttributeString("xmlns", "m", null, EwsSchema.Messages);
        xml.WriteAttributeString("xmlns", "t", null, EwsSchema.Types);
        xml.WriteStartElement("Header", SoapEnvelope.Namespace);
        header();
        xml.WriteEndElement();
        xml.WriteStartElement("Body", SoapEnvelope.Namespace);
        body();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    extension(XmlWriter xml)
    {
        /// <summary>An element of the messages around others.</summary>
        public void InMessages(string name, Action inner)
        {
            xml.WriteStartElement(name, EwsSchema.Messages);
            inner();
            xml.WriteEndElement();
        }

        /// <summary>An element of the types around others.</summary>
        public void InTypes(string name, Action inner)
        {
            xml.WriteStartElement(name, EwsSchema.Types);
            inner();
            xml.WriteEndElement();
        }

        /// <summary>An element of the types with text, or empty.</summary>
        public void Type(string name, string text) => xml.WriteElementString(name, EwsSchema.Types, CodecXml.Clean(text));

        /// <summary>An element of the types with a number.</summary>
        public void Type(string name, int number) => xml.Type(name, XmlConvert.ToString(number));

        /// <summary>An element of the types with a yes or no.</summary>
        public void Type(string name, bool value) => xml.Type(name, XmlConvert.ToString(value));

        /// <summary>An element of the types with text; nothing where there is no text.</summary>
        public void OptionalType(string name, string text) => xml.Header(name, EwsSchema.Types, text);

        /// <summary>A list of the types: an element for all, even of none.</summary>
        public void TypeList<T>(string list, ImmutableArray<T> items, Action<T> write) => xml.InTypes(list, () =>
        {
            foreach (var item in items)
            {
                write(item);
            }
        });

        /// <summary>What is in a mailbox as most of EWS names it; the kind of mailbox may follow. An address that is "" is none to the schema.</summary>
        public void MailboxParts(EwsAddress mailbox)
        {
            xml.OptionalType("Name", mailbox.Name);
            xml.OptionalType("EmailAddress", mailbox.Address);
            xml.OptionalType("RoutingType", mailbox.RoutingType);
        }

        public void Duration(string name, EwsDuration duration) => xml.InTypes(name, () =>
        {
            xml.Type("StartTime", duration.Start.ToString());
            xml.Type("EndTime", duration.End.ToString());
        });

        public void Address(string name, EwsAddress address) => xml.InTypes(name, () =>
        {
            xml.OptionalType("Name", address.Name);
            xml.Type("Address", address.Address);
            xml.OptionalType("RoutingType", address.RoutingType);
        });

        /// <summary>A mailbox as most of EWS names it (MS-OXWSCDATA, EmailAddressType): EmailAddress, where free/busy and out of office say Address.</summary>
        public void Mailbox(string name, EwsAddress mailbox) => xml.InTypes(name, () => xml.MailboxParts(mailbox));

        // MessageText stands before ResponseCode, and DescriptiveLinkKey goes with every error.
        public void Outcome(EwsOutcome outcome) => xml.Outcome("ResponseMessage", outcome, () => { });

        /// <summary>How it went, and after it what is in the same element.</summary>
        public void Outcome(string name, EwsOutcome outcome, Action inner) => xml.InMessages(name, () =>
        {
            xml.WriteAttributeString("ResponseClass", outcome.Class.ToString());
            xml.Header("MessageText", EwsSchema.Messages, outcome.Message);
            xml.WriteElementString("ResponseCode", EwsSchema.Messages, CodecXml.Clean(outcome.Code.ToString()));
            if (outcome.Class is not EwsResponseClass.Success)
            {
                xml.WriteElementString("DescriptiveLinkKey", EwsSchema.Messages, "0");
            }

            inner();
        });
    }

    extension(XmlPart part)
    {
        public EwsAddress Address => new(part.TextOf("Address")) { Name = part.TextOf("Name"), RoutingType = part.TextOf("RoutingType") };

        public EwsAddress Mailbox => new(part.TextOf("EmailAddress")) { Name = part.TextOf("Name"), RoutingType = part.TextOf("RoutingType") };

        /// <summary>From when to when; null where one of the two cannot be read.</summary>
        public EwsDuration? Duration =>
            EwsTime.TryParse(part.TextOf("StartTime"), out var start) && EwsTime.TryParse(part.TextOf("EndTime"), out var end)
                ? new EwsDuration(start, end)
                : null;

        /// <summary>How it went; where nothing is said, well.</summary>
        public EwsOutcome Outcome
        {
            get
            {
                var code = part.TextOf("ResponseCode") is not "" and var text ? new EwsErrorCode(text) : EwsErrorCode.NoError;
                var said = part.Attribute("ResponseClass") switch
                {
                    nameof(EwsResponseClass.Success) => EwsResponseClass.Success,
                    nameof(EwsResponseClass.Warning) => EwsResponseClass.Warning,
                    nameof(EwsResponseClass.Error) => EwsResponseClass.Error,
                    _ => code == EwsErrorCode.NoError ? EwsResponseClass.Success : EwsResponseClass.Error,
                };
                return new EwsOutcome(said, code, part.TextOf("MessageText"));
            }
        }

        /// <summary>A number, also below zero; null where it is none.</summary>
        public int? NumberOf(string name) => int.TryParse(
            part.TextOf(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
