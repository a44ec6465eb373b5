using System.Globalization;
using System.Text;
using Signpost.Server.Configuration;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Tests.Mailboxes;

public sealed class DirectoryMailboxesTests
{
    private static readonly string Ann = Town.Person(
        "Ann", "displayName: Ann Moreau", "mail: ann@contoso.test", "proxyAddresses: SMTP:ann@contoso.test", "proxyAddresses: smtp:director@contoso.test",
        "proxyAddresses: X500:/o=Old Org/cn=Recipients/cn=amoreau", "proxyAddresses: sip:chat@contoso.test",
        "legacyExchangeDN: /o=Contoso/cn=Recipients/cn=ann", "userPrincipalName: ann@contoso.test", "sAMAccountName: ann", "objectGUID:: AQIDBAUGBwgJCgsMDQ4PEA==");

    private readonly Town town = new();

    [Fact]
    public async Task A_mailbox_is_what_the_directory_says()
    {
        var mailbox = Here(await town.FindAsync("ann@contoso.test", Ann));

        Assert.Equal("Ann Moreau", mailbox.DisplayName);
        Assert.Equal("/o=Contoso/cn=Recipients/cn=ann", mailbox.LegacyDn);
        Assert.Equal("ann@contoso.test", mailbox.UserPrincipalName);
        Assert.Equal("ann", mailbox.SamAccountName);
        Assert.Equal("contoso.test", mailbox.Domain);
        Assert.Equal(Guid.Parse("04030201-0605-0807-090a-0b0c0d0e0f10"), mailbox.MailboxGuid);
        Assert.Equal(["ann@contoso.test", "director@contoso.test"], mailbox.Addresses.Select(address => address.ToString()));
    }

    [Theory]
    [InlineData("ANN@CONTOSO.TEST")]
    [InlineData("Director@contoso.test")]
    public async Task Every_address_leads_to_it_in_any_case(string address) =>
        Assert.Equal("ann@contoso.test", Here(await town.FindAsync(address, Ann)).PrimaryAddress.ToString());

    [Fact]
    public async Task The_address_in_capitals_is_the_primary_one() => Assert.Equal(
        "new@contoso.test",
        Here(await town.FindAsync("old@contoso.test", Town.Person("Ann", "mail: old@contoso.test", "proxyAddresses: smtp:other@contoso.test", "proxyAddresses: SMTP:new@contoso.test")))
            .PrimaryAddress.ToString());

    [Fact]
    public async Task Without_proxy_addresses_mail_is_the_address() =>
        Assert.Equal("ann@contoso.test", Here(await town.FindAsync("ann@contoso.test", Town.Person("Ann", "mail: ann@contoso.test"))).PrimaryAddress.ToString());

    [Theory]
    [InlineData("chat@contoso.test")]
    [InlineData("nobody@contoso.test")]
    [InlineData("*@contoso.test")]
    public async Task What_is_no_smtp_address_of_anybody_is_unknown(string address) => Assert.Equal(MailboxLookup.Unknown.It, await town.FindAsync(address, Ann));

    [Fact]
    public async Task Who_has_no_address_is_found_by_the_name_he_logs_on_with() =>
        Assert.Equal("bo@contoso.test", Here(await town.FindAsync("bo@contoso.test", Town.Person("Bo", "userPrincipalName: bo@contoso.test"))).PrimaryAddress.ToString());

    [Fact]
    public async Task Who_has_an_address_is_not_found_by_the_name_he_logs_on_with() => Assert.Equal(
        MailboxLookup.Unknown.It, await town.FindAsync("bo@contoso.test", Town.Person("Bo", "userPrincipalName: bo@contoso.test", "mail: bob@contoso.test")));

    [Fact]
    public async Task An_address_goes_before_a_name_somebody_else_logs_on_with() => Assert.Equal(
        "Owner",
        Here(await town.FindAsync("bo@contoso.test", Town.Person("Bo", "userPrincipalName: bo@contoso.test"), Town.Person("Owner", "displayName: Owner", "mail: bo@contoso.test"))).DisplayName);

