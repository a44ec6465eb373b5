using System.Xml;
using Signpost.Transport;

namespace Signpost.Ews;

/// <summary>Requests of EWS before they are read: what is asked, and why it can't be answered.</summary>
public static class EwsMessage
{
    /// <summary>The most bytes of a request that is read: 1 MiB, where a hundred mailboxes take some 20 KiB.</summary>
    public const int RequestLimit = 1 << 20;

    /// <summary>The operation: the first element of the body, for example <c>GetUserAvailabilityRequest</c>; "" where that is none of EWS. It reads no further, and never throws.</summary>
    /// <remarks>The SOAPAction says nothing: exchangelib and the EWS Managed API send none.</remarks>
    public static string OperationOf(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var reader = SafeXml.Reader(message, RequestLimit);
            return IsAt(reader, "Envelope", 0) && IsAt(reader, "Body", 1) && IsAtElement(reader, 2) && reader.NamespaceURI is EwsSchema.Messages ? reader.LocalName : "";
        }
        catch (XmlException)
        {
            return "";      // Refusal says what is wrong with it
        }
    }

    /// <summary>Why a request that nobody answers is refused: it is no message of EWS, or an operation that is not done here.</summary>
    public static EwsFault Refusal(ReadOnlyMemory<byte> message) => EwsRequestXml.Read<EwsCall>(message, RequestLimit, (_, _) => null) is EwsRequestReading<EwsCall>.Refused refused
        ? refused.AsFault()
        : throw new UnreachableException();

    /// <summary>Writes an answer that is a fault; HTTP gives it the status 500 (SOAP 1.1 section 6.2).</summary>
    public static byte[] WriteFault(EwsFault fault, ServerVersionInfo? server) => EwsAnswer.Document(server, xml => EwsAnswer.Write(xml, fault));

    private static bool IsAt(XmlReader reader, string name, int depth)
    {
        while (IsAtElement(reader, depth))
        {
            if (reader.LocalName == name && reader.NamespaceURI is SoapEnvelope.Namespace)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAtElement(XmlReader reader, int depth)
    {
        while (reader.Read() && reader.Depth >= depth - 1)
        {
            if (reader.NodeType is XmlNodeType.Element && reader.Depth == depth)
            {
                return true;
            }
        }

        return false;
    }
}
