using System.Xml;
using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Oof;

/// <summary>The messages of out-of-office (MS-OXWOOF). The settings are types, called otherwise in the request than in the answer; AllowExternalOof is of the messages.</summary>
internal static class OofXml
{
    private const string GetRequest = "GetUserOofSettingsRequest";
    private const string SetRequest = "SetUserOofSettingsRequest";
    private const string GetResponse = "GetUserOofSettingsResponse";
    private const string SetResponse = "SetUserOofSettingsResponse";

    public static string NameOf(OofRequest request) => request is OofRequest.Set ? SetRequest : GetRequest;

    public static void Write(XmlWriter xml, OofRequest request)
    {
        xml.Address("Mailbox", request.Mailbox);
        if (request is OofRequest.Set { Settings: var settings })
        {
            Write(xml, "UserOofSettings", settings);
        }
    }

    public static void Write(XmlWriter xml, OofResponse response)
    {
        switch (response)
        {
            case OofResponse.Get get:
                xml.InMessages(GetResponse, () =>
                {
                    xml.Outcome(get.Outcome);
                    if (get.Settings is { } settings)
                    {
                        Write(xml, "OofSettings", settings);
                    }

                    xml.Header("AllowExternalOof", EwsSchema.Messages, get.AllowExternalOof?.ToString() ?? "");
                });
                break;
            case OofResponse.Set set:
                xml.InMessages(SetResponse, () => xml.Outcome(set.Outcome));
                break;
            case OofResponse.Fault { Why: var fault }:
                EwsAnswer.Write(xml, fault);
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Reads a request; null where it is another's.</summary>
    public static EwsRequestReading<OofRequest>? Request(XmlPart message)
    {
        if (message.Name is not (GetRequest or SetRequest))
        {
            return null;
        }

        if (message.Child("Mailbox") is not { } mailbox)
        {
            return EwsRefusal.At(message, EwsErrorCode.SchemaValidation, "no Mailbox in it").As<OofRequest>();
        }

        if (message.Name is GetRequest)
        {
            return new EwsRequestReading<OofRequest>.Ok(new OofRequest.Get(mailbox.Address));
        }

        if (message.Child("UserOofSettings") is not { } part)
        {
            return EwsRefusal.At(message, EwsErrorCode.SchemaValidation, "no UserOofSettings in it").As<OofRequest>();
        }

        // What is to be set must be understood: half of it would send answers to the wrong people.
        return State(part) is not null && Audience(part.TextOf("ExternalAudience")) is not null && part.Child("Duration") is null or { Duration: not null }
            ? new EwsRequestReading<OofRequest>.Ok(new OofRequest.Set(mailbox.Address, Settings(part)))
            : EwsRefusal.At(part, EwsErrorCode.SchemaValidation, "no OofState, ExternalAudience or Duration in it that can be read").As<OofRequest>();
    }

    /// <summary>Reads an answer; null where it is another's.</summary>
    public static OofResponse? Response(XmlPart message) => message.Name switch
    {
        GetResponse => new OofResponse.Get(
            OutcomeOf(message), message.Child("OofSettings") is { } settings ? Settings(settings) : null, Audience(message.TextOf("AllowExternalOof"))),
        SetResponse => new OofResponse.Set(OutcomeOf(message)),
        _ => null,
    };

    private static void Write(XmlWriter xml, string name, OofSettings settings) => xml.InTypes(name, () =>
    {
        xml.Type("OofState", settings.State.ToString());
        xml.Type("ExternalAudience", settings.ExternalAudience.ToString());
        if (settings.Duration is { } duration)
        {
            xml.Duration("Duration", duration);
        }

        Write(xml, "InternalReply", settings.InternalReply);
        Write(xml, "ExternalReply", settings.ExternalReply);
    });

    private static void Write(XmlWriter xml, string name, OofReply? reply)
    {
        if (reply is null)
        {
            return;
        }

        xml.InTypes(name, () =>
        {
            if (reply.Language is not "")
            {
                xml.WriteAttributeString("xml", "lang", null, CodecXml.Clean(reply.Language));
            }

            xml.Type("Message", reply.Message);
        });
    }

    // Newer schemas have eight elements more, about declining meetings: not read here, never written.
    private static OofSettings Settings(XmlPart part) => new()
    {
        State = State(part) ?? OofState.Disabled,
        ExternalAudience = Audience(part.TextOf("ExternalAudience")) ?? ExternalAudience.None,
        Duration = part.Child("Duration")?.Duration,
        InternalReply = Reply(part.Child("InternalReply")),
        ExternalReply = Reply(part.Child("ExternalReply")),
    };

    private static OofReply? Reply(XmlPart? part) => part is null ? null : new OofReply(part.Child("Message")?.Verbatim ?? "", part.Attribute("xml:lang"));

    private static OofState? State(XmlPart part) =>
        Enum.GetValues<OofState>().Cast<OofState?>().FirstOrDefault(state => state.ToString() == part.TextOf("OofState"));

    private static ExternalAudience? Audience(string text) =>
        Enum.GetValues<ExternalAudience>().Cast<ExternalAudience?>().FirstOrDefault(audience => audience.ToString() == text);

    private static EwsOutcome OutcomeOf(XmlPart message) => message.Child("ResponseMessage")?.Outcome ?? EwsOutcome.Success;
}
