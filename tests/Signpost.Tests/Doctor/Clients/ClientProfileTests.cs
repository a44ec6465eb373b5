using Signpost.Discovery;
using Signpost.Doctor.Clients;

namespace Signpost.Tests.Doctor.Clients;

public sealed class ClientProfileTests
{
    [Fact]
    public void Every_client_is_found_by_its_name() =>
        Assert.All(ClientProfile.All, client =>
        {
            Assert.True(ClientProfile.TryFind(client.Name.ToUpperInvariant(), out var found));
            Assert.Same(client, found);
        });

    [Fact]
    public void The_clients_are_these() =>
        Assert.Equal(["outlook2007", "outlook2016", "ews-managed-api", "exchangelib", "evolution"], ClientProfile.All.Select(client => client.Name));

    [Fact]
    public void Nobody_has_another_name() => Assert.False(ClientProfile.TryFind("outlook", out _));

    [Fact]
    public void Every_rule_says_what_and_whence() =>
        Assert.All(ClientProfile.All.SelectMany(client => client.Rules), rule =>
        {
            Assert.NotEqual("", rule.What);
            Assert.NotEqual("", rule.Source);
        });

    [Fact]
    public void Only_Outlook_2016_is_approximate_as_a_whole() =>
        Assert.Equal("outlook2016", Assert.Single(ClientProfile.All, client => client.IsApproximate).Name);

    [Theory]
    [InlineData("outlook2007", "Scp HttpsRootDomain HttpsAutodiscoverDomain HttpRedirect SrvRecord")]
    [InlineData("outlook2016", "Scp HttpsRootDomain HttpsAutodiscoverDomain HttpRedirect SrvRecord")]
    [InlineData("ews-managed-api", "Scp HttpsRootDomain HttpsAutodiscoverDomain HttpRedirect SrvRecord")]
    [InlineData("exchangelib", "HttpsRootDomain HttpsAutodiscoverDomain HttpRedirect SrvRecord")]
    [InlineData("evolution", "HttpsAutodiscoverDomain HttpsRootDomain SrvRecord")]
    public void The_steps_have_their_order(string client, string steps) =>
        Assert.Equal(steps, string.Join(' ', Replay.Named(client).Steps.Select(step => step.Kind).OfType<StepKind>()));
}