    [Fact]
    public async Task A_legacy_DN_leads_to_no_mailbox_of_a_domain_that_is_not_served() => Assert.Equal(
        MailboxLookup.Unknown.It, await town.FindByLegacyDnAsync("/o=Contoso/cn=Recipients/cn=eve", Town.Person("Eve", "mail: eve@fabrikam.test", "legacyExchangeDN: /o=Contoso/cn=Recipients/cn=eve")));

    [Theory]
    [InlineData("computer")]
    [InlineData("group")]
    [InlineData("contact")]
    public async Task Only_people_have_mailboxes(string objectClass)
    {
        var other = $"\ndn: CN=Other,DC=contoso,DC=test\nobjectClass: {objectClass}\n{(objectClass is "computer" ? "objectClass: user\n" : "")}mail: other@contoso.test\n";

        Assert.Equal(MailboxLookup.Unknown.It, await town.FindAsync("other@contoso.test", other));
    }

    [Fact]
    public async Task Of_two_who_claim_one_address_nobody_has_it_and_the_log_says_so_once()
    {
        var two = Town.Read(Ann, Town.Person("Thief", "mail: director@contoso.test"));

        var lookup = await town.FindAsync(MailboxAddress.Parse("director@contoso.test"), two, times: 2);

        Assert.Equal(MailboxLookup.Unknown.It, lookup);
        Assert.Contains("2 objects claim one address", Assert.Single(town.Log.Lines, line => line.Contains("Ambiguous", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain(town.Log.Lines, line => line.Contains("director@", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("/o=Contoso/cn=Recipients/cn=ann")]
    [InlineData("/O=contoso/CN=recipients/CN=ANN")]
    [InlineData("/o=Old Org/cn=Recipients/cn=amoreau")]
    public async Task A_legacy_dn_leads_to_it_also_one_from_before_a_move(string legacyDn) =>
        Assert.Equal("ann@contoso.test", Here(await town.FindByLegacyDnAsync(legacyDn, Ann)).PrimaryAddress.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("/o=Contoso\n/cn=ann")]
    public async Task What_is_no_legacy_dn_is_unknown(string legacyDn) => Assert.Equal(MailboxLookup.Unknown.It, await town.FindByLegacyDnAsync(legacyDn, Ann));

    [Theory]
    [InlineData("smtp:ann@bücher.example")]
    [InlineData("smtp:ann@xn--bcher-kva.example")]
    public async Task A_domain_in_any_language_is_found_however_it_was_typed(string proxy)
    {
        var books = new Town { Configuration = new MailboxConfiguration { AcceptedDomains = ["xn--bcher-kva.example"] } };

        Assert.IsType<MailboxLookup.Here>(await books.FindAsync("ann@BÜCHER.example", Town.Person("Ann", $"proxyAddresses:: {Convert.ToBase64String(Encoding.UTF8.GetBytes(proxy))}")));
    }

    [Fact]
    public async Task An_address_of_another_domain_is_unknown_whoever_claims_it() =>
        Assert.Equal(MailboxLookup.Unknown.It, await town.FindAsync("ann@fabrikam.test", Town.Person("Ann", "mail: ann@fabrikam.test")));

    [Fact]
    public async Task Without_any_word_the_domain_of_the_forest_is_served()
    {
        Assert.True(await town.AcceptsAsync("contoso.test"));
        Assert.False(await town.AcceptsAsync("sub.contoso.test"));
    }

    [Theory]
    [InlineData("fabrikam.test", true)]
    [InlineData("a.b.tailspin.test", true)]
    [InlineData("tailspin.test", false)]
    [InlineData("contoso.test", false)]
    public async Task Domains_that_Exchange_accepts_are_served_instead(string domain, bool isServed)
    {
        const string Accepted =
            "\ndn: CN=Fabrikam,CN=Accepted Domains,CN=Configuration,DC=contoso,DC=test\nobjectClass: msExchAcceptedDomain\nmsExchAcceptedDomainName: Fabrikam.test\n"
            + "\ndn: CN=Tailspin,CN=Accepted Domains,CN=Configuration,DC=contoso,DC=test\nobjectClass: msExchAcceptedDomain\nmsExchAcceptedDomainName: *.tailspin.test\n";

        Assert.Equal(isServed, await town.AcceptsAsync(domain, Accepted));
    }

    [Fact]
    public async Task Configured_domains_are_served_whatever_the_directory_says()
    {
        var other = new Town { Configuration = new MailboxConfiguration { AcceptedDomains = ["fabrikam.test"] } };

        Assert.True(await other.AcceptsAsync("fabrikam.test"));
        Assert.False(await other.AcceptsAsync("contoso.test"));
    }

    [Theory]
    [InlineData("SMTP:ann@fabrikam.test", "ann@fabrikam.test")]
    [InlineData("smtp:ann@fabrikam.test", "ann@fabrikam.test")]
    [InlineData("ann@fabrikam.test", "ann@fabrikam.test")]
    [InlineData("SMTP:Director@CONTOSO.test", null)]
    [InlineData("SMTP:ann@contoso.test", null)]
    [InlineData("X400:c=FR", null)]
    [InlineData("SMTP:", null)]
    public async Task A_mailbox_that_moved_leads_to_its_new_address_unless_that_is_one_of_its_own(string target, string? moved)
    {
        var lookup = await town.FindAsync("ann@contoso.test", Ann + $"targetAddress: {target}\n");

        Assert.Equal(moved, lookup is MailboxLookup.MovedTo { Address: var address } ? address.ToString() : null);
        Assert.Equal(moved is null, lookup is MailboxLookup.Here);
    }

    [Theory]
    [InlineData("/o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Configuration/cn=Servers/cn=CAS2", "https://cas2.contoso.test/Autodiscover/Autodiscover.xml")]
    [InlineData("CN=cas2,CN=Servers,DC=contoso,DC=test", "https://cas2.contoso.test/Autodiscover/Autodiscover.xml")]
    [InlineData("cas2", "https://cas2.contoso.test/Autodiscover/Autodiscover.xml")]
    [InlineData("Oslo", "https://cas3.contoso.test/autodiscover/autodiscover.xml")]
    [InlineData("/o=Contoso/cn=Servers/cn=CAS1", null)]
    [InlineData("cas1.contoso.test", null)]
    [InlineData("Paris", null)]
    [InlineData("Nowhere", null)]
    [InlineData("Plain", null)]
    [InlineData("/o=Contoso", null)]
    public async Task Another_CAS_serves_a_mailbox_that_belongs_to_it_or_to_its_site(string home, string? url)
    {
        var lookup = await town.FindAsync(
            "ann@contoso.test", Ann + $"msExchHomeServerName: {home}\n",
            Town.Scp("CAS1", "https://cas1.contoso.test/Autodiscover/Autodiscover.xml", "2009", "Paris"),
            Town.Scp("CAS2", "https://cas2.contoso.test/Autodiscover/Autodiscover.xml", "2008", "Oslo"),
            Town.Scp("CAS3", "https://cas3.contoso.test/ews", "2007", "Oslo"),
            Town.Scp("CAS4", "http://cas4.contoso.test/Autodiscover/Autodiscover.xml", "2001", "Plain"));

        Assert.Equal(url, lookup is MailboxLookup.ServedBy { Url: var there } ? there.Text : null);
        Assert.Equal(url is null, lookup is MailboxLookup.Here);
    }

    [Fact]
    public async Task A_home_that_is_not_known_is_told_once()
    {
        var forest = Town.Read(Ann + "msExchHomeServerName: Nowhere\n", Town.Scp("CAS1", "https://cas1.contoso.test/Autodiscover/Autodiscover.xml", "2009"));

        await town.FindAsync(MailboxAddress.Parse("ann@contoso.test"), forest, times: 2);

        Assert.Single(town.Log.Lines, line => line.Contains("HomeUnknown: Mailboxes belong to Nowhere", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Attributes_of_moves_and_homes_can_be_others_or_none()
    {
        var other = new Town { Configuration = new MailboxConfiguration { RedirectAddressAttribute = "extensionAttribute1", HomeAttribute = "" } };

        var lookup = await other.FindAsync("ann@contoso.test", Ann + "extensionAttribute1: ann@new.test\nmsExchHomeServerName: CAS2\n");

        Assert.Equal("ann@new.test", Assert.IsType<MailboxLookup.MovedTo>(lookup).Address.ToString());
    }

    [Fact]
    public async Task The_filter_says_who_can_have_a_mailbox()
    {
        var some = new Town { Configuration = new MailboxConfiguration { Filter = "(department=Sales)" } };

        Assert.Equal(MailboxLookup.Unknown.It, await some.FindAsync("ann@contoso.test", Ann));
        Assert.IsType<MailboxLookup.Here>(await some.FindAsync("ann@contoso.test", Ann + "department: sales\n"));
    }

    [Fact]
    public async Task The_base_says_below_what_mailboxes_are()
    {
        var some = new Town { Configuration = new MailboxConfiguration { BaseDn = "OU=Sales,DC=contoso,DC=test" } };
        const string Sales = "\ndn: OU=Sales,DC=contoso,DC=test\nobjectClass: organizationalUnit\n";

        Assert.Equal(MailboxLookup.Unknown.It, await some.FindAsync("ann@contoso.test", Ann, Sales));
    }

    [Fact]
    public async Task A_base_that_is_not_there_is_told_with_its_name()
    {
        var some = new Town { Configuration = new MailboxConfiguration { BaseDn = "OU=Gone,DC=contoso,DC=test" } };

        Assert.Contains("OU=Gone,DC=contoso,DC=test", Assert.IsType<MailboxLookup.Away>(await some.FindAsync("ann@contoso.test", Ann)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_is_no_domain_must_be_told_which_domains_are_served()
    {
        var plain = Assert.IsType<Signpost.Directory.OpenOutcome.Opened>(Signpost.Directory.LdifDirectory.Parse(
            "dn: o=Contoso\nobjectClass: organization\n\ndn: uid=ann,o=Contoso\nobjectClass: inetOrgPerson\nuid: ann\ncn: Ann Moreau\nmail: ann@contoso.test\n", "plain.ldif")).Directory;
        var told = new Town { Configuration = new MailboxConfiguration { AcceptedDomains = ["contoso.test"], BaseDn = "o=Contoso" } };

        Assert.Equal(
            new MailboxLookup.Away("the directory does not say which domain it is: configure the accepted domains"),
            await town.FindAsync(MailboxAddress.Parse("ann@contoso.test"), plain));
        var mailbox = Here(await told.FindAsync(MailboxAddress.Parse("ann@contoso.test"), plain));
        Assert.Equal(("Ann Moreau", "ann"), (mailbox.DisplayName, mailbox.SamAccountName));
    }

    [Fact]
    public async Task A_mailbox_of_Exchange_has_its_own_guid() => Assert.Equal(
        Guid.Parse("14131211-1615-1817-191a-1b1c1d1e1f20"),
        Here(await town.FindAsync("ann@contoso.test", Ann + "msExchMailboxGuid:: ERITFBUWFxgZGhscHR4fIA==\n")).MailboxGuid);

    [Fact]
    public async Task Names_that_would_turn_a_line_around_are_made_harmless()
    {
        var name = Convert.ToBase64String(Encoding.UTF8.GetBytes("Ann\r\nEvil: \u202eyes\u0000\uffff Moreau"));

        var mailbox = Here(await town.FindAsync("bo@contoso.test", Town.Person("Bo\\, von und zu", "mail: bo@contoso.test", $"displayName:: {name}", $"legacyExchangeDN:: {name}")));

        Assert.Equal("Ann  Evil:  yes   Moreau", mailbox.DisplayName);
        Assert.Equal("", mailbox.LegacyDn);
    }

    [Fact]
    public async Task A_hundred_thousand_addresses_are_cut_to_what_a_mailbox_can_have()
    {
        var proxies = string.Concat(Enumerable.Range(0, 100_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"proxyAddresses: smtp:a{i}@contoso.test\n")));

        var mailbox = Here(await town.FindAsync("ann@contoso.test", Town.Person("Ann", "mail: ann@contoso.test") + proxies));

        Assert.InRange(mailbox.Addresses.Length, 100, 2001);
    }

    [Fact]
    public void A_filter_that_is_none_is_refused_before_anybody_asks()
    {
        var refused = Assert.Throws<ArgumentException>(() => new MailboxQuestion(new MailboxConfiguration { Filter = "department=Sales" }));

        Assert.StartsWith("the filter of mailboxes is no LDAP filter: ( is expected at character 1", refused.Message, StringComparison.Ordinal);
    }

    private static Mailbox Here(MailboxLookup lookup) => Assert.IsType<MailboxLookup.Here>(lookup).Mailbox;
}
