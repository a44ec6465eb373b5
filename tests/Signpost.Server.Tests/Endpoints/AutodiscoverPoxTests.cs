using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Pox;
using Signpost.Server.Endpoints;
using Signpost.Server.Mailboxes;
using Signpost.Server.Services;

namespace Signpost.Server.Tests.Endpoints;

public sealed class AutodiscoverPoxTests
{
    private static readonly byte[] AnnsRequest = PoxCodec.WriteRequest(PoxRequest.For(Reading.Ann));

    private static readonly MailboxLookup.MovedTo Moved = new(Somebody(), MailboxAddress.Parse("bob@fabrikam.test"));
    private static readonly MailboxLookup.ServedBy Elsewhere = new(Somebody(), new ServiceUrl("https://cas2.contoso.test/autodiscover/autodiscover.xml"));

    [Fact]
    public async Task Who_names_no_user_is_asked_for_one()
    {
        var answer = await new Contoso().AskAsync("POST", AutodiscoverPox.Path, AnnsRequest, null);

        Assert.Equal(401, answer.StatusCode);
        Assert.Equal("Basic realm=\"Contoso\", charset=\"UTF-8\"", answer.Headers.WWWAuthenticate);
        Assert.Equal("True", answer.Headers["X-SOAP-Enabled"]);
        Assert.Equal(0, answer.Body.Length);
    }

    [Theory]
    [InlineData("Basic !!!")]
    [InlineData("Basic YW5u")]              // ann, without a colon
    [InlineData("Basic YW5uOndyb25n")]      // ann:wrong
    [InlineData("Bearer YW5uOnNlY3JldA==")]
    [InlineData("")]
    public async Task A_wrong_or_broken_logon_is_refused(string authorization) =>
        Assert.Equal(401, (await new Contoso().AskAsync("POST", AutodiscoverPox.Path, AnnsRequest, authorization)).StatusCode);

    [Fact]
    public async Task A_mailbox_that_is_here_gets_its_settings()
    {
        var settings = await new Contoso().SettingsAsync();

        Assert.Equal("ann@contoso.test", settings.AutoDiscoverSmtpAddress);
        Assert.Equal("The name of ann", settings.DisplayName);
        Assert.Equal("https://cas1.contoso.test/EWS/Exchange.asmx", settings.UrlOf(CasService.Ews, Vantage.Inside).Text);
    }

    [Fact]
    public async Task Of_an_address_and_a_legacy_DN_the_legacy_DN_counts()
    {
        var request = new PoxRequest { EMailAddress = "ann@contoso.test", LegacyDn = "/o=Contoso/ou=First/cn=Recipients/cn=bob" };

        var settings = Assert.IsType<PoxResponse.Settings>(await new Contoso().PoxAsync(request));

        Assert.Equal("bob@contoso.test", settings.Mailbox.AutoDiscoverSmtpAddress);
    }

    [Fact]
    public async Task A_mailbox_that_moved_is_an_address_to_ask_for() => Assert.Equal(
        new PoxResponse.RedirectAddress("bob@fabrikam.test"), await new Contoso { Knows = _ => Moved }.PoxAsync(PoxRequest.For(Reading.Ann)));

    [Fact]
    public async Task A_mailbox_of_another_CAS_is_a_URL_to_ask_at() => Assert.Equal(
        new PoxResponse.RedirectUrl(Elsewhere.Url), await new Contoso { Knows = _ => Elsewhere }.PoxAsync(PoxRequest.For(Reading.Ann)));

    [Fact]
    public async Task While_the_directory_is_away_clients_are_told_to_come_again_and_no_error_they_would_believe()
    {
        var answer = await new Contoso { Knows = _ => new MailboxLookup.Away("no answer in 5 s") }.AskAsAnnAsync("POST", AutodiscoverPox.Path, AnnsRequest);

        Assert.Equal((503, "30", 0), (answer.StatusCode, answer.Headers.RetryAfter.ToString(), answer.Body.Length));
    }

