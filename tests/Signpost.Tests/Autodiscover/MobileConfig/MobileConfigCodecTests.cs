using System.Text;
using System.Xml.Linq;
using Signpost.Autodiscover.MobileConfig;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Autodiscover.MobileConfig;

public sealed class MobileConfigCodecTests
{
    [Fact]
    public void A_profile_is_written_as_in_the_file() => Snapshot.Matches("ann", Encoding.UTF8.GetString(MobileConfigCodec.Write(Profile("ann@contoso.test"))));

    [Fact]
    public void A_profile_is_the_same_each_time_and_another_for_another_address()
    {
        Assert.Equal(Ids("ann@contoso.test"), Ids("Ann@contoso.test"));
        Assert.Empty(Ids("ann@contoso.test").Intersect(Ids("bob@contoso.test")));
    }

    [Fact]
    public void Each_identifier_is_a_version_5_UUID_and_stands_there_once()
    {
        var ids = Ids("ann@contoso.test");

        Assert.Equal(6, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal((5, 2), (Guid.Parse(id).Version, Guid.Parse(id).Variant >> 2)));
    }

    [Fact]
    public void No_payload_has_a_password()
    {
        var keys = Plist("ann@contoso.test").Descendants("key").Select(key => key.Value);

        Assert.DoesNotContain(keys, key => key.EndsWith("Password", StringComparison.Ordinal) && key is not "OutgoingPasswordSameAsIncomingPassword");
    }

    private static string[] Ids(string address) =>
        [.. Plist(address).Descendants("key").Where(key => key.Value is "PayloadUUID").Select(key => key.ElementsAfterSelf().First().Value)];

    private static XDocument Plist(string address) => XDocument.Parse(Encoding.UTF8.GetString(MobileConfigCodec.Write(Profile(address))));

    private static AppleProfile Profile(string address) => new("cas1.contoso.test", MailboxAddress.Parse(address), "Contoso & Söhne",
    [
        new AppleAccount.Mail(true, new AppleHost("mail.contoso.test", 993), new AppleHost("mail.contoso.test", 587)),
        new AppleAccount.ActiveSync("cas1.contoso.test"),
        new AppleAccount.Ews(null, new Uri("https://cas1.contoso.test:8443/EWS/Exchange.asmx")),
        new AppleAccount.CalDav(new Uri("https://dav.contoso.test/calendars/")),
        new AppleAccount.CardDav(new Uri("https://dav.contoso.test/contacts/")),
    ]);
}
