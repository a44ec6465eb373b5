using Signpost.Server.Configuration;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Server.Tests.Mailboxes;

namespace Signpost.Server.Tests.Logon;

public sealed class EntryPasswordJudgeTests
{
    private static readonly string Ann = Town.Person(
        "Ann", "userPrincipalName: ann.moreau@contoso.test", "mail: ann@contoso.test", "proxyAddresses: smtp:director@contoso.test", "sAMAccountName: ann", "userPassword: secret");

    [Theory]
    [InlineData("ann")]
    [InlineData("ANN")]
    [InlineData("CONTOSO\\ann")]
    [InlineData("contoso.test\\ann")]
    [InlineData("ann.moreau@contoso.test")]
    [InlineData("ann@contoso.test")]
    [InlineData("director@contoso.test")]
    public async Task Every_name_of_hers_is_she(string user) =>
        Assert.Equal(new LogonVerdict.Accepted(new Caller("ann.moreau@contoso.test", "Basic")), await JudgeAsync(user, "secret", Ann));

    [Theory]
    [InlineData("FABRIKAM\\ann")]
    [InlineData("ann@fabrikam.test")]
    [InlineData("a*")]
    [InlineData("nobody")]
    public async Task Nobody_else_is(string user) => Assert.Equal(new LogonVerdict.Refused("bad-password", user), await JudgeAsync(user, "secret", Ann));

    [Theory]
    [InlineData("CN=Ann,OU=People,DC=contoso,DC=test")]
    [InlineData("ann@")]
    [InlineData("CONTOSO\\")]
    [InlineData("@contoso.test")]
    public async Task What_is_no_name_is_refused(string user) => Assert.Equal(new LogonVerdict.Refused("malformed", user), await JudgeAsync(user, "secret", Ann));

    [Fact]
    public async Task A_wrong_password_is_refused() => Assert.Equal(new LogonVerdict.Refused("bad-password", "ann"), await JudgeAsync("ann", "Secret", Ann));

    [Fact]
    public async Task An_empty_password_is_refused_whatever_is_stored() => Assert.Equal(
        new LogonVerdict.Refused("empty-password", "bo"), await JudgeAsync("bo", "", Town.Person("Bo", "sAMAccountName: bo", "userPassword:")));

    [Fact]
    public async Task Who_has_no_password_is_refused() => Assert.IsType<LogonVerdict.Refused>(await JudgeAsync("bo", "x", Town.Person("Bo", "sAMAccountName: bo")));

    [Fact]
    public async Task Any_of_several_passwords_is_right() =>
        Assert.IsType<LogonVerdict.Accepted>(await JudgeAsync("bo", "second", Town.Person("Bo", "sAMAccountName: bo", "userPassword: first", "userPassword: second")));

    [Fact]
    public async Task A_disabled_account_is_refused_with_the_right_password_only()
    {
        var bo = Town.Person("Bo", "sAMAccountName: bo", "userPassword: secret", "userAccountControl: 514");

        Assert.Equal(new LogonVerdict.Refused("account-disabled", "bo"), await JudgeAsync("bo", "secret", bo));
        Assert.Equal(new LogonVerdict.Refused("bad-password", "bo"), await JudgeAsync("bo", "other", bo));
    }

    [Fact]
    public async Task Two_of_one_name_are_nobody() =>
        Assert.IsType<LogonVerdict.Refused>(await JudgeAsync("ann", "secret", Ann, Town.Person("Other", "sAMAccountName: ann", "userPassword: secret")));

    private static async Task<LogonVerdict> JudgeAsync(string user, string password, params string[] ldif)
    {
        await using var forest = new KeptForest(Town.Forest(Town.Read(ldif)), new CollectedLog(), TimeProvider.System);
        return await new EntryPasswordJudge(forest, new MailboxConfiguration()).JudgeAsync(user, new Secret(password), TestContext.Current.CancellationToken);
    }
}
