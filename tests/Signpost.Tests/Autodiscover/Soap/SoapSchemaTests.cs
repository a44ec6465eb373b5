using System.Text;
using Signpost.Autodiscover.Soap;

namespace Signpost.Tests.Autodiscover.Soap;

/// <summary>What we write obeys schemas of our own, soap-autodiscover.xsd and soap-envelope.xsd: that of Exchange is not ours to ship.</summary>
public sealed class SoapSchemaTests
{
    public static TheoryData<string> Documents { get; } =
    [
        .. SoapGolden.Requests.Keys, .. SoapGolden.Responses.Keys, "example-request", "example-response", "exchangelib-request", "ews-managed-api-request",
        "ews-javascript-api-request",
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_document_obeys_the_schema(string name) => Assert.Empty(SoapXsd.Faults(SoapGolden.Bytes(name)));

    [Theory]
    [InlineData("i:type=\"StringSetting\"", "")]
    [InlineData("i:type=\"StringSetting\"", "i:type=\"WebClientUrlCollectionSetting\"")]
    [InlineData("<UserSettingErrors />\n", "")]
    [InlineData("<ErrorMessage />", "")]
    [InlineData("<Name>", "<Value>x</Value><Name>")]
    [InlineData("GetUserSettingsResponseMessage", "GetUserSettingResponseMessage")]
    [InlineData("<h:MajorVersion>15", "<h:MajorVersion>fifteen")]
    public void The_schema_would_notice(string written, string instead)
    {
        var text = Encoding.UTF8.GetString(SoapCodec.WriteResponse(SoapGolden.Response));

        Assert.Contains(written, text, StringComparison.Ordinal);
        Assert.NotEmpty(SoapXsd.Faults(Encoding.UTF8.GetBytes(text.Replace(written, instead, StringComparison.Ordinal))));
    }
}
