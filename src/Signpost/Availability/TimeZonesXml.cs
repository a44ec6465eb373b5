using System.Collections.Immutable;
using System.Xml;
using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Availability;

/// <summary>The messages of GetServerTimeZones (MS-OXWSGTZ).</summary>
internal static class TimeZonesXml
{
    public const string Request = "GetServerTimeZones";
    public const string Response = "GetServerTimeZonesResponse";

    private const string Message = "GetServerTimeZonesResponseMessage";
    private const string Full = "ReturnFullTimeZoneData";

    public static void Write(XmlWriter xml, TimeZonesRequest request)
    {
        xml.WriteAttributeString(Full, XmlConvert.ToString(request.IsFull));
        if (request.Ids is not [])
        {
            xml.InMessages("Ids", () =>
            {
                foreach (var id in request.Ids)
                {
                    xml.Type("Id", id);
                }
            });
        }
    }

    // Without the attribute all is asked for: XML Schema gives it no default, and too much does no harm.
    public static EwsRequestReading<TimeZonesRequest> ReadRequest(XmlPart part) => new EwsRequestReading<TimeZonesRequest>.Ok(new TimeZonesRequest
    {
        IsFull = part.Attribute(Full).Trim() is not ("false" or "0"),
        Ids = [.. (part.Child("Ids")?.ChildrenNamed("Id") ?? []).Select(id => id.Text)],
    });

    public static void Write(XmlWriter xml, TimeZonesResponse response)
    {
        switch (response)
        {
            case TimeZonesResponse.Answer answer:
                xml.InMessages(Response, () => xml.InMessages("ResponseMessages", () => xml.Outcome(Message, answer.Outcome, () => Write(xml, answer))));
                break;
            case TimeZonesResponse.Fault { Why: var fault }:
                EwsAnswer.Write(xml, fault);
                break;
            default:
                throw new UnreachableException();
        }
    }

    public static TimeZonesResponse ReadResponse(XmlPart part) => part.Child("ResponseMessages")?.Child(Message) is { } message
        ? new TimeZonesResponse.Answer(
            message.Outcome, [.. (message.Child("TimeZoneDefinitions")?.ChildrenNamed("TimeZoneDefinition") ?? []).Select(TimeZoneDefinitionXml.ReadAll)])
        : new TimeZonesResponse.Answer(EwsOutcome.Failed(EwsErrorCode.InternalServerError, "The answer is empty."), []);

    private static void Write(XmlWriter xml, TimeZonesResponse.Answer answer)
    {
        if (answer.Outcome.Class is EwsResponseClass.Error)
        {
            return;
        }

        xml.InMessages("TimeZoneDefinitions", () =>
        {
            foreach (var zone in answer.Zones)
            {
                TimeZoneDefinitionXml.Write(xml, zone);
            }
        });
    }
}
