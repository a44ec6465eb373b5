using System.Text;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Soap;
using Signpost.Questions;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Questions;

/// <summary>How settings look to people and to programs.</summary>
public sealed class SettingsReportTests
{
    private static readonly Uri Cas = new("https://cas1.contoso.test/autodiscover/autodiscover.svc");

    private static readonly SettingsReport Report = new(
        [
            new SettingsAnswer("ada@contoso.test", Cas, new SettingsOutcome.Given(
                [
                    new UserSetting.StringSetting("ExternalEwsUrl", "https://mail.contoso.test/EWS/Exchange.asmx"),
                    new UserSetting.WebClientUrlCollectionSetting(
                        "ExternalWebClientUrls",
                        [new WebPage(new ServiceUrl("https://mail.contoso.test/owa/"), "Fba"), new WebPage(new ServiceUrl("https://old.contoso.test/owa/"), "")]),
                    new UserSetting.ProtocolConnectionCollectionSetting("ExternalSmtpConnections", [new ProtocolConnection("TLS", "smtp.contoso.test", 587)]),
                    new UserSetting.AlternateMailboxCollectionSetting(
                        "AlternateMailboxes", [new AlternativeMailbox { Type = "Archive", DisplayName = "Old post", SmtpAddress = "ada-archive@contoso.test" }]),
                    new UserSetting.DocumentSharingLocationCollectionSetting(
                        "DocumentSharingLocations", [new DocumentSharingLocation { LocationUrl = new ServiceUrl("https://docs.contoso.test/"), SupportedFileExtensions = ["docx"] }]),
                ],
                [
                    new SettingError(SoapErrorCode.InvalidSetting, "Invalid setting.", "NoSuchSetting"),
                    new SettingError(SoapErrorCode.SettingIsNotAvailable, "The setting is not available.", "ExternalUMUrl"),
                    new SettingError(SoapErrorCode.SettingIsNotAvailable, "The setting is not available.", "CasVersion"),
                ])),
            new SettingsAnswer("bob@contoso.test", Cas, new SettingsOutcome.RedirectAddress("bob@fabrikam.test")),
            new SettingsAnswer("eve@contoso.test", Cas, new SettingsOutcome.Error(SoapErrorCode.InvalidUser, "no \u202esuch\u001b[31m user")),
            new SettingsAnswer("fay@contoso.test", Cas, new SettingsOutcome.CallFailed(new ConversationOutcome.Refused(503))),
            new SettingsAnswer("zoe@contoso.test", null, new SettingsOutcome.NotAsked("cas1.contoso.test refused the credentials of ada")),
            new SettingsAnswer("max@contoso.test", null, new SettingsOutcome.NoEndpoint("nothing more to try")),
        ],
        [], TimeSpan.FromMilliseconds(12.34), []);

    [Fact]
    public void The_lines_look_as_they_looked() => Snapshot.Matches("settings", string.Join('\n', Report.ToLines()));

    [Fact]
    public void The_JSON_looks_as_it_looked() => Snapshot.Matches("settings-json", Encoding.UTF8.GetString(Report.ToJson()));
}
