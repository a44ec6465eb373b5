using Signpost.Server.Services;

namespace Signpost.Server.Tests.Endpoints;

public sealed class AppleMobileConfigTests
{
    private const string Question = "/email.mobileconfig?email=ann@contoso.test";

    [Fact]
    public async Task A_profile_is_offered_to_be_installed()
    {
        var answer = await new Contoso().GetAsync(Question);

        Assert.Equal(
            (200, "application/x-apple-aspen-config", "attachment; filename=\"contoso.test.mobileconfig\""),
            (answer.StatusCode, answer.ContentType, answer.Headers.ContentDisposition.ToString()));
    }

    [Fact]
    public async Task A_CAS_that_announces_everything_gives_all_accounts()
    {
        var payloads = Plist.Payloads(Contoso.Body(await new Contoso { Services = ServiceSets.Everything }.GetAsync(Question)));

        Assert.Equal(["com.apple.mail.managed", "com.apple.eas.account", "com.apple.ews.account", "com.apple.caldav.account", "com.apple.carddav.account"], payloads.Keys);
        Assert.Equal(("EmailTypeIMAP", "mail.contoso.test", 993, 587), (
            payloads["com.apple.mail.managed"]["EmailAccountType"], payloads["com.apple.mail.managed"]["IncomingMailServerHostName"],
            payloads["com.apple.mail.managed"]["IncomingMailServerPortNumber"], payloads["com.apple.mail.managed"]["OutgoingMailServerPortNumber"]));
        Assert.Equal(("cas1.contoso.test", "mail.contoso.test", "/EWS/Exchange.asmx"), (
            payloads["com.apple.ews.account"]["Host"], payloads["com.apple.ews.account"]["ExternalHost"], payloads["com.apple.ews.account"]["Path"]));
    }

    [Fact]
    public async Task What_is_not_announced_is_no_account()
    {
        var services = AnnouncedServices.None with { Pop3 = ServiceSets.Everything.Pop3, CalDav = ServiceSets.Everything.CalDav };     // without SMTP, mail can't be sent

        Assert.Equal(["com.apple.caldav.account"], Plist.Payloads(Contoso.Body(await new Contoso { Services = services }.GetAsync(Question))).Keys);
    }

    [Fact]
    public async Task A_URL_with_the_address_in_it_is_filled_in_for_the_address_asked_for()
    {
        var services = AnnouncedServices.None with { CalDav = Contoso.Both("https://dav.contoso.test/{address}/"), CardDav = Contoso.Both("https://dav.contoso.test/{mailbox-guid}/") };

        var payload = Assert.Single(Plist.Payloads(Contoso.Body(await new Contoso { Services = services }.GetAsync(Question)))).Value;

        Assert.Equal("/ann%40contoso.test/", payload["CalDAVPrincipalURL"]);
    }

    [Theory]
    [InlineData("https://cas1.contoso.test/sync")]
    [InlineData("https://cas1.contoso.test:8443/Microsoft-Server-ActiveSync")]
    public async Task ActiveSync_at_an_unusual_place_can_not_be_said_in_a_profile(string url) => Assert.Equal(
        404, (await new Contoso { Services = AnnouncedServices.None with { ActiveSync = Contoso.Both(url) } }.GetAsync(Question)).StatusCode);

    [Theory]
    [InlineData("/email.mobileconfig?email=ann@contoso.test", 200)]
    [InlineData("/Email.MobileConfig?Email=nobody@contoso.test", 200)]
    [InlineData("/mobileconfig/?emailaddress=ann@contoso.test", 200)]
    [InlineData("/mobileconfig?address=ann+news@contoso.test", 200)]
    [InlineData("/email.mobileconfig?email=ann@fabrikam.test", 404)]
    [InlineData("/email.mobileconfig?email=ann", 400)]
    [InlineData("/email.mobileconfig", 400)]
    public async Task A_question_is_answered_so(string question, int status) => Assert.Equal(status, (await new Contoso().GetAsync(question)).StatusCode);

    [Fact]
    public async Task Somebody_and_nobody_are_answered_alike()
    {
        var (ann, nobody) = (Plist.Read(Contoso.Body(await new Contoso().GetAsync(Question))), Plist.Read(Contoso.Body(await new Contoso().GetAsync(Question.Replace("ann@", "nobody@", StringComparison.Ordinal)))));

        Assert.Equal(ann.Keys, nobody.Keys);
        Assert.NotEqual(ann["PayloadUUID"], nobody["PayloadUUID"]);
    }
}
