using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Names;

/// <summary>The address book (ResolveNames, ExpandDL, GetRoomLists, GetRooms) as bytes and as records, both ways: strict in what it writes, lenient in what it reads, never throws at what it reads.</summary>
public static class NamesCodec
{
    /// <summary>The most bytes of a request that is read: 64 KiB, for one name or one address.</summary>
    public const int RequestLimit = 1 << 16;

    /// <summary>The most bytes of an answer that is read: 8 MiB, a list with some ten thousand members.</summary>
    public const int AnswerLimit = 1 << 23;

    /// <summary>Writes a request.</summary>
    public static byte[] WriteRequest(NamesRequest request) => EwsRequestXml.Document(request, NamesRequestXml.NameOf(request), xml => NamesRequestXml.Write(xml, request));

    /// <summary>Reads a request; one that is refused is to be answered with a fault.</summary>
    public static EwsRequestReading<NamesRequest> ReadRequest(ReadOnlyMemory<byte> message) =>
        EwsRequestXml.Read<NamesRequest>(message, RequestLimit, (part, _) => NamesRequestXml.Read(part));

    /// <summary>Writes an answer.</summary>
    public static byte[] WriteResponse(NamesResponse response) => EwsAnswer.Document(response.Server, xml => NamesResponseXml.Write(xml, response));

    /// <summary>Reads an answer.</summary>
    public static CodecReading<NamesResponse> ReadResponse(ReadOnlyMemory<byte> message) =>
        EwsAnswer.Read<NamesResponse>(message, AnswerLimit, (part, fault, server) =>
            (fault is { } why ? new NamesResponse.Fault(why) : NamesResponseXml.Read(part)) is { } response ? response with { Server = server } : null);
}
