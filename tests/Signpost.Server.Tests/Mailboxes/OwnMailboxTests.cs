using Signpost.Server.Configuration;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Server.Tests.Mailboxes.AddressBook;

namespace Signpost.Server.Tests.Mailboxes;

public sealed class OwnMailboxTests
{
    private static readonly string Ann = Town.Person("Ann", "mail: ann.moreau@contoso.test", "userPrincipalName: ann@contoso.test", "sAMAccountName: amoreau");
    private static readonly string Bob = Town.Person("Bob", "mail: ann@contoso.test", "userPrincipalName: bob@contoso.test", "sAMAccountName: bob");

    [Theory]
    [InlineData("ann@contoso.test", "Basic")]
    [InlineData("ANN@contoso.test", "Bearer")]
    [InlineData("amoreau", "Basic")]
    [InlineData("CONTOSO\\amoreau", "Basic")]
    [InlineData("contoso.test\\AMoreau", "Basic")]
    [InlineData("amoreau@CONTOSO.TEST", "Negotiate")]
    [InlineData("ann.moreau@contoso.test", "Bearer")]
    public async Task A_mailbox_is_found_by_whom_it_belongs_to(string name, string scheme)
    {
        await using var village = new Village(Ann, Town.Person("Carl", "mail: carl@contoso.test", "sAMAccountName: carl"));

        Assert.Equal("ann.moreau@contoso.test", Here(await FindAsync(village, name, scheme)).PrimaryAddress.ToString());
    }

    [Theory]
    [InlineData("FABRIKAM\\amoreau", "Basic")]
    [InlineData("amoreau@FABRIKAM.TEST", "Negotiate")]
    [InlineData("ann.moreau@contoso.test", "Basic")]
    [InlineData("*", "Basic")]
    [InlineData("", "Bearer")]
    public async Task Nobody_is_given_the_mailbox_of_another(string name, string scheme)
    {
        await using var village = new Village(Ann);

        Assert.Equal(MailboxLookup.Unknown.It, await FindAsync(village, name, scheme));
    }

    [Fact]
    public async Task A_name_that_is_an_address_of_another_leads_to_whom_it_logs_on()
    {
        await using var village = new Village(Ann, Bob);

        Assert.Equal("ann.moreau@contoso.test", Here(await FindAsync(village, "ann@contoso.test", "Basic")).PrimaryAddress.ToString());
    }

    [Fact]
    public async Task Outside_the_domains_that_are_served_nobody_has_one()
    {
        await using var village = new Village(Town.Person("Ann", "mail: ann@fabrikam.test", "sAMAccountName: ann"));

        Assert.Equal(MailboxLookup.Unknown.It, await FindAsync(village, "ann", "Basic"));
    }

    [Fact]
    public async Task Whose_mailbox_it_is_is_remembered()
    {
        await using var village = new Village(Ann);
        await using var cached = new CachedOwnMailboxes(village.Mailboxes, new MailboxConfiguration(), TimeProvider.System);
        var ann = new Caller("amoreau", "Basic");

        var first = Here(await cached.FindOwnAsync(ann, TestContext.Current.CancellationToken));

        Assert.Same(first, Here(await cached.FindOwnAsync(ann, TestContext.Current.CancellationToken)));
    }

    private static ValueTask<MailboxLookup> FindAsync(Village village, string name, string scheme) =>
        village.Mailboxes.FindOwnAsync(new Caller(name, scheme), TestContext.Current.CancellationToken);

    private static Mailbox Here(MailboxLookup lookup) => Assert.IsType<MailboxLookup.Here>(lookup).Mailbox;
}
