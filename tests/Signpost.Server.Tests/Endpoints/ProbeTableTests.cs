using System.Text;
using Signpost.Autodiscover.Pox;
using Signpost.Server.Endpoints;

namespace Signpost.Server.Tests.Endpoints;

/// <summary>What other servers answer in all sorts of ways, row by row: after a logon, this is what ours does.</summary>
public sealed class ProbeTableTests
{
    private const string Outlook = PoxSchema.OutlookResponse;
    private const string Phone = PoxSchema.MobileSyncResponse;
    private const string Ann = "<EMailAddress>ann@contoso.test</EMailAddress>";

    public static TheoryData<string, string, string, string> Probes { get; } = new()
    {
        { "outlook 2006a", "POST", Request(Ann, Outlook), "200 settings" },
        { "mobilesync 2006", "POST", Request(Ann, Phone, PoxSchema.MobileSyncRequest), "200 phone" },
        { "mobilesync in the words of Outlook", "POST", Request(Ann, Phone), "200 phone" },
        { "the old schema of Outlook", "POST", Request(Ann, PoxSchema.OldOutlookResponse), "200 error 601" },
        { "an unknown schema", "POST", Request(Ann, "http://example.org/none"), "200 error 601" },
        { "no schema", "POST", Request(Ann, ""), "200 error 600" },
        { "no namespace", "POST", Request(Ann, Outlook, ""), "200 error 600" },
        { "malformed XML", "POST", "<Autodiscover><Request>", "200 error 600" },
        { "an empty body", "POST", "", "200 error 600" },
        { "no EMailAddress", "POST", Request("", Outlook), "200 error 600" },
        { "a bad address", "POST", Request("<EMailAddress>ann</EMailAddress>", Outlook), "200 error 600" },
        { "an unknown domain", "POST", Request("<EMailAddress>ann@fabrikam.test</EMailAddress>", Outlook), "200 error 500" },
        { "an unknown user", "POST", Request("<EMailAddress>nobody@contoso.test</EMailAddress>", Outlook), "200 error 500" },
        { "an unknown user's phone", "POST", Request("<EMailAddress>nobody@contoso.test</EMailAddress>", Phone), "200 error 500" },
        { "a DTD with an external entity", "POST", "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + Request("<EMailAddress>&e;</EMailAddress>", Outlook), "200 error 600" },
        { "a DTD with an internal entity", "POST", "<!DOCTYPE a [<!ENTITY e 'ann@contoso.test'>]>" + Request("<EMailAddress>&e;</EMailAddress>", Outlook), "200 error 600" },
        { "a body of 1 MB", "POST", Request(Ann, Outlook) + new string(' ', 1_000_000), "413" },
        { "GET", "GET", "", "200 error 600" },
    };

    [Theory]
    [MemberData(nameof(Probes))]
    public async Task A_probe_is_answered_as_it_should_be(string probe, string method, string body, string expected)
    {
        var answer = await new Contoso { Services = ServiceSets.Everything }.AskAsAnnAsync(method, AutodiscoverPox.Path, Encoding.UTF8.GetBytes(body));

        var said = answer.Body.Length == 0 ? $"{answer.StatusCode}" : $"{answer.StatusCode} " + Reading.Pox(answer) switch
        {
            PoxResponse.Settings => "settings",
            PoxResponse.MobileSync { Answer: MobileSyncAnswer.Settings } => "phone",
            PoxResponse.Error error => $"error {error.Code}",
            var other => other.ToString(),
        };
        Assert.Equal($"{probe}: {expected}", $"{probe}: {said}");
        Assert.Equal("True", answer.Headers["X-SOAP-Enabled"]);
        Assert.Equal(answer.Body.Length == 0 ? null : "text/xml; charset=utf-8", answer.ContentType);
    }

    [Theory]
    [InlineData("/autodiscover/autodiscover.xml", 401)]
    [InlineData("/Autodiscover/Autodiscover.xml", 401)]
    [InlineData("/AUTODISCOVER/AUTODISCOVER.XML", 401)]
    [InlineData("/AutoDiscover/AutoDiscover.svc", 401)]
    [InlineData("/autodiscover/autodiscover.svc", 401)]
    [InlineData("/Autodiscover/Autodiscover.json/v1.0/ann@contoso.test?Protocol=Ews", 200)]
    [InlineData("/AUTODISCOVER/AUTODISCOVER.JSON?Email=ann@contoso.test&Protocol=Ews", 200)]
    [InlineData("/.WELL-KNOWN/autoconfig/mail/config-v1.1.xml", 200)]
    [InlineData("/MAIL/config-v1.1.xml", 200)]
    [InlineData("/.well-known/CalDAV", 301)]
    [InlineData("/.well-known/CARDDAV", 301)]
    [InlineData("/EMAIL.mobileconfig?email=ann@contoso.test", 200)]
    [InlineData("/MobileConfig?email=ann@contoso.test", 200)]
    [InlineData("/", 404)]
    [InlineData("/autodiscover/", 404)]
    [InlineData("/autodiscover/autodiscover.xml/", 404)]
    [InlineData("/autodiscover/autodiscover.jsonp", 404)]
    public async Task A_path_is_the_same_in_capitals(string path, int status) =>
        Assert.Equal(status, (await new Contoso { Services = ServiceSets.Everything }.GetAsync(path)).StatusCode);

    private static string Request(string inner, string schema, string space = PoxSchema.OutlookRequest) =>
        $"<Autodiscover xmlns=\"{space}\"><Request>{inner}<AcceptableResponseSchema>{schema}</AcceptableResponseSchema></Request></Autodiscover>";
}
