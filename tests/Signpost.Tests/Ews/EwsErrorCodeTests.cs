using System.Reflection;
using System.Xml;
using Signpost.Ews;

namespace Signpost.Tests.Ews;

public sealed class EwsErrorCodeTests
{
    [Fact]
    public void Every_code_we_name_is_one_of_the_published_ones()
    {
        var published = EwsXsd.Words(new XmlQualifiedName("ResponseCodeType", EwsSchema.Messages));

        Assert.All(Named(), code => Assert.Contains(code.ToString(), published));
    }

    [Fact]
    public void A_code_that_is_not_known_is_kept() => Assert.Equal("ErrorOfTomorrow", new EwsErrorCode("ErrorOfTomorrow").ToString());

    private static IEnumerable<EwsErrorCode> Named() =>
        typeof(EwsErrorCode).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(one => (EwsErrorCode)one.GetValue(null)!);
}
