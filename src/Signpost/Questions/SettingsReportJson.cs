using System.Collections.Immutable;
using System.Text.Json;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Soap;
using Signpost.Discovery;

namespace Signpost.Questions;

/// <summary>Settings as JSON. Its names are public API: they are added to, never changed.</summary>
internal static class SettingsReportJson
{
    public static byte[] Of(SettingsReport report) => ReportJson.Write(json =>
    {
        json.WriteNumber("elapsedMs", ReportJson.Milliseconds(report.Elapsed));
        json.WriteStartArray("answers");
        foreach (var answer in report.Answers)
        {
            Answer(json, answer);
        }

        json.WriteEndArray();
        json.WriteStartArray("discoveries");
        foreach (var discovery in report.Discoveries)
        {
            json.WriteStartObject();
            json.WriteString("domain", discovery.Address.Domain);
            json.WriteString("result", discovery.End.Word);
            json.WriteString("why", discovery.Why);
            json.WriteString("url", discovery.Found?.Url.AbsoluteUri);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        ReportJson.Wire(json, report.Events);
    });

    private static void Answer(Utf8JsonWriter json, SettingsAnswer answer)
    {
        json.WriteStartObject();
        json.WriteString("subject", answer.Subject);
        json.WriteString("askedAs", answer.AskedAs?.ToString());
        json.WriteString("url", answer.Url?.AbsoluteUri);
        json.WriteString("outcome", answer.Outcome.Word);
        json.WriteString("text", answer.Outcome.Describe());
        switch (answer.Outcome)
        {
            case SettingsOutcome.Given given:
                Settings(json, given.Settings);
                Errors(json, given.Errors);
                break;
            case SettingsOutcome.RedirectAddress redirect:
                json.WriteString("address", redirect.Address);
                break;
            case SettingsOutcome.Error error:
                json.WriteString("code", error.Code.ToString());
                json.WriteString("message", error.Message);
                break;
            case SettingsOutcome.CallFailed failed:
                json.WriteString("call", failed.Why.Word);
                break;
            default:
                break;
        }

        json.WriteEndObject();
    }

    // A list and not an object: a server may give one name twice.
    private static void Settings(Utf8JsonWriter json, ImmutableArray<UserSetting> settings)
    {
        json.WriteStartArray("settings");
        foreach (var setting in settings)
        {
            json.WriteStartObject();
            json.WriteString("name", setting.Name);
            json.WriteString("class", setting.Class.ToString());
            if (setting is UserSetting.StringSetting text)
            {
                json.WriteString("value", text.Value);
            }
            else
            {
                json.WriteStartArray("values");
                Values(json, setting);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Values(Utf8JsonWriter json, UserSetting setting)
    {
        switch (setting)
        {
            case UserSetting.WebClientUrlCollectionSetting { Pages: var pages }:
                Each(json, pages, page => Texts(json, ("url", page.Url.Text), ("authenticationMethods", page.AuthenticationMethods)));
                break;
            case UserSetting.ProtocolConnectionCollectionSetting { Connections: var connections }:
                Each(json, connections, connection =>
                {
                    Texts(json, ("hostname", connection.Hostname), ("encryptionMethod", connection.EncryptionMethod));
                    if (connection.Port is { } port)
                    {
                        json.WriteNumber("port", port);
                    }
                });
                break;
            case UserSetting.AlternateMailboxCollectionSetting { Mailboxes: var mailboxes }:
                Each(json, mailboxes, mailbox => Texts(
                    json, ("type", mailbox.Type), ("displayName", mailbox.DisplayName), ("legacyDn", mailbox.LegacyDn), ("server", mailbox.Server),
                    ("smtpAddress", mailbox.SmtpAddress), ("ownerSmtpAddress", mailbox.OwnerSmtpAddress)));
                break;
            case UserSetting.DocumentSharingLocationCollectionSetting { Locations: var locations }:
                Each(json, locations, location => Place(json, location));
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void Place(Utf8JsonWriter json, DocumentSharingLocation location)
    {
        Texts(json, ("serviceUrl", location.ServiceUrl.Text), ("locationUrl", location.LocationUrl.Text), ("displayName", location.DisplayName));
        json.WriteStartArray("supportedFileExtensions");
        foreach (var extension in location.SupportedFileExtensions)
        {
            json.WriteStringValue(extension);
        }

        json.WriteEndArray();
        json.WriteBoolean("externalAccessAllowed", location.ExternalAccessAllowed);
        json.WriteBoolean("anonymousAccessAllowed", location.AnonymousAccessAllowed);
        json.WriteBoolean("canModifyPermissions", location.CanModifyPermissions);
        json.WriteBoolean("isDefault", location.IsDefault);
    }

    private static void Errors(Utf8JsonWriter json, ImmutableArray<SettingError> errors)
    {
        json.WriteStartArray("errors");
        Each(json, errors, error => Texts(json, ("name", error.SettingName), ("code", error.ErrorCode.ToString()), ("message", error.ErrorMessage)));
        json.WriteEndArray();
    }

    private static void Each<T>(Utf8JsonWriter json, ImmutableArray<T> items, Action<T> members)
    {
        foreach (var item in items)
        {
            json.WriteStartObject();
            members(item);
            json.WriteEndObject();
        }
    }

    private static void Texts(Utf8JsonWriter json, params ReadOnlySpan<(string Name, string Text)> texts)
    {
        foreach (var (name, text) in texts)
        {
            if (text is not "")
            {
                json.WriteString(name, text);
            }
        }
    }
}
