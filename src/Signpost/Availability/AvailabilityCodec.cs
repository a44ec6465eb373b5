using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Availability;

/// <summary>Free/busy (MS-OXWAVLS, GetUserAvailability) as bytes and as records, both ways: strict in what it writes, lenient in what it reads, never throws at what it reads.</summary>
public static class AvailabilityCodec
{
    /// <summary>The most bytes of a request that is read: 1 MiB, where a hundred mailboxes take some 20 KiB.</summary>
    public const int RequestLimit = 1 << 20;

    /// <summary>The most bytes of an answer that is read: 16 MiB, for a hundred calendars with details.</summary>
    public const int AnswerLimit = 1 << 24;

    /// <summary>Writes a request.</summary>
    public static byte[] WriteRequest(FreeBusyRequest request) =>
        EwsRequestXml.Document(request, AvailabilityRequestXml.Message, xml => AvailabilityRequestXml.Write(xml, request));

    /// <summary>Reads a request; one that is refused is to be answered with a fault.</summary>
    public static EwsRequestReading<FreeBusyRequest> ReadRequest(ReadOnlyMemory<byte> message) =>
        EwsRequestXml.Read<FreeBusyRequest>(message, RequestLimit, (part, header) =>
            part.Name is AvailabilityRequestXml.Message ? AvailabilityRequestXml.Read(part, header) : null);

    /// <summary>Writes an answer.</summary>
    public static byte[] WriteResponse(FreeBusyResponse response) =>
        EwsAnswer.Document(response.Server, xml => AvailabilityResponseWriter.Write(xml, response));

    /// <summary>Reads an answer.</summary>
    public static CodecReading<FreeBusyResponse> ReadResponse(ReadOnlyMemory<byte> message) =>
        EwsAnswer.Read<FreeBusyResponse>(message, AnswerLimit, (part, fault, server) => (part.Name, fault) switch
        {
            (_, { } why) => new FreeBusyResponse.Fault(why) { Server = server },
            (AvailabilityResponseWriter.Message, _) => AvailabilityResponseReader.Read(part) with { Server = server },
            _ => null,
        });
}
