using Signpost.Transport;

namespace Signpost.Autodiscover.Pox;

/// <summary>POX Autodiscover as bytes and as records, both ways: strict in what it writes, lenient in what it reads, never throws at what it reads.</summary>
public static class PoxCodec
{
    /// <summary>The content type of every POX message.</summary>
    public const string ContentType = "text/xml; charset=utf-8";

    /// <summary>Writes a request.</summary>
    public static byte[] WriteRequest(PoxRequest request) => PoxXml.Document(xml => PoxRequestXml.Write(xml, request));

    /// <summary>Reads a request of at most 64 KiB.</summary>
    public static PoxReading<PoxRequest> ReadRequest(ReadOnlyMemory<byte> message) =>
        Read(message, SafeXml.RequestLimit, PoxRequestXml.Read);

    /// <summary>Writes an answer.</summary>
    public static byte[] WriteResponse(PoxResponse response) => PoxXml.Document(xml => PoxResponseWriter.Write(xml, response));

    /// <summary>Reads an answer of at most 1 MiB.</summary>
    public static PoxReading<PoxResponse> ReadResponse(ReadOnlyMemory<byte> message) =>
        Read(message, SafeXml.AnswerLimit, PoxResponseReader.Read);

    private static PoxReading<T> Read<T>(ReadOnlyMemory<byte> message, int limit, Func<XmlPart, PoxReading<T>> read)
        where T : class => SafeXml.Read(message, limit) switch
        {
            XmlReading.Document document => read(document.Root),
            XmlReading.Bad bad => new PoxReading<T>.Bad(bad.What, bad.Line, bad.Column),
            _ => throw new UnreachableException(),
        };
}
