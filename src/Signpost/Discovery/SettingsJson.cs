using System.Text.Json;
using Signpost.Autodiscover;

namespace Signpost.Discovery;

/// <summary>Settings as JSON: first the four URLs a client wants, then every block as it was given.</summary>
internal static class SettingsJson
{
    public static void Write(Utf8JsonWriter json, string name, MailboxSettings settings, Vantage vantage)
    {
        json.WriteStartObject(name);
        Given(json, "displayName", settings.DisplayName);
        Given(json, "address", settings.AutoDiscoverSmtpAddress);
        Given(json, "legacyDn", settings.LegacyDn);
        Given(json, "deploymentId", settings.DeploymentId);
        json.WriteString("ewsUrl", TextOf(settings.UrlOf(CasService.Ews, vantage)));
        json.WriteString("availabilityUrl", TextOf(settings.UrlOf(CasService.Availability, vantage)));
        json.WriteString("oofUrl", TextOf(settings.UrlOf(CasService.Oof, vantage)));
        json.WriteString("oabUrl", TextOf(settings.UrlOf(CasService.AddressBook, vantage)));
        json.WriteStartArray("protocols");
        foreach (var block in settings.Protocols)
        {
            Block(json, block);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Block(Utf8JsonWriter json, ProtocolSettings block)
    {
        json.WriteStartObject();
        json.WriteString("type", block.Kind.ToString());
        Given(json, "server", block.Server);
        Given(json, "serverVersion", block.ServerVersion?.ToString() ?? "");
        Given(json, "ewsUrl", block.EwsUrl.Text);
        Given(json, "asUrl", block.AsUrl.Text);
        Given(json, "oofUrl", block.OofUrl.Text);
        Given(json, "oabUrl", block.OabUrl.Text);
        Given(json, "ecpUrl", block.EcpUrl.Text);
        Given(json, "umUrl", block.UmUrl.Text);
        Given(json, "authPackage", block.AuthPackage);
        Given(json, "mailStoreInternalUrl", block.MailStore.Internal.Text);
        Given(json, "mailStoreExternalUrl", block.MailStore.External.Text);
        Given(json, "addressBookInternalUrl", block.AddressBook.Internal.Text);
        Given(json, "addressBookExternalUrl", block.AddressBook.External.Text);
        json.WriteEndObject();
    }

    private static void Given(Utf8JsonWriter json, string name, string value)
    {
        if (value is not "")
        {
            json.WriteString(name, value);
        }
    }

    private static string? TextOf(ServiceUrl url) => url.IsGiven ? url.Text : null;
}
