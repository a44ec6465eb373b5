using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.MailTips;

/// <summary>Tips for who writes a message (GetMailTips, GetServiceConfiguration) as bytes and as records, both ways: strict in what it writes, lenient in what it reads, never throws at what it reads.</summary>
public static class MailTipsCodec
{
    /// <summary>The most bytes of a request that is read: 1 MiB, some thousand recipients.</summary>
    public const int RequestLimit = 1 << 20;

    /// <summary>The most bytes of an answer that is read: 16 MiB, since Outlook's replies are whole documents.</summary>
    public const int AnswerLimit = 1 << 24;

    /// <summary>Writes a request.</summary>
    public static byte[] WriteRequest(MailTipsRequest request) =>
        EwsRequestXml.Document(request, MailTipsRequestXml.NameOf(request), xml => MailTipsRequestXml.Write(xml, request));

    /// <summary>Reads a request; one that is refused is to be answered with a fault.</summary>
    public static EwsRequestReading<MailTipsRequest> ReadRequest(ReadOnlyMemory<byte> message) =>
        EwsRequestXml.Read<MailTipsRequest>(message, RequestLimit, (part, _) => MailTipsRequestXml.Read(part));

    /// <summary>Writes an answer.</summary>
    public static byte[] WriteResponse(MailTipsResponse response) => EwsAnswer.Document(response.Server, xml => MailTipsResponseXml.Write(xml, response));

    /// <summary>Reads an answer.</summary>
    public static CodecReading<MailTipsResponse> ReadResponse(ReadOnlyMemory<byte> message) =>
        EwsAnswer.Read<MailTipsResponse>(message, AnswerLimit, (part, fault, server) =>
            (fault is { } why ? new MailTipsResponse.Fault(why) : MailTipsResponseXml.Read(part)) is { } response ? response with { Server = server } : null);
}
