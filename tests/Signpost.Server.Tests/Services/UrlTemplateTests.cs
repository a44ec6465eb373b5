using Signpost.Server.Mailboxes;
using Signpost.Server.Services;
using Signpost.Server.Tests.Endpoints;

namespace Signpost.Server.Tests.Services;

public sealed class UrlTemplateTests
{
    private static readonly MailboxAddress Address = MailboxAddress.Parse("a/b+c@contoso.test");
    private static readonly Mailbox Mailbox = new() { PrimaryAddress = Address, Addresses = [Address], MailboxGuid = new Guid("11111111-2222-3333-4444-555555555555") };

    [Theory]
    [InlineData("https://{server}/", "https://cas1.contoso.test/")]
    [InlineData("https://dav.{domain}/", "https://dav.contoso.test/")]
    [InlineData("https://{server}/{address}/", "https://cas1.contoso.test/a%2Fb%2Bc%40contoso.test/")]
    [InlineData("https://{server}/{local-part}/", "https://cas1.contoso.test/a%2Fb%2Bc/")]
    [InlineData("https://{server}/?MailboxId={mailbox-guid}@{domain}", "https://cas1.contoso.test/?MailboxId=11111111-2222-3333-4444-555555555555@contoso.test")]
    public void A_place_is_filled_in_such_that_it_stays_what_it_is(string template, string url) => Assert.Equal(url, Contoso.Template(template).For(Mailbox).Text);

    [Theory]
    [InlineData("https://{server}/{user}/", "'https://{server}/{user}/' has a place that is none of {server}, {domain}, {address}, {local-part}, {mailbox-guid}")]
    [InlineData("http://{server}/", "'http://{server}/' is not an https URL")]
    [InlineData("/EWS/", "'/EWS/' is not an https URL")]
    [InlineData("https://ann:secret@{server}/", "no user name or password in a URL that everybody is told")]
    public void What_is_no_template_is_refused_in_words(string template, string why)
    {
        Assert.False(UrlTemplate.TryParse(template, Contoso.Server, out _, out var said));
        Assert.Equal(why, said);
    }

    [Theory]
    [InlineData("https://{server}/{domain}", true, true)]
    [InlineData("https://{server}/{address}", false, true)]
    [InlineData("https://{server}/{local-part}", false, true)]
    [InlineData("https://{server}/{mailbox-guid}", false, false)]
    public void It_says_for_whom_it_is_the_same(string template, bool isForAll, bool isForAddress) =>
        Assert.Equal((isForAll, isForAddress), (Contoso.Template(template).IsForAll, Contoso.Template(template).IsForAddress));
}
