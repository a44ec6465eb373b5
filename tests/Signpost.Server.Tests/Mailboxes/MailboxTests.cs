using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Tests.Mailboxes;

/// <summary>Whose a mailbox is.</summary>
public sealed class MailboxTests
{
    // Jane has an address that is the older logon name of John.
    private static readonly Mailbox Jane = Of("jane@contoso.test", "janes", "contoso.test", "jane@contoso.test", "jsmith@contoso.test", "jane@fabrikam.test");

    [Theory]
    [InlineData("Basic", "Jane@contoso.test")]
    [InlineData("Basic", "JANES")]
    [InlineData("Basic", @"CONTOSO\janes")]
    [InlineData("Basic", @"contoso.test\janes")]
    [InlineData("Basic", "janes@contoso.test")]
    [InlineData("Basic", "janes@contoso")]
    [InlineData("Negotiate", "janes@CONTOSO.TEST")]
    [InlineData("Negotiate", "jane@CONTOSO.TEST")]
    [InlineData("Bearer", "jane@contoso.test")]
    [InlineData("Bearer", "jane@fabrikam.test")]
    [InlineData("Bearer", "janes")]
    public void A_mailbox_is_its_owners_by_each_name_he_logs_on_with(string scheme, string name) => Assert.True(Jane.IsOwnedBy(new Caller(name, scheme)));

    [Theory]
    [InlineData("Basic", @"FABRIKAM\janes")]
    [InlineData("Basic", @"EVIL\jane")]
    [InlineData("Basic", "janes@fabrikam.test")]
    [InlineData("Basic", "jsmith@contoso.test")]
    [InlineData("Basic", @"CONTOSO\x\janes")]
    [InlineData("Bearer", @"FABRIKAM\janes")]
    [InlineData("Negotiate", "janes@FABRIKAM.TEST")]
    [InlineData("Negotiate", "janes@CONTOSO")]
    [InlineData("Negotiate", "jane@FABRIKAM.TEST")]
    [InlineData("Negotiate", "jsmith@CONTOSO.TEST")]
    [InlineData("Negotiate", @"CONTOSO\janes@FABRIKAM.TEST")]
    [InlineData("Negotiate", @"CONTOSO\janes")]
    [InlineData("Negotiate", "janes")]
    public void Nobody_else_owns_it_by_a_name_that_looks_alike(string scheme, string name) => Assert.False(Jane.IsOwnedBy(new Caller(name, scheme)));

    [Theory]
    [InlineData("Basic")]
    [InlineData("Negotiate")]
    public void Where_a_directory_has_no_names_to_log_on_with_an_address_is_one(string scheme) =>
        Assert.True(Of("", "", "", "jane@contoso.test").IsOwnedBy(new Caller("jane@CONTOSO.TEST", scheme)));

    [Fact]
    public void Where_a_directory_is_no_domain_nobody_is_of_it() => Assert.False(Of("", "janes", "", "jane@contoso.test").IsOwnedBy(new Caller(@"\janes", "Basic")));

    [Theory]
    [InlineData("Basic")]
    [InlineData("Negotiate")]
    [InlineData("Bearer")]
    public void A_mailbox_without_names_is_not_that_of_a_caller_without_a_name(string scheme) => Assert.False(Of("", "", "", "jane@contoso.test").IsOwnedBy(new Caller("", scheme)));

    private static Mailbox Of(string principal, string account, string domain, params string[] addresses) => new()
    {
        PrimaryAddress = MailboxAddress.Parse(addresses[0]),
        Addresses = [.. addresses.Select(MailboxAddress.Parse)],
        UserPrincipalName = principal,
        SamAccountName = account,
        Domain = domain,
    };
}
