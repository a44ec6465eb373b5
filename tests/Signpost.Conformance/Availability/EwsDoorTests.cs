using System.Text.RegularExpressions;

namespace Signpost.Conformance.Availability;

/// <summary>Exchange Web Services as curl finds them: what is refused, how, and before what.</summary>
public sealed class EwsDoorTests : IClassFixture<EwsDoor>
{
    internal const string Xml = "Content-Type: text/xml; charset=utf-8";

    internal const string Question = """
        <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">
          <s:Body><m:GetUserAvailabilityRequest>
            <m:MailboxDataArray><t:MailboxData><t:Email><t:Address>carla@contoso.test</t:Address></t:Email><t:AttendeeType>Required</t:AttendeeType></t:MailboxData></m:MailboxDataArray>
            <t:FreeBusyViewOptions>
              <t:TimeWindow><t:StartTime>2026-03-24T00:00:00</t:StartTime><t:EndTime>2026-03-28T00:00:00</t:EndTime></t:TimeWindow><t:RequestedView>Detailed</t:RequestedView>
            </t:FreeBusyViewOptions>
          </m:GetUserAvailabilityRequest></s:Body>
        </s:Envelope>
        """;

    [Fact]
    public async Task Without_a_logon_the_schemes_are_named_the_strongest_first()
    {
        var answer = await CurlAsync("--include", "--header", Xml, "--data", Question, Stranger.Ews);

        Assert.StartsWith("HTTP/1.1 401 ", answer, StringComparison.Ordinal);
        Assert.Equal(["Negotiate", "Basic"], Regex.Matches(answer, "^WWW-Authenticate: (\\w+)", RegexOptions.Multiline).Select(match => match.Groups[1].Value));
    }

    [Theory]
    [InlineData("/EWS/Exchange.asmx", "200 text/plain; charset=utf-8")]
    [InlineData("/ews/exchange.asmx", "200 text/plain; charset=utf-8")]
    public async Task Who_looks_at_the_URL_sees_that_it_is_there(string path, string expected) =>
        Assert.Equal(expected, await StatusAsync("--user", User, $"https://cas1.contoso.test{path}"));

    [Theory]
    [InlineData("401 ", "--user", "anna@contoso.test:another")]
    [InlineData("401 ")]
    public async Task Nothing_is_read_of_who_can_not_prove_who_he_is(string expected, params string[] logon) =>
        Assert.Equal(expected, await StatusAsync([.. logon, "--header", Xml, "--data", Spaces(), Stranger.Ews]));

    [Fact]
    public async Task Two_mebibytes_are_more_than_any_question() =>
        Assert.Equal("413 ", await StatusAsync("--user", User, "--header", Xml, "--data-binary", Spaces(), Stranger.Ews));

    [Fact]
    public async Task What_is_not_XML_is_of_the_wrong_kind() =>
        Assert.Equal("415 ", await StatusAsync("--user", User, "--header", "Content-Type: application/json", "--data", "{}", Stranger.Ews));

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY who SYSTEM \"file:///etc/hostname\">]><a>&who;</a>", "ErrorSchemaValidation")]
    [InlineData("<a", "ErrorSchemaValidation")]
    public async Task What_can_not_be_read_is_a_fault(string body, string code)
    {
        var answer = await CurlAsync("--include", "--user", User, "--header", Xml, "--data", body, Stranger.Ews);

        Assert.StartsWith("HTTP/1.1 500 ", answer, StringComparison.Ordinal);
        Assert.Contains($"<e:ResponseCode xmlns:e=\"http://schemas.microsoft.com/exchange/services/2006/errors\">{code}</e:ResponseCode>", answer, StringComparison.Ordinal);
        Assert.Contains("<t:ServerVersionInfo ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_is_a_logon_and_of_private_events_others_see_the_time_alone()
    {
        Lab.Require();
        var curl = await Lab.InAsync("paris", await Lab.TicketAsync("anna"), "curl", "--silent", "--negotiate", "--user", ":", "--header", Xml, "--data", Question, Stranger.Ews);

        var answer = curl.Ends(0).Output;
        Assert.Contains("<t:Subject>Tentative</t:Subject>", answer, StringComparison.Ordinal);
        Assert.Contains("<t:StartTime>2026-03-27T09:00:00</t:StartTime>", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Nobody else", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("clinic", answer, StringComparison.Ordinal);
    }

    private static string User => $"anna@contoso.test:{Lab.Password}";

    private static async Task<string> CurlAsync(params string[] args)
    {
        Lab.Require();
        return (await Lab.InAsync("paris", new Dictionary<string, string>(), ["curl", "--silent", .. args])).Ends(0).Output;
    }

    private static Task<string> StatusAsync(params string[] args) => CurlAsync(["--output", "/dev/null", "--write-out", "%{http_code} %{content_type}", .. args]);

    /// <summary>A file that is too large, as curl takes it; it goes with the lab.</summary>
    private static string Spaces()
    {
        Lab.Require();
        var path = Path.Combine(Lab.Folder, "two-mebibytes");
        File.WriteAllBytes(path, [.. Enumerable.Repeat((byte)' ', 2 << 20)]);
        return $"@{path}";
    }
}
