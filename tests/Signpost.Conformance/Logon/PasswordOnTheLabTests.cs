using Signpost.Directory;
using Signpost.Server.Configuration;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;

namespace Signpost.Conformance.Logon;

/// <summary>A CAS lets Active Directory judge passwords, and outlives it for a while.</summary>
public sealed class PasswordOnTheLabTests
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(100);

    [Theory]
    [InlineData(LdapSecurity.None)]
    [InlineData(LdapSecurity.StartTls)]
    [InlineData(LdapSecurity.Tls)]
    public async Task A_right_password_lets_in_by_every_name_of_the_user(LdapSecurity security)
    {
        Lab.Require();
        await using var forest = new ServedForest(security, defaultDomain: "contoso.test");

        foreach (var (user, name) in new[]
        {
            ("anna@contoso.test", "anna@contoso.test"), ("ANNA@CONTOSO.TEST", "anna@contoso.test"), ("director@contoso.test", "anna@contoso.test"),
            (@"CONTOSO\anna", @"CONTOSO\anna"), ("anna", "anna@contoso.test"),
        })
        {
            Assert.Equal(new LogonVerdict.Accepted(new Caller(name, "Basic")), await forest.JudgeAsync(user));
        }
    }

    [Theory]
    [InlineData(LdapSecurity.None, "anna@contoso.test")]
    [InlineData(LdapSecurity.None, @"CONTOSO\anna")]
    [InlineData(LdapSecurity.Tls, "anna@contoso.test")]
    [InlineData(LdapSecurity.StartTls, "director@contoso.test")]
    public async Task A_wrong_password_counts_once_however_often_a_phone_offers_it(LdapSecurity security, string user)
    {
        Lab.Require();
        await using var wrong = await WrongPasswords.OfAsync("anna");
        await using var forest = new ServedForest(security);

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(new LogonVerdict.Refused("bad-password", user), await forest.JudgeAsync(user, "not-the-password"));
        }

        Assert.Equal(1, await wrong.CountAsync());
    }

    [Theory]
    [InlineData(LdapSecurity.None)]
    [InlineData(LdapSecurity.Tls)]
    public async Task Nobody_learns_from_a_refusal_who_exists(LdapSecurity security)
    {
        Lab.Require();
        await using var forest = new ServedForest(security);
        await forest.JudgeAsync("anna@contoso.test");

        var (known, knownTook) = await TimedAsync(() => forest.JudgeAsync("anna@contoso.test", "not-the-password"));
        var (unknown, unknownTook) = await TimedAsync(() => forest.JudgeAsync("nobody@contoso.test", "not-the-password"));
        var elsewhere = await forest.JudgeAsync("anna@nowhere.test", "not-the-password");

        Assert.Equal(["bad-password", "bad-password", "bad-password"], new[] { known, unknown, elsewhere }.Select(verdict => Assert.IsType<LogonVerdict.Refused>(verdict).Reason));
        Assert.True(knownTook >= TimeSpan.FromMilliseconds(240) && unknownTook >= TimeSpan.FromMilliseconds(240), $"{knownTook} and {unknownTook}");
    }

    [Theory]
    [InlineData(LdapSecurity.None)]
    [InlineData(LdapSecurity.Tls)]
    public async Task An_empty_password_is_nobodys(LdapSecurity security)
    {
        Lab.Require();
        await using var forest = new ServedForest(security);

        Assert.Equal(new LogonVerdict.Refused("empty-password", "anna@contoso.test"), await forest.JudgeAsync("anna@contoso.test", ""));
    }

    [Theory]
    [InlineData(LdapSecurity.Tls, "account-disabled")]
    [InlineData(LdapSecurity.None, "account-locked-or-disabled")]
    public async Task What_the_domain_has_against_an_account_is_a_word_for_the_log(LdapSecurity security, string reason)
    {
        Lab.Require();
        await using var forest = new ServedForest(security);

        Assert.Equal(new LogonVerdict.Refused(reason, "room.fjord@contoso.test"), await forest.JudgeAsync("room.fjord@contoso.test"));
    }

    [Fact]
    public async Task A_room_whose_account_is_disabled_has_a_mailbox()
    {
        Lab.Require();
        await using var forest = new ServedForest(LdapSecurity.None);

        Assert.IsType<MailboxLookup.Here>(await forest.FindAsync("room.fjord@contoso.test"));
    }

    [Fact]
    public async Task Every_address_of_a_mailbox_is_found_with_what_the_directory_says_of_it()
    {
        Lab.Require();
        await using var forest = new ServedForest(LdapSecurity.None, new MailboxConfiguration { AcceptedDomains = ["contoso.test", "fabrikam.test"] });

        var mailbox = Assert.IsType<MailboxLookup.Here>(await forest.FindAsync("ANNA@fabrikam.test")).Mailbox;
        var byLegacyDn = await forest.Mailboxes.FindAsync("/o=old org/ou=Paris/cn=Recipients/cn=AMOREAU", TestContext.Current.CancellationToken);

        Assert.Equal("anna@contoso.test", mailbox.PrimaryAddress.ToString());
        Assert.Equal("Anna Moreau", mailbox.DisplayName);
        Assert.NotEqual(Guid.Empty, mailbox.MailboxGuid);
        Assert.Equal(mailbox.MailboxGuid, Assert.IsType<MailboxLookup.Here>(byLegacyDn).Mailbox.MailboxGuid);
        Assert.Equal("dc1.contoso.test", mailbox.DirectoryServer, ignoreCase: true);
    }

    [Theory]
    [InlineData("nobody@contoso.test")]
    [InlineData("anna@fabrikam.test")]
    [InlineData("*@contoso.test")]
    public async Task Other_addresses_are_unknown(string address)
    {
        Lab.Require();
        await using var forest = new ServedForest(LdapSecurity.None);

        Assert.Equal(MailboxLookup.Unknown.It, await forest.FindAsync(address));
    }

    [Theory]
    [InlineData("CAS2", "https://cas2.contoso.test/Autodiscover/Autodiscover.xml")]
    [InlineData("Oslo", "https://cas2.contoso.test/Autodiscover/Autodiscover.xml")]
    [InlineData("Paris", null)]
    [InlineData("CAS1", null)]
    public async Task A_mailbox_of_another_site_is_served_by_the_CAS_there(string home, string? url)
    {
        Lab.Require();
        await using var admin = await Directory.Lab.Here().OpenedAsync(Directory.Lab.Here().Server(LdapSecurity.Tls), Directory.Lab.Here().As("Administrator@contoso.test"));
        await ModifyAnnaAsync(admin, AttributeChange.Replace("info", home));
        try
        {
            await using var forest = new ServedForest(LdapSecurity.None, new MailboxConfiguration { HomeAttribute = "info" });

            Assert.Equal(url, await forest.FindAsync("anna@contoso.test") is MailboxLookup.ServedBy { Url: var there } ? there.Text : null, ignoreCase: true);
        }
        finally
        {
            await ModifyAnnaAsync(admin, AttributeChange.Replace("info", "Prefers mornings."));
        }
    }

    [Fact]
    public async Task A_domain_controller_that_goes_dark_takes_nothing_that_is_remembered_along()
    {
        Lab.Require();
        await using var forest = new ServedForest(LdapSecurity.None, timeout: TimeSpan.FromSeconds(2));
        Assert.IsType<LogonVerdict.Accepted>(await forest.JudgeAsync("anna@contoso.test"));
        Assert.IsType<MailboxLookup.Here>(await forest.FindAsync("anna@contoso.test"));

        await using var dark = await Lab.DarkAsync("dc", "10.77.0.1", "fd77::1");
        var (unknown, unknownTook) = await TimedAsync(() => forest.FindAsync("bjorn@contoso.test"));
        var (verdict, verdictTook) = await TimedAsync(() => forest.JudgeAsync("anna@contoso.test"));
        var (lookup, lookupTook) = await TimedAsync(() => forest.FindAsync("anna@contoso.test"));
        var (other, otherTook) = await TimedAsync(() => forest.JudgeAsync("bjorn@contoso.test"));

        Assert.IsType<MailboxLookup.Away>(unknown);
        Assert.InRange(unknownTook, TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(3));
        Assert.IsType<LogonVerdict.Accepted>(verdict);
        Assert.IsType<MailboxLookup.Here>(lookup);
        Assert.True(verdictTook < AtOnce && lookupTook < AtOnce, $"{verdictTook} and {lookupTook}");
        Assert.IsType<LogonVerdict.Away>(other);
        Assert.InRange(otherTook, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        Assert.False(forest.Forest.Health.IsAnswering);
    }

    [Fact]
    public async Task When_it_is_back_it_is_asked_again()
    {
        Lab.Require();
        await using var forest = new ServedForest(LdapSecurity.None, timeout: TimeSpan.FromSeconds(2));
        Assert.IsType<MailboxLookup.Here>(await forest.FindAsync("anna@contoso.test"));
        await using (await Lab.DarkAsync("dc", "10.77.0.1", "fd77::1"))
        {
            Assert.IsType<MailboxLookup.Away>(await forest.FindAsync("bjorn@contoso.test"));
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        MailboxLookup lookup;
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, limit.Token);
            lookup = await forest.FindAsync("bjorn@contoso.test");
        }
        while (lookup is MailboxLookup.Away);

        Assert.IsType<MailboxLookup.Here>(lookup);
    }

    private static async Task ModifyAnnaAsync(LdapDirectory admin, AttributeChange change)
    {
        var anna = (await Directory.Lab.FoundAsync(admin, new DirectorySearch("DC=contoso,DC=test", SearchScope.Subtree, LdapFilter.Is("sAMAccountName", "anna"), ["cn"]))).Entries.Single();
        Assert.IsType<WriteOutcome.Done>(await admin.ModifyAsync(anna.DistinguishedName, [change], TestContext.Current.CancellationToken));
    }

    private static async Task<(T Outcome, TimeSpan Took)> TimedAsync<T>(Func<Task<T>> work)
    {
        var began = TimeProvider.System.GetTimestamp();
        var outcome = await work();
        return (outcome, TimeProvider.System.GetElapsedTime(began));
    }
}
