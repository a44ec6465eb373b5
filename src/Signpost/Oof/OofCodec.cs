using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Oof;

/// <summary>Out-of-office (MS-OXWOOF) as bytes and as records, both ways: strict in what it writes, lenient in what it reads, never throws at what it reads.</summary>
public static class OofCodec
{
    /// <summary>The most bytes of a message that is read: 1 MiB, since Outlook's replies are whole documents.</summary>
    public const int Limit = 1 << 20;

    /// <summary>Writes a request.</summary>
    public static byte[] WriteRequest(OofRequest request) =>
        EwsRequestXml.Document(request, OofXml.NameOf(request), xml => OofXml.Write(xml, request));

    /// <summary>Reads a request; one that is refused is to be answered with a fault.</summary>
    public static EwsRequestReading<OofRequest> ReadRequest(ReadOnlyMemory<byte> message) =>
        EwsRequestXml.Read<OofRequest>(message, Limit, (part, _) => OofXml.Request(part));

    /// <summary>Writes an answer.</summary>
    public static byte[] WriteResponse(OofResponse response) => EwsAnswer.Document(response.Server, xml => OofXml.Write(xml, response));

    /// <summary>Reads an answer.</summary>
    public static CodecReading<OofResponse> ReadResponse(ReadOnlyMemory<byte> message) =>
        EwsAnswer.Read<OofResponse>(message, Limit, (part, fault, server) =>
            (fault is { } why ? new OofResponse.Fault(why) : OofXml.Response(part)) is { } response ? response with { Server = server } : null);
}
