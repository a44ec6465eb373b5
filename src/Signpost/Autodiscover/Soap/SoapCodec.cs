using Signpost.Transport;

namespace Signpost.Autodiscover.Soap;

/// <summary>SOAP Autodiscover (MS-OXWSADISC) as bytes and as records, both ways: strict in what it writes, lenient in what it reads, never throws at what it reads.</summary>
public static class SoapCodec
{
    /// <summary>The content type of every message of SOAP 1.1.</summary>
    public const string ContentType = "text/xml; charset=utf-8";

    /// <summary>How many users or domains may be asked for at once, as at an Exchange.</summary>
    public const int MostAtOnce = 100;

    /// <summary>Writes a request.</summary>
    public static byte[] WriteRequest(SoapRequest request) => CodecXml.Document(xml => SoapRequestXml.Write(xml, request));

    /// <summary>Reads a request of at most 64 KiB, for at most <see cref="MostAtOnce"/> users or domains.</summary>
    public static SoapRequestReading ReadRequest(ReadOnlyMemory<byte> message) => SafeXml.Read(message, SafeXml.RequestLimit) switch
    {
        XmlReading.Document document => SoapRequestXml.Read(document.Root),
        XmlReading.Bad bad => new SoapRequestReading.Bad(bad.What, bad.Line, bad.Column),
        _ => throw new UnreachableException(),
    };

    /// <summary>Writes an answer.</summary>
    public static byte[] WriteResponse(SoapResponse response) => CodecXml.Document(xml => SoapResponseWriter.Write(xml, response));

    /// <summary>Reads an answer of at most 1 MiB.</summary>
    public static CodecReading<SoapResponse> ReadResponse(ReadOnlyMemory<byte> message) => SafeXml.Read(message, SafeXml.AnswerLimit) switch
    {
        XmlReading.Document document => SoapResponseReader.Read(document.Root),
        XmlReading.Bad bad => new CodecReading<SoapResponse>.Bad(bad.What, bad.Line, bad.Column),
        _ => throw new UnreachableException(),
    };
}
