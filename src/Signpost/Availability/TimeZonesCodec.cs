using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Availability;

/// <summary>Zones of a server (MS-OXWSGTZ, GetServerTimeZones) as bytes and as records, both ways: strict in what it writes, lenient in what it reads, never throws at what it reads.</summary>
public static class TimeZonesCodec
{
    /// <summary>The most bytes of a request that is read: 64 KiB, some thousand names.</summary>
    public const int RequestLimit = 1 << 16;

    /// <summary>The most bytes of an answer that is read: 8 MiB, for all zones with the rules of many years.</summary>
    public const int AnswerLimit = 1 << 23;

    /// <summary>Writes a request.</summary>
    public static byte[] WriteRequest(TimeZonesRequest request) => EwsRequestXml.Document(request, TimeZonesXml.Request, xml => TimeZonesXml.Write(xml, request));

    /// <summary>Reads a request; one that is refused is to be answered with a fault.</summary>
    public static EwsRequestReading<TimeZonesRequest> ReadRequest(ReadOnlyMemory<byte> message) =>
        EwsRequestXml.Read<TimeZonesRequest>(message, RequestLimit, (part, _) => part.Name is TimeZonesXml.Request ? TimeZonesXml.ReadRequest(part) : null);

    /// <summary>Writes an answer.</summary>
    /// <exception cref="ArgumentException">A zone has rules that are impossible, or of one year only, which no definition can say.</exception>
    public static byte[] WriteResponse(TimeZonesResponse response) => EwsAnswer.Document(response.Server, xml => TimeZonesXml.Write(xml, response));

    /// <summary>Reads an answer. A zone with rules that are not one pair a year comes without any.</summary>
    public static CodecReading<TimeZonesResponse> ReadResponse(ReadOnlyMemory<byte> message) =>
        EwsAnswer.Read<TimeZonesResponse>(message, AnswerLimit, (part, fault, server) => (part.Name, fault) switch
        {
            (_, { } why) => new TimeZonesResponse.Fault(why) { Server = server },
            (TimeZonesXml.Response, _) => TimeZonesXml.ReadResponse(part) with { Server = server },
            _ => null,
        });
}