    [Fact]
    public async Task Nobody_can_tell_who_is_unknown_from_who_is_elsewhere_or_not_his_to_ask_for()
    {
        var contoso = new Contoso { OwnOnly = true, Clock = new StoppedClock() };

        var answers = new List<string>();
        foreach (var address in new[] { "nobody@contoso.test", "bob@contoso.test", "ann@fabrikam.test" })
        {
            answers.Add(Contoso.Text(await contoso.AskAsAnnAsync("POST", AutodiscoverPox.Path, PoxCodec.WriteRequest(new PoxRequest { EMailAddress = address }))));
        }

        Assert.Contains("<ErrorCode>500</ErrorCode>", Assert.Single(answers.Distinct()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_says_the_local_time_of_day_and_a_number_for_the_server()
    {
        var contoso = new Contoso { Clock = new StoppedClock() };

        var error = Assert.IsType<PoxResponse.Error>(await contoso.PoxAsync(new PoxRequest { EMailAddress = "nobody@contoso.test" }));

        Assert.Equal("23:25:04.8897083", error.Time);
        Assert.Equal(391802710u, error.Id);
    }

    [Fact]
    public async Task Blocks_of_MAPI_are_for_who_asks_for_them_and_then_instead_of_the_older_ones()
    {
        var contoso = new Contoso { Services = ServiceSets.Everything };

        var (without, with) = (await contoso.SettingsAsync(), await contoso.SettingsAsync(request => request.Headers["X-MapiHttpCapability"] = "2"));

        Assert.Equal(["EXCH", "EXPR", "WEB"], without.Protocols.Select(block => block.Kind.ToString()));
        Assert.Equal(["mapiHttp", "EXHTTP", "WEB"], with.Protocols.Select(block => block.Kind.ToString()));
        Assert.Equal(without.UrlOf(CasService.Ews, Vantage.Outside), with.UrlOf(CasService.Ews, Vantage.Outside));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("yes")]
    [InlineData("99999999999")]
    public async Task What_is_no_version_of_MAPI_asks_for_none(string capability) =>
        Assert.Equal(ProtocolKind.Exch, (await new Contoso { Services = ServiceSets.Everything }.SettingsAsync(request => request.Headers["X-MapiHttpCapability"] = capability)).Protocols[0].Kind);

    [Theory]
    [InlineData("GET", 200, "POX error 600")]
    [InlineData("HEAD", 200, "")]
    [InlineData("PUT", 405, "")]
    [InlineData("DELETE", 405, "")]
    [InlineData("OPTIONS", 405, "")]
    public async Task Other_methods_than_POST_are_answered_so_after_a_logon(string method, int status, string said)
    {
        var answer = await new Contoso().AskAsAnnAsync(method, AutodiscoverPox.Path, []);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(said, answer.Body.Length == 0 ? "" : $"POX error {Assert.IsType<PoxResponse.Error>(Reading.Pox(answer)).Code}");
        Assert.Equal(status == 405 ? "GET, HEAD, POST" : "", answer.Headers.Allow.ToString());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("POST")]
    public async Task Without_a_logon_each_method_is_401_that_names_SOAP_and_says_nothing(string method)
    {
        var answer = await new Contoso().AskAsync(method, AutodiscoverPox.Path, [], null);

        Assert.Equal((401, "True", 0), (answer.StatusCode, answer.Headers["X-SOAP-Enabled"].ToString(), answer.Body.Length));
    }

    [Theory]
    [InlineData("text/xml")]
    [InlineData("text/xml; charset=utf-8")]
    [InlineData("TEXT/XML;charset=\"UTF-8\"")]
    [InlineData("application/xml")]
    [InlineData("application/soap+xml")]
    [InlineData(null)]
    public async Task A_type_of_XML_or_none_is_read(string? type) =>
        Assert.IsType<PoxResponse.Settings>(await new Contoso().PoxAsync(PoxRequest.For(Reading.Ann), request => request.ContentType = type));

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain; a=+xml")]
    public async Task Another_type_is_415(string type) =>
        Assert.Equal(415, (await new Contoso().AskAsAnnAsync("POST", AutodiscoverPox.Path, AnnsRequest, request => request.ContentType = type)).StatusCode);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_beyond_16_KiB_is_413_whether_or_not_its_length_is_said(bool isSaid) => Assert.Equal(413, (await new Contoso().AskAsAnnAsync(
        "POST", AutodiscoverPox.Path, new byte[(16 * 1024) + 1], request => request.ContentLength = isSaid ? (16 * 1024) + 1 : null)).StatusCode);

    [Fact]
    public async Task A_body_of_16_KiB_is_read()
    {
        var body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(AnnsRequest).PadRight(16 * 1024));

        Assert.IsType<PoxResponse.Settings>(Reading.Pox(await new Contoso().AskAsAnnAsync("POST", AutodiscoverPox.Path, body)));
    }

    [Fact]
    public async Task An_answer_is_written_once_for_a_mailbox_that_is_remembered_and_anew_for_another()
    {
        var contoso = new Contoso();

        var (first, again) = (Contoso.Text(await contoso.AskAsAnnAsync("POST", AutodiscoverPox.Path, AnnsRequest)), Contoso.Text(await contoso.AskAsAnnAsync("POST", AutodiscoverPox.Path, AnnsRequest)));
        var bob = Contoso.Text(await contoso.AskAsAnnAsync("POST", AutodiscoverPox.Path, PoxCodec.WriteRequest(new PoxRequest { EMailAddress = "bob@contoso.test" })));

        Assert.Equal(first, again);
        Assert.Contains("The name of bob", bob, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_phone_is_told_where_ActiveSync_is()
    {
        var answer = Assert.IsType<PoxResponse.MobileSync>(await new Contoso { Services = ServiceSets.Everything }.PhoneAsync("ann@contoso.test")).Answer;

        const string Url = "https://mail.contoso.test/Microsoft-Server-ActiveSync";
        Assert.Equal(
            new MobileSyncAnswer.Settings([new MobileSyncServer(ProtocolKind.MobileSync, new ServiceUrl(Url), Url, "")])
            {
                Culture = "en:us", DisplayName = "The name of ann", EMailAddress = "ann@contoso.test",
            },
            answer);
    }

    [Fact]
    public async Task A_phone_stops_at_a_CAS_without_ActiveSync() =>
        Assert.Equal(PoxErrorCode.UnknownSchema, Assert.IsType<PoxResponse.Error>(await new Contoso().PhoneAsync("ann@contoso.test")).Code);

    [Fact]
    public async Task A_phone_is_led_to_another_address() => Assert.Equal(
        new MobileSyncAnswer.Redirect("bob@fabrikam.test") { Culture = "en:us" },
        Assert.IsType<PoxResponse.MobileSync>(await new Contoso { Services = ServiceSets.Everything, Knows = _ => Moved }.PhoneAsync("ann@contoso.test")).Answer);

    [Fact]
    public async Task A_phone_is_led_to_another_CAS_by_HTTP()
    {
        var body = PoxCodec.WriteRequest(new PoxRequest { EMailAddress = "ann@contoso.test", AcceptableResponseSchema = PoxSchema.MobileSyncResponse });

        var answer = await new Contoso { Services = ServiceSets.Everything, Knows = _ => Elsewhere }.AskAsAnnAsync("POST", AutodiscoverPox.Path, body);

        Assert.Equal((302, Elsewhere.Url.Text), (answer.StatusCode, answer.Headers.Location.ToString()));
    }

    private static Mailbox Somebody() => new() { PrimaryAddress = Reading.Ann, Addresses = [Reading.Ann] };

    private sealed class StoppedClock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.CreateCustomTimeZone("two hours east", TimeSpan.FromHours(2), null, null);

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.ParseExact("2026-03-04T21:25:04.8897083Z", "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
    }
}
