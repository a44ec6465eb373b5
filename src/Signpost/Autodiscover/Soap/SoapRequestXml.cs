using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using Signpost.Transport;

namespace Signpost.Autodiscover.Soap;

/// <summary>The requests (MS-OXWSADISC sections 3.1.4.1 to 3.1.4.4). The order of the elements matters to Exchange.</summary>
internal static class SoapRequestXml
{
    private const string RequestMessage = "RequestMessage";

    public static void Write(XmlWriter xml, SoapRequest request)
    {
        xml.WriteStartElement("soap", "Envelope", SoapSchema.Envelope);
        xml.WriteAttributeString("xmlns", "wsa", null, SoapSchema.Addressing);
        xml.WriteAttributeString("xmlns", "a", null, SoapSchema.Messages);

        xml.WriteStartElement("Header", SoapSchema.Envelope);
        xml.Header("RequestedServerVersion", SoapSchema.Messages, request.RequestedServerVersion);
        xml.Header("Action", SoapSchema.Addressing, SoapSchema.ActionOf(request.Operation));
        xml.Header("MessageID", SoapSchema.Addressing, request.MessageId);
        if (request.ReplyTo is not "")
        {
            xml.WriteStartElement("ReplyTo", SoapSchema.Addressing);
            xml.Header("Address", SoapSchema.Addressing, request.ReplyTo);
            xml.WriteEndElement();
        }

        xml.Header("To", SoapSchema.Addressing, request.To);
        xml.WriteEndElement();

        xml.WriteStartElement("Body", SoapSchema.Envelope);
        xml.WriteStartElement("", $"{request.Operation}{RequestMessage}", SoapSchema.Messages);    // without prefix: what is inside is in the same namespace
        xml.Around("Request", () => Body(xml, request));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>Takes any prefixes and any order; what is asked for is known by the body alone, since the EWS Managed API and exchangelib send no SOAPAction.</summary>
    public static SoapRequestReading Read(XmlPart root) => SoapEnvelope.OfRequest(root) switch
    {
        CodecReading<SoapEnvelope>.Ok { Value: var envelope } => Read(envelope),
        CodecReading<SoapEnvelope>.Bad bad => new SoapRequestReading.Bad(bad.What, bad.Line, bad.Column),
        _ => throw new UnreachableException(),
    };

    private static SoapRequestReading Read(SoapEnvelope envelope)
    {
        var message = envelope.Message;
        var name = message.Name.EndsWith(RequestMessage, StringComparison.Ordinal) ? message.Name[..^RequestMessage.Length] : "";
        SoapOperation? operation = name switch
        {
            _ when message.Namespace is not SoapSchema.Messages => null,
            nameof(SoapOperation.GetUserSettings) => SoapOperation.GetUserSettings,
            nameof(SoapOperation.GetDomainSettings) => SoapOperation.GetDomainSettings,
            nameof(SoapOperation.GetFederationInformation) => SoapOperation.GetFederationInformation,
            nameof(SoapOperation.GetOrganizationRelationshipSettings) => SoapOperation.GetOrganizationRelationshipSettings,
            _ => null,
        };
        return operation is { } known
            ? new Question(known, envelope.Header, message).Read()
            : Bad(message, $"no request of Autodiscover: {{{message.Namespace}}}{message.Name}");
    }

    private static void Body(XmlWriter xml, SoapRequest request)
    {
        switch (request)
        {
            case SoapRequest.GetUserSettings users:
                xml.Around("Users", () =>
                {
                    foreach (var mailbox in users.Mailboxes)
                    {
                        xml.Around("User", () => xml.Required("Mailbox", mailbox));
                    }
                });
                xml.Texts("RequestedSettings", "Setting", users.Settings);
                xml.Optional("RequestedVersion", users.RequestedVersion);
                break;
            case SoapRequest.GetDomainSettings domains:
                xml.Texts("Domains", "Domain", domains.Domains);
                xml.Texts("RequestedSettings", "Setting", domains.Settings);
                xml.Optional("RequestedVersion", domains.RequestedVersion);
                break;
            case SoapRequest.GetFederationInformation federation:
                xml.Required("Domain", federation.Domain);
                break;
            case SoapRequest.GetOrganizationRelationshipSettings relationships:
                xml.Texts("Domains", "Domain", relationships.Domains);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static SoapRequestReading.Bad Bad(XmlPart at, string what) => new(what, at.Line, at.Column);

    /// <summary>A request whose operation is known.</summary>
    private sealed class Question(SoapOperation operation, XmlPart? header, XmlPart message)
    {
        public SoapRequestReading Read()
        {
            if (message.Child("Request") is not { } part)
            {
                return Invalid(message, "no Request in it");
            }

            if (BadVersion(header?.Child("RequestedServerVersion")) is { } badServer)
            {
                return badServer;
            }

            return operation switch
            {
                SoapOperation.GetUserSettings => Listed(part, "Users", "User", user => user.TextOf("Mailbox"), users =>
                    Wanted(part, (settings, version) => new SoapRequest.GetUserSettings(users, settings, version))),
                SoapOperation.GetDomainSettings => Listed(part, "Domains", "Domain", domain => domain.Text, domains =>
                    Wanted(part, (settings, version) => new SoapRequest.GetDomainSettings(domains, settings, version))),
                SoapOperation.GetFederationInformation => part.TextOf("Domain") is not "" and var domain
                    ? Ok(new SoapRequest.GetFederationInformation(domain))
                    : Invalid(part, "no Domain in the Request"),
                SoapOperation.GetOrganizationRelationshipSettings => Listed(part, "Domains", "Domain", domain => domain.Text, domains =>
                    Ok(new SoapRequest.GetOrganizationRelationshipSettings(domains))),
                _ => throw new UnreachableException(),
            };
        }

        private SoapRequestReading Wanted(XmlPart part, Func<ImmutableArray<string>, string, SoapRequest> request)
        {
            var settings = part.TextsOf("RequestedSettings", "Setting");
            return BadVersion(part.Child("RequestedVersion")) is { } bad ? bad
                : settings is [] ? Invalid(part, "no Setting in the RequestedSettings")
                : Ok(request(settings, part.TextOf("RequestedVersion")));
        }

        private SoapRequestReading Listed(
            XmlPart part, string list, string item, Func<XmlPart, string> text, Func<ImmutableArray<string>, SoapRequestReading> next)
        {
            var items = part.Child(list)?.ChildrenNamed(item).ToArray() ?? [];
            return items.Length switch
            {
                0 => Invalid(part, $"no {item} in the {list}"),
                > SoapCodec.MostAtOnce => Invalid(items[SoapCodec.MostAtOnce], string.Create(
                    CultureInfo.InvariantCulture, $"{items.Length} {list}, and at most {SoapCodec.MostAtOnce} are answered at once")),
                _ => next([.. items.Select(text)]),
            };
        }

        private SoapRequestReading.Invalid? BadVersion(XmlPart? version) =>
            version is null or { Text: "" } || ExchangeVersion.TryParse(version.Text, out _)
                ? null
                : Invalid(version, $"{version.Name} '{OneLine.Of(version.Text)}' names no version");

        private SoapRequestReading.Ok Ok(SoapRequest request) => new(request with
        {
            RequestedServerVersion = header?.TextOf("RequestedServerVersion") ?? "",
            To = header?.TextOf("To") ?? "",
            MessageId = header?.TextOf("MessageID") ?? "",
            ReplyTo = header?.Child("ReplyTo")?.TextOf("Address") ?? "",
        });

        private SoapRequestReading.Invalid Invalid(XmlPart at, string what) =>
            new(operation, header?.TextOf("MessageID") ?? "", what, at.Line, at.Column);
    }
}
