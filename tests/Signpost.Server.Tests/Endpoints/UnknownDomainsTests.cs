using Signpost.Autodiscover.Autoconfig;
using Signpost.Autodiscover.Soap;
using Signpost.Server.Endpoints;

namespace Signpost.Server.Tests.Endpoints;

/// <summary>While the directory is away, and nobody has written down which domains are served.</summary>
public sealed class UnknownDomainsTests
{
    private readonly Contoso contoso = new() { IsDirectoryAway = true };

    [Theory]
    [InlineData(AutodiscoverJson.Path + "?Email=ann@contoso.test&Protocol=Ews")]
    [InlineData(AutoconfigCodec.WellKnownPath + "?emailaddress=ann@contoso.test")]
    [InlineData("/email.mobileconfig?email=ann@contoso.test")]
    [InlineData(WellKnownDav.CalendarPath)]
    public async Task Nobody_is_told_that_his_domain_is_not_served(string path)
    {
        var answer = await contoso.GetAsync(path);

        Assert.Equal((503, "30"), (answer.StatusCode, answer.Headers.RetryAfter.ToString()));
    }

    [Fact]
    public async Task SOAP_is_busy()
    {
        var answer = Assert.IsType<SoapResponse.GetDomainSettings>(await contoso.SoapAsync(new SoapRequest.GetDomainSettings(["contoso.test"], ["ExternalEwsUrl"], "")));

        Assert.Equal(SoapErrorCode.ServerBusy, answer.ErrorCode);
    }
}
