using System.Xml;
using Signpost.Transport;

namespace Signpost.Ews;

/// <summary>The envelope of a request.</summary>
internal static class EwsRequestXml
{
    /// <summary>Writes a request around the inside of its message.</summary>
    public static byte[] Document(EwsCall call, string message, Action<XmlWriter> inner) => CodecXml.Document(xml =>
    {
        EwsXml.Envelope(xml, header: () =>
        {
            if (call.RequestServerVersion is not "")
            {
                xml.WriteStartElement("RequestServerVersion", EwsSchema.Types);
                xml.WriteAttributeString("Version", CodecXml.Clean(call.RequestServerVersion));
                xml.WriteEndElement();
            }

            if (call.TimeZoneId is not "")
            {
                xml.WriteStartElement("TimeZoneContext", EwsSchema.Types);
                xml.WriteStartElement("TimeZoneDefinition", EwsSchema.Types);
                xml.WriteAttributeString("Id", CodecXml.Clean(call.TimeZoneId));
                xml.WriteEndElement();
                xml.WriteEndElement();
            }
        }, body: () => xml.InMessages(message, () => inner(xml)));
    });

    /// <summary>Reads a request; what it asks for is known by the body alone, since exchangelib and the EWS Managed API send no SOAPAction.</summary>
    /// <param name="bytes">The whole of it.</param>
    /// <param name="limit">How many bytes it may have.</param>
    /// <param name="read">Reads a message, with the headers before it; null where the operation is another's.</param>
    public static EwsRequestReading<T> Read<T>(ReadOnlyMemory<byte> bytes, int limit, Func<XmlPart, XmlPart?, EwsRequestReading<T>?> read)
        where T : EwsCall => SafeXml.Read(bytes, limit) switch
        {
            XmlReading.Document { Root: var root } => SoapEnvelope.OfRequest(root) switch
            {
                CodecReading<SoapEnvelope>.Ok { Value: var envelope } => Of(envelope, read),
                CodecReading<SoapEnvelope>.Bad bad => Bad<T>(bad.What, bad.Line, bad.Column),
                _ => throw new UnreachableException(),
            },
            XmlReading.Bad bad => Bad<T>(bad.What, bad.Line, bad.Column),
            _ => throw new UnreachableException(),
        };

    private static EwsRequestReading<T> Of<T>(SoapEnvelope envelope, Func<XmlPart, XmlPart?, EwsRequestReading<T>?> read)
        where T : EwsCall
    {
        var message = envelope.Message;
        var reading = message.Namespace is EwsSchema.Messages ? read(message, envelope.Header) : null;
        return reading switch
        {
            // Not ErrorInvalidRequest: exchangelib would repeat it for every version it knows.
            null => EwsRefusal.At(message, EwsErrorCode.InvalidOperation, $"not done here: {{{message.Namespace}}}{message.Name}").As<T>(),
            EwsRequestReading<T>.Ok { Value: var call } => new EwsRequestReading<T>.Ok((T)(EwsCall)(call with
            {
                RequestServerVersion = envelope.Header?.Child("RequestServerVersion")?.Attribute("Version") ?? "",
                TimeZoneId = envelope.Header?.Child("TimeZoneContext")?.Child("TimeZoneDefinition")?.Attribute("Id") ?? "",
            })),
            var refused => refused,
        };
    }

    private static EwsRequestReading<T>.Refused Bad<T>(string what, int line, int column)
        where T : EwsCall => new(EwsErrorCode.SchemaValidation, what, line, column);
}
