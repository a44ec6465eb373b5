using Signpost.Transport;

namespace Signpost.Autodiscover.Pox;

/// <summary>POX Autodiscover as bytes and as records, both ways: strict in what it writes, lenient in what it reads, never throws at what it reads.</summary>
public static class PoxCodec
{
    /// <summary>The content type of every POX message.</summary>
    public const string ContentType = "text/xml; charset=utf-8";

    /// <summary>Writes a request.</summary>
    public static byte[] WriteRequest(PoxRequest request) => CodecXml.Document(xml => PoxRequestXml.Write(xml, request));

    /// <summary>Reads a request of at most 64 KiB.</summary>
    public static CodecReading<PoxRequest> ReadRequest(ReadOnlyMemory<byte> message) =>
        message.Length <= SafeXml.RequestLimit && PoxQuickRequest.Read(message.Span) is { } usual ? new CodecReading<PoxRequest>.Ok(usual) : ReadAnyRequest(message);

    internal static CodecReading<PoxRequest> ReadAnyRequest(ReadOnlyMemory<byte> message) => Read(message, SafeXml.RequestLimit, PoxRequestXml.Read);

    /// <summary>Writes an answer.</summary>
    public static byte[] WriteResponse(PoxResponse response) => CodecXml.Document(xml => PoxResponseWriter.Write(xml, response));

    /// <summary>Reads an answer of at most 1 MiB.</summary>
    public static CodecReading<PoxResponse> ReadResponse(ReadOnlyMemory<byte> message) =>
        Read(message, SafeXml.AnswerLimit, PoxResponseReader.Read);

    private static CodecReading<T> Read<T>(ReadOnlyMemory<byte> message, int limit, Func<XmlPart, CodecReading<T>> read)
        where T : class => SafeXml.Read(message, limit) switch
        {
            XmlReading.Document document => read(document.Root),
            XmlReading.Bad bad => new CodecReading<T>.Bad(bad.What, bad.Line, bad.Column),
            _ => throw new UnreachableException(),
        };
}
