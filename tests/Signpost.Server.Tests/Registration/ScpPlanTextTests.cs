using Signpost.Directory;
using Signpost.Server.Registration;

namespace Signpost.Server.Tests.Registration;

public sealed class ScpPlanTextTests
{
    [Fact]
    public void Text_that_LDIF_does_not_take_as_it_is_stands_in_base64()
    {
        var entry = new DirectoryEntry("CN=Zürich,DC=contoso,DC=test", [new("keywords", [new OctetString("Site=Zürich"), new OctetString(" x"), new OctetString("<y"), new OctetString("z")])]);

        var lines = ScpPlanText.Of([new ScpStep.Add(entry, "why")]).Select(line => line.ToString());

        Assert.Equal(
            ["# why", "dn:: Q049WsO8cmljaCxEQz1jb250b3NvLERDPXRlc3Q=", "changetype: add", "keywords:: U2l0ZT1aw7xyaWNo", "keywords:: IHg=", "keywords:: PHk=", "keywords: z"],
            lines);
    }

    [Fact]
    public void What_a_stranger_wrote_does_not_begin_another_line()
    {
        var step = new ScpStep.Modify(
            "CN=CAS7", [new ScpAttributeChange(AttributeChange.Replace("keywords", "a\ndn: CN=evil"), "b\ndn: CN=evil")], "c\ndn: CN=evil");

        Assert.All(ScpPlanText.Of([step]), line => Assert.DoesNotContain('\n', line.ToString()));
    }
}
