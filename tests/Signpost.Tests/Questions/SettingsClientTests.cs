using Signpost.Discovery;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Questions;

/// <summary>What may be asked for at all.</summary>
public sealed class SettingsClientTests
{
    private static readonly MailboxAddress Ada = MailboxAddress.Parse("ada@contoso.test");

    private readonly SignpostClient client = new(new DiscoveryOptions(), new FakeResolver());

    [Theory]
    [InlineData("http://cas1.contoso.test/autodiscover/autodiscover.svc")]
    [InlineData("https://ada:pw@cas1.contoso.test/autodiscover/autodiscover.svc")]
    [InlineData("/autodiscover/autodiscover.svc")]
    public async Task Only_an_https_URL_without_a_user_is_an_endpoint(string url)
    {
        var endpoint = new Uri(url, UriKind.RelativeOrAbsolute);

        await Assert.ThrowsAsync<ArgumentException>(() => client.UserSettingsAsync(endpoint, [Ada], [], null, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => client.DomainSettingsAsync(endpoint, ["contoso.test"], [], null, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => client.FederationInformationAsync("contoso.test", endpoint, null, CancellationToken.None));
    }

    [Fact]
    public async Task Somebody_must_be_asked_for()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => client.UserSettingsAsync(null, [], [], null, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => client.DomainSettingsAsync(null, ["no domain"], [], null, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => client.FederationInformationAsync("10.0.0.1", null, null, CancellationToken.None));
    }
}
