using Microsoft.AspNetCore.Http;
using Signpost.Autodiscover.Autoconfig;
using Signpost.Server.Services;

namespace Signpost.Server.Tests.Endpoints;

public sealed class MozillaAutoconfigTests
{
    [Fact]
    public async Task A_CAS_that_announces_everything_tells_mail_programs_all_they_can_use()
    {
        var config = (await new Contoso { Services = ServiceSets.Everything }.AutoconfigAsync())!;

        Assert.Equal(["imap mail.contoso.test 993 SSL", "pop3 mail.contoso.test 995 SSL", "exchange mail.contoso.test 443 SSL"], config.Incoming.Select(Words));
        Assert.Equal(["smtp mail.contoso.test 587 STARTTLS"], config.Outgoing.Select(Words));
        Assert.Equal(
            ("https://mail.contoso.test/calendars/", "https://mail.contoso.test/contacts/", "https://mail.contoso.test/owa/", "Contoso"),
            (config.Calendar.Text, config.AddressBook.Text, config.WebMail.Text, config.DisplayName));
    }

    [Fact]
    public async Task Every_server_is_logged_on_to_by_the_address_which_the_client_fills_in()
    {
        var config = (await new Contoso { Services = ServiceSets.Everything }.AutoconfigAsync())!;

        Assert.All([.. config.Incoming, .. config.Outgoing], server => Assert.Equal(("%EMAILADDRESS%", "password-cleartext"), (server.UserName, server.Authentication)));
    }

    [Theory]
    [InlineData("/.well-known/autoconfig/mail/config-v1.1.xml?emailaddress=ann@contoso.test", "cas1.contoso.test", 200)]
    [InlineData("/.well-known/autoconfig/mail/config-v1.1.xml?emailaddress=ann%2Bnews%40CONTOSO.test", "evil.test", 200)]
    [InlineData("/mail/config-v1.1.xml?emailaddress=nobody@contoso.test", "autoconfig.contoso.test", 200)]
    [InlineData("/mail/config-v1.1.xml?emailaddress=ann@fabrikam.test", "autoconfig.contoso.test", 404)]
    [InlineData("/mail/config-v1.1.xml?emailaddress=ann@", "contoso.test", 404)]
    [InlineData("/mail/config-v1.1.xml?emailaddress=%25EMAILADDRESS%25", "contoso.test", 200)]
    [InlineData("/Mail/Config-v1.1.XML", "autoconfig.contoso.test", 200)]
    [InlineData("/mail/config-v1.1.xml", "contoso.test", 200)]
    [InlineData("/mail/config-v1.1.xml", "autoconfig.fabrikam.test", 200)]      // then the first domain is meant
    public async Task The_domain_is_that_of_the_address_else_of_the_host_else_the_first(string question, string host, int status) =>
        Assert.Equal(status, (await new Contoso().GetAsync(question, request => request.Host = new HostString(host))).StatusCode);

    [Fact]
    public async Task Where_nothing_says_which_domain_there_is_none() =>
        Assert.Equal(404, (await new Contoso { FirstDomain = "" }.GetAsync(AutoconfigCodec.HostPath)).StatusCode);

    [Fact]
    public async Task Nothing_to_use_is_404() => Assert.Equal(404, (await new Contoso { Services = AnnouncedServices.None }.GetAsync(AutoconfigCodec.HostPath)).StatusCode);

    [Fact]
    public async Task A_URL_that_differs_from_mailbox_to_mailbox_is_not_told()
    {
        var services = ServiceSets.Everything with { CalDav = Contoso.Both("https://dav.contoso.test/{local-part}/"), CardDav = Contoso.Both("https://dav.contoso.test/{domain}/") };

        var config = (await new Contoso { Services = services }.AutoconfigAsync())!;

        Assert.Equal(("", "https://dav.contoso.test/contoso.test/"), (config.Calendar.Text, config.AddressBook.Text));
    }

    [Theory]
    [InlineData("HEAD", 200)]
    [InlineData("POST", 405)]
    public async Task Only_reading_is_answered(string method, int status)
    {
        var answer = await new Contoso().AskAsync(method, AutoconfigCodec.WellKnownPath, [], null);

        Assert.Equal((status, 0), (answer.StatusCode, answer.Body.Length));
    }

    private static string Words(AutoconfigServer server) => $"{server.Type} {server.HostName} {server.Port} {server.SocketType}";
}
