using System.Diagnostics;
using System.Xml;
using Signpost.Transport;

namespace Signpost.Autodiscover.Pox;

/// <summary>The answer to a phone (MS-ASCMD section 2.2.1.1): what is inside its Response.</summary>
internal static class MobileSyncXml
{
    public static void Write(XmlWriter xml, MobileSyncAnswer answer)
    {
        xml.Optional("Culture", answer.Culture);
        if (answer.EMailAddress is not "" || answer.DisplayName is not "")
        {
            xml.Around("User", () =>
            {
                xml.Optional("DisplayName", answer.DisplayName);
                xml.Required("EMailAddress", answer.EMailAddress);
            });
        }

        xml.Around("Action", () => Action(xml, answer));
    }

    public static CodecReading<PoxResponse> Read(XmlPart response, XmlPart action)
    {
        var user = response.Child("User");
        return Answer(action) is { } answer
            ? new CodecReading<PoxResponse>.Ok(new PoxResponse.MobileSync(answer with
            {
                Culture = response.TextOf("Culture"),
                DisplayName = user?.TextOf("DisplayName") ?? "",
                EMailAddress = user?.TextOf("EMailAddress") ?? "",
            }))
            : new CodecReading<PoxResponse>.Bad("neither Redirect, Settings nor Error in the Action", action.Line, action.Column);
    }

    private static void Action(XmlWriter xml, MobileSyncAnswer answer)
    {
        switch (answer)
        {
            case MobileSyncAnswer.Redirect redirect:
                xml.Required("Redirect", redirect.Address);
                break;
            case MobileSyncAnswer.Settings settings:
                xml.Around("Settings", () => Servers(xml, settings));
                break;
            case MobileSyncAnswer.Error error:
                xml.Around("Error", () =>
                {
                    xml.Optional("Status", CodecXml.Number(error.Status));
                    xml.Required("Message", error.Message);
                    xml.Required("DebugData", error.DebugData);
                    xml.Optional("ErrorCode", CodecXml.Number(error.Code));
                });
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void Servers(XmlWriter xml, MobileSyncAnswer.Settings settings)
    {
        foreach (var server in settings.Servers)
        {
            xml.Around("Server", () =>
            {
                xml.Optional("Type", server.Type.ToString());
                xml.Optional("Url", server.Url.Text);
                xml.Optional("Name", server.Name);
                xml.Optional("ServerData", server.ServerData);
            });
        }
    }

    private static MobileSyncAnswer? Answer(XmlPart action)
    {
        if (action.Child("Error") is { } error)
        {
            return new MobileSyncAnswer.Error(
                CodecXml.Number(error.TextOf("Status")), CodecXml.Number(error.TextOf("ErrorCode")), error.TextOf("Message"), error.TextOf("DebugData"));
        }

        if (action.TextOf("Redirect") is not "" and var address)
        {
            return new MobileSyncAnswer.Redirect(address);
        }

        return action.Child("Settings") is { } settings
            ? new MobileSyncAnswer.Settings([.. settings.ChildrenNamed("Server").Select(server => new MobileSyncServer(
                new ProtocolKind(server.TextOf("Type")), new ServiceUrl(server.TextOf("Url")), server.TextOf("Name"), server.TextOf("ServerData")))])
            : null;
    }
}
