using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Folders;

/// <summary>GetFolder and ConvertId (MS-OXWSFOLD, MS-OXWSCVTID) as bytes and as records, both ways: strict in what it writes, lenient in what it reads, never throws at what it reads.</summary>
public static class FolderCodec
{
    /// <summary>The most bytes of a message that is read: 1 MiB.</summary>
    public const int Limit = 1 << 20;

    /// <summary>Writes a request.</summary>
    public static byte[] WriteRequest(FolderRequest request) => EwsRequestXml.Document(request, FolderRequestXml.NameOf(request), xml => FolderRequestXml.Write(xml, request));

    /// <summary>Reads a request; one that is refused is to be answered with a fault.</summary>
    public static EwsRequestReading<FolderRequest> ReadRequest(ReadOnlyMemory<byte> message) => EwsRequestXml.Read<FolderRequest>(message, Limit, (part, _) => FolderRequestXml.Read(part));

    /// <summary>Writes an answer.</summary>
    public static byte[] WriteResponse(FolderResponse response) => EwsAnswer.Document(response.Server, xml => FolderResponseXml.Write(xml, response));

    /// <summary>Reads an answer.</summary>
    public static CodecReading<FolderResponse> ReadResponse(ReadOnlyMemory<byte> message) =>
        EwsAnswer.Read<FolderResponse>(message, Limit, (part, fault, server) =>
            (fault is { } why ? new FolderResponse.Fault(why) : FolderResponseXml.Read(part)) is { } response ? response with { Server = server } : null);
}
