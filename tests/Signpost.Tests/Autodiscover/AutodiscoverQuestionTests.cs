using System.Text;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Pox;
using Signpost.Transport;

namespace Signpost.Tests.Autodiscover;

/// <summary>What is asked for goes over the wire, and nothing else.</summary>
public sealed class AutodiscoverQuestionTests
{
    private static readonly Uri Endpoint = new("https://cas1.contoso.test/autodiscover/autodiscover.xml");
    private static readonly MailboxAddress Ada = MailboxAddress.Parse("ada@contoso.test");

    [Fact]
    public void The_usual_question_has_no_headers_and_asks_by_the_address()
    {
        var request = Asked(AutodiscoverQuestion.Default);

        Assert.Empty(request.Headers);
        Assert.Contains("<EMailAddress>ada@contoso.test</EMailAddress>", Body(request), StringComparison.Ordinal);
        Assert.DoesNotContain("LegacyDN", Body(request), StringComparison.Ordinal);
        Assert.Contains(PoxSchema.OutlookResponse, Body(request), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_understands_MAPI_over_HTTP_says_so_and_names_the_mailbox() => Assert.Equal(
        [new CasHeader("X-MapiHttpCapability", "1"), new CasHeader("X-AnchorMailbox", "ada@contoso.test")], Asked(new AutodiscoverQuestion { MapiHttp = true }).Headers);

    [Fact]
    public void Who_understands_EXHTTP_says_so() => Assert.Equal(
        [new CasHeader("X-ClientCanHandle", "Negotiate, ExHttpInfo")], Asked(new AutodiscoverQuestion { ExHttp = true }).Headers);

    [Fact]
    public void A_legacy_DN_stands_in_the_place_of_the_address()
    {
        var body = Body(Asked(new AutodiscoverQuestion { LegacyDn = "/o=Contoso/cn=ada" }));

        Assert.Contains("<LegacyDN>/o=Contoso/cn=ada</LegacyDN>", body, StringComparison.Ordinal);
        Assert.DoesNotContain("ada@contoso.test", body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_phone_asks_in_the_schema_of_phones() =>
        Assert.Contains(PoxSchema.MobileSyncResponse, Body(Asked(new AutodiscoverQuestion { ForPhone = true })), StringComparison.Ordinal);

    [Fact]
    public void A_question_in_no_dialect_is_none() => Assert.Throws<ArgumentException>(() => new AutodiscoverQuestion { Dialects = [] });

    private static CasRequest Asked(AutodiscoverQuestion question) => new PoxDialect(Ada, question).Ask(Endpoint);

    private static string Body(CasRequest request) => Encoding.UTF8.GetString(request.Body!);
}
