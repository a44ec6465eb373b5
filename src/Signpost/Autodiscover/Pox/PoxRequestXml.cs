using System.Xml;
using Signpost.Transport;

namespace Signpost.Autodiscover.Pox;

/// <summary>The request (MS-OXDSCLI, Autodiscover Request; MS-ASCMD section 2.2.1.1).</summary>
internal static class PoxRequestXml
{
    public static void Write(XmlWriter xml, PoxRequest request)
    {
        var isMobile = request.AcceptableResponseSchema == PoxSchema.MobileSyncResponse;
        xml.WriteStartElement("Autodiscover", isMobile ? PoxSchema.MobileSyncRequest : PoxSchema.OutlookRequest);
        xml.WriteStartElement("Request");
        xml.Optional("EMailAddress", request.EMailAddress);
        xml.Optional("LegacyDN", request.LegacyDn);
        xml.Required("AcceptableResponseSchema", request.AcceptableResponseSchema);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>Takes any prefixes, any order, and elements we don't know, since no two clients write it alike (exchangelib, Evolution, EWSMA).</summary>
    public static CodecReading<PoxRequest> Read(XmlPart root)
    {
        if (root is not { Name: "Autodiscover", Namespace: PoxSchema.OutlookRequest or PoxSchema.MobileSyncRequest })
        {
            return Bad(root, $"no Autodiscover request: the root is {{{root.Namespace}}}{root.Name}");
        }

        if (root.Child("Request") is not { } part)
        {
            return Bad(root, "no Request in it");
        }

        var request = new PoxRequest
        {
            EMailAddress = part.TextOf("EMailAddress"),
            LegacyDn = part.TextOf("LegacyDN"),
            AcceptableResponseSchema = part.TextOf("AcceptableResponseSchema"),
        };
        return request switch
        {
            { EMailAddress: "", LegacyDn: "" } => Bad(part, "neither EMailAddress nor LegacyDN in the Request"),
            { AcceptableResponseSchema: "" } => Bad(part, "no AcceptableResponseSchema in the Request"),
            _ => new CodecReading<PoxRequest>.Ok(request),
        };
    }

    private static CodecReading<PoxRequest>.Bad Bad(XmlPart at, string what) => new(what, at.Line, at.Column);
}
