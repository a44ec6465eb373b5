using Signpost.Autodiscover;
using Signpost.Autodiscover.Autoconfig;
using Signpost.Autodiscover.Json;
using Signpost.Autodiscover.Pox;
using Signpost.Autodiscover.Soap;
using Signpost.Server.Endpoints;
using Signpost.Server.Services;

namespace Signpost.Server.Tests.Endpoints;

/// <summary>The same mailbox in six dialects: Outlook's POX and that of phones, SOAP, JSON, autoconfig, a profile of Apple.</summary>
public sealed class DialectTests
{
    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(0, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_same_mailbox_is_told_the_same_URLs_in_all_six(int seed)
    {
        var services = ServiceSets.Some(seed);
        var contoso = new Contoso { Services = services };

        var pox = await contoso.SettingsAsync();
        var soap = UserSettingsMapping.ToMailbox(Assert.Single(await contoso.UsersAsync([.. UserSettingsMapping.AskedByDefault], "ann@contoso.test")).Settings);
        var config = await contoso.AutoconfigAsync();
        var profile = await ProfileAsync(contoso);

        var ews = Best(services.Ews);
        Assert.Equal(ews, pox.UrlOf(CasService.Ews, Vantage.Outside).Text);
        Assert.Equal(ews, soap.UrlOf(CasService.Ews, Vantage.Outside).Text);
        Assert.Equal(ews, UrlOf(await contoso.JsonAsync("Ews")));
        Assert.Equal(ews, config?.Incoming.FirstOrDefault(server => server.Type is "exchange")?.EwsUrl.Text ?? "");
        Assert.Equal(ews, profile.GetValueOrDefault("com.apple.ews.account") is { } account ? $"https://{account["ExternalHost"]}{account["ExternalPath"]}" : "");

        Assert.Equal(services.Ews.Internal?.ToString() ?? ews, pox.UrlOf(CasService.Ews, Vantage.Inside).Text);
        Assert.Equal(services.Ews.Internal?.ToString() ?? ews, soap.UrlOf(CasService.Ews, Vantage.Inside).Text);

        Assert.Equal(Best(services.Oab), pox.UrlOf(CasService.AddressBook, Vantage.Outside).Text);
        Assert.Equal(Best(services.Oab), soap.UrlOf(CasService.AddressBook, Vantage.Outside).Text);

        var activeSync = Best(services.ActiveSync);
        Assert.Equal(activeSync, await contoso.PhoneAsync("ann@contoso.test") is PoxResponse.MobileSync { Answer: MobileSyncAnswer.Settings { Servers: [var phone] } } ? phone.Url.Text : "");
        Assert.Equal(activeSync, UrlOf(await contoso.JsonAsync("ActiveSync")));
        Assert.Equal(activeSync, profile.GetValueOrDefault("com.apple.eas.account") is { } eas ? $"https://{eas["Host"]}/Microsoft-Server-ActiveSync" : "");

        var imap = services.Imap.Best?.Host ?? "";
        Assert.Equal(imap, soap.Of(ProtocolKind.Imap)?.Server ?? "");
        Assert.Equal(imap, config?.Incoming.FirstOrDefault(server => server.Type is "imap")?.HostName ?? "");

        var calendars = Best(services.CalDav);
        Assert.Equal(calendars, config?.Calendar.Text ?? "");
        Assert.Equal(calendars, profile.GetValueOrDefault("com.apple.caldav.account") is { } dav ? $"https://{dav["CalDAVHostName"]}{dav["CalDAVPrincipalURL"]}" : "");
        Assert.Equal(calendars, (await contoso.GetAsync(WellKnownDav.CalendarPath)).Headers.Location.ToString());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Outlook_is_never_told_two_blocks_of_a_kind_nor_mail_beside_something_better(int seed)
    {
        var contoso = new Contoso { Services = ServiceSets.Some(seed) };

        foreach (var settings in new[] { await contoso.SettingsAsync(), await contoso.SettingsAsync(request => request.Headers["X-MapiHttpCapability"] = "1") })
        {
            var kinds = settings.Protocols.Select(block => block.Kind.ToString()).ToArray();
            Assert.Equal(kinds, kinds.Distinct());
            Assert.False(kinds.Intersect(["IMAP", "POP3", "SMTP"]).Any() && kinds.Intersect(["EXCH", "EXPR", "mapiHttp"]).Any(), string.Join(' ', kinds));
            Assert.False(kinds.Contains("mapiHttp") && kinds.Intersect(["EXCH", "EXPR"]).Any(), string.Join(' ', kinds));
        }
    }

    [Fact]
    public async Task Without_a_logon_nobody_learns_a_name_from_the_directory()
    {
        var contoso = new Contoso { Services = ServiceSets.Everything };
        string[] questions =
        [
            AutodiscoverPox.Path, AutodiscoverSoap.Path, $"{AutodiscoverSoap.Path}?wsdl",
            .. from protocol in new[] { "AutodiscoverV1", "Ews", "ActiveSync", "No" } select $"{AutodiscoverJson.Path}/v1.0/ann@contoso.test?Protocol={protocol}",
            $"{AutoconfigCodec.WellKnownPath}?emailaddress=ann@contoso.test", $"{AutoconfigCodec.HostPath}?emailaddress=ann@contoso.test",
            .. from path in AppleMobileConfig.Paths select $"{path}?email=ann@contoso.test",
            WellKnownDav.CalendarPath, WellKnownDav.ContactPath,
        ];

        foreach (var question in questions)
        {
            foreach (var method in new[] { "GET", "POST" })
            {
                var answer = await contoso.AskAsync(method, question, PoxCodec.WriteRequest(PoxRequest.For(Reading.Ann)), null);
                var everything = Contoso.Text(answer) + string.Concat(answer.Headers.Select(header => $"{header.Key}: {header.Value}\n"));
                Assert.DoesNotContain("The name of", everything, StringComparison.Ordinal);
                Assert.DoesNotContain("cn=Recipients", everything, StringComparison.Ordinal);
                Assert.DoesNotContain("11111111-2222", everything, StringComparison.Ordinal);
            }
        }
    }

    private static string Best(ServicePair pair) => pair.Best?.ToString() ?? "";

    private static string UrlOf(JsonResponse answer) => answer is JsonResponse.Endpoint endpoint ? endpoint.Url.Text : "";

    private static async Task<Dictionary<string, Dictionary<string, object>>> ProfileAsync(Contoso contoso) =>
        await contoso.GetAsync("/email.mobileconfig?email=ann@contoso.test") is { StatusCode: 200 } answer ? Plist.Payloads(Contoso.Body(answer)) : [];
}
