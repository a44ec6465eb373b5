using System.Globalization;
using System.Xml;
using Signpost.Transport;

namespace Signpost.Ews;

/// <summary>The envelope of an answer, and the fault that may be in it.</summary>
internal static class EwsAnswer
{
    private const string BackOff = "BackOffMilliseconds";

    /// <summary>Writes an answer around its message. exchangelib works with no server that does not say its version, faults included.</summary>
    public static byte[] Document(ServerVersionInfo? server, Action<XmlWriter> message) => CodecXml.Document(xml =>
        EwsXml.Envelope(xml, header: () => Server(xml, server), body: () => message(xml)));

    /// <summary>Writes a fault. Clients take code and text from the detail.</summary>
    public static void Write(XmlWriter xml, EwsFault fault)
    {
        var message = CodecXml.Clean(fault.Message);
        var code = CodecXml.Clean(fault.Code.ToString());
        xml.WriteStartElement("Fault", SoapEnvelope.Namespace);
        xml.WriteStartElement("faultcode", "");
        xml.WriteString($"t:{code}");     // declared on the envelope; SOAP 1.1 section 4.4: what is in a fault has no namespace
        xml.WriteEndElement();
        xml.WriteStartElement("faultstring", "");
        xml.WriteAttributeString("xml", "lang", null, "en-US");
        xml.WriteString(message);
        xml.WriteEndElement();
        xml.WriteStartElement("detail", "");
        xml.WriteElementString("e", "ResponseCode", EwsSchema.Errors, code);
        xml.WriteElementString("e", "Message", EwsSchema.Errors, message);
        if (fault.BackOff is { } wait)
        {
            xml.InTypes("MessageXml", () =>
            {
                xml.WriteStartElement("Value", EwsSchema.Types);
                xml.WriteAttributeString("Name", BackOff);
                xml.WriteString(((long)wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
                xml.WriteEndElement();
            });
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>Reads an answer: elements by their local names, in any order, what we don't know skipped.</summary>
    /// <param name="bytes">The whole of it.</param>
    /// <param name="limit">How many bytes it may have.</param>
    /// <param name="read">Reads the message or the fault; null where it is another's.</param>
    public static CodecReading<T> Read<T>(ReadOnlyMemory<byte> bytes, int limit, Func<XmlPart, EwsFault?, ServerVersionInfo?, T?> read)
        where T : class => SafeXml.Read(bytes, limit) switch
        {
            XmlReading.Document { Root: var root } => SoapEnvelope.OfAnswer(root) switch
            {
                CodecReading<SoapEnvelope>.Ok { Value: var (header, message) } =>
                    read(message, message.Name is "Fault" ? Fault(message) : null, Server(header?.Child("ServerVersionInfo"))) is { } answer
                        ? new CodecReading<T>.Ok(answer)
                        : new CodecReading<T>.Bad($"not the answer that was asked for: {message.Name}", message.Line, message.Column),
                CodecReading<SoapEnvelope>.Bad bad => new CodecReading<T>.Bad(bad.What, bad.Line, bad.Column),
                _ => throw new UnreachableException(),
            },
            XmlReading.Bad bad => new CodecReading<T>.Bad(bad.What, bad.Line, bad.Column),
            _ => throw new UnreachableException(),
        };

    private static void Server(XmlWriter xml, ServerVersionInfo? server)
    {
        if (server is null)
        {
            return;
        }

        xml.WriteStartElement("ServerVersionInfo", EwsSchema.Types);
        xml.WriteAttributeString("MajorVersion", CodecXml.Number(server.Major));
        xml.WriteAttributeString("MinorVersion", CodecXml.Number(server.Minor));
        xml.WriteAttributeString("MajorBuildNumber", CodecXml.Number(server.MajorBuild));
        xml.WriteAttributeString("MinorBuildNumber", CodecXml.Number(server.MinorBuild));
        if (server.Version is not "")
        {
            xml.WriteAttributeString("Version", CodecXml.Clean(server.Version));
        }

        xml.WriteEndElement();
    }

    // In attributes here; Autodiscover has the same in elements.
    private static ServerVersionInfo? Server(XmlPart? part) => part is null ? null : new ServerVersionInfo(
        CodecXml.Number(part.Attribute("MajorVersion")) ?? 0,
        CodecXml.Number(part.Attribute("MinorVersion")) ?? 0,
        CodecXml.Number(part.Attribute("MajorBuildNumber")) ?? 0,
        CodecXml.Number(part.Attribute("MinorBuildNumber")) ?? 0,
        part.Attribute("Version"));

    // Exchange 2007 has a single m:ErrorCode with an HRESULT in the detail, and its words in the faultstring.
    private static EwsFault Fault(XmlPart fault)
    {
        var detail = fault.Child("detail");
        var code = detail?.TextOf("ResponseCode") is { Length: > 0 } given ? given
            : detail?.TextOf("ErrorCode") is { Length: > 0 } number ? number
            : WithoutPrefix(fault.TextOf("faultcode"));
        var message = detail?.Child("Message") is { } words ? words.Text : fault.TextOf("faultstring");
        var wait = detail?.Child("MessageXml")?.ChildrenNamed("Value").FirstOrDefault(value => value.Attribute("Name") is BackOff)?.Text;
        return new EwsFault(new EwsErrorCode(code), message)
        {
            BackOff = CodecXml.Number(wait ?? "") is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
        };
    }

    private static string WithoutPrefix(string name) => name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
