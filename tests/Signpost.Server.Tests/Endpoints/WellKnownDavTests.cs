using Microsoft.AspNetCore.Http;

namespace Signpost.Server.Tests.Endpoints;

public sealed class WellKnownDavTests
{
    [Theory]
    [InlineData("GET", "/.well-known/caldav", "https://mail.contoso.test/calendars/")]
    [InlineData("PROPFIND", "/.well-known/caldav", "https://mail.contoso.test/calendars/")]
    [InlineData("PROPFIND", "/.Well-Known/CardDAV", "https://mail.contoso.test/contacts/")]
    [InlineData("HEAD", "/.well-known/carddav", "https://mail.contoso.test/contacts/")]
    public async Task Whatever_the_method_it_leads_to_the_place(string method, string path, string url)
    {
        var answer = await new Contoso { Services = ServiceSets.Everything }.AskAsync(method, path, [], null);

        Assert.Equal((301, url), (answer.StatusCode, answer.Headers.Location.ToString()));
    }

    [Fact]
    public async Task A_place_that_differs_from_mailbox_to_mailbox_is_none() => Assert.Equal(404, (await new Contoso
    {
        Services = ServiceSets.Everything with { CalDav = Contoso.Both("https://dav.contoso.test/{local-part}/") },
    }.GetAsync("/.well-known/caldav")).StatusCode);

    [Fact]
    public async Task A_place_that_differs_from_domain_to_domain_is_that_of_the_host()
    {
        var contoso = new Contoso { FirstDomain = "first.test", Services = ServiceSets.Everything with { CalDav = Contoso.Both("https://dav.contoso.test/{domain}/") } };

        var (ours, other) = (
            await contoso.GetAsync("/.well-known/caldav", request => request.Host = new HostString("contoso.test")), await contoso.GetAsync("/.well-known/caldav"));

        Assert.Equal(("https://dav.contoso.test/contoso.test/", "https://dav.contoso.test/first.test/"), (ours.Headers.Location.ToString(), other.Headers.Location.ToString()));
    }

    [Fact]
    public async Task A_place_is_written_as_a_header_may_hold_it() => Assert.Equal("https://dav.contoso.test/k%C3%B6ln/", (await new Contoso
    {
        Services = ServiceSets.Everything with { CalDav = Contoso.Both("https://dav.contoso.test/köln/") },
    }.GetAsync("/.well-known/caldav")).Headers.Location.ToString());

    [Fact]
    public async Task What_is_not_announced_is_404() => Assert.Equal(404, (await new Contoso().GetAsync("/.well-known/carddav")).StatusCode);
}
