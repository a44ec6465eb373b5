using Signpost.Server.Conduct;

namespace Signpost.Server.Tests.Conduct;

public sealed class ClientKindTests
{
    [Theory]
    [InlineData("Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.12026; Pro)", "outlook")]
    [InlineData("exchangelib/4.9.0 (python-requests/2.28.1)", "exchangelib")]
    [InlineData("Evolution/3.46.4", "evolution")]
    [InlineData("ExchangeServicesClient/15.0.913.15", "ews-managed-api")]
    [InlineData("Apple-iPhone12C1/1901.346", "apple-mobile")]
    [InlineData("axios/1.21.1", "other")]
    [InlineData("", "unnamed")]
    public void A_client_is_one_of_a_few_words(string userAgent, string kind) => Assert.Equal(kind, ClientKind.Of(userAgent));
}
