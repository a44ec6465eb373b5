using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Logon;
using Signpost.Server.Configuration;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Server.Tests.Mailboxes;

namespace Signpost.Server.Tests.Logon;

public sealed class LdapPasswordJudgeTests
{
    [Theory]
    [InlineData(PasswordFault.Wrong, "bad-password")]
    [InlineData(PasswordFault.UnknownUser, "bad-password")]
    [InlineData(PasswordFault.Expired, "password-expired")]
    [InlineData(PasswordFault.MustChange, "password-must-change")]
    [InlineData(PasswordFault.LockedOut, "account-locked")]
    [InlineData(PasswordFault.Disabled, "account-disabled")]
    [InlineData(PasswordFault.AccountExpired, "account-expired")]
    [InlineData(PasswordFault.Revoked, "account-locked-or-disabled")]
    [InlineData(PasswordFault.Restricted, "account-restricted")]
    public void What_the_directory_has_against_a_password_is_a_word_for_the_log(PasswordFault fault, string reason) => Assert.Equal(
        new LogonVerdict.Refused(reason, "ann"), LdapPasswordJudge.VerdictOf(new DirectoryFailure.BindRefused("ldap://dc1", "no", "") { Fault = fault }, "ann"));

    [Fact]
    public void A_directory_that_is_busy_has_not_judged() =>
        Assert.IsType<LogonVerdict.Away>(LdapPasswordJudge.VerdictOf(new DirectoryFailure.BindRefused("ldap://dc1", "busy (51)", "try again later") { IsPasswordRefused = true }, "ann"));

    [Fact]
    public void A_directory_that_is_gone_has_not_judged() =>
        Assert.Equal(new LogonVerdict.Away("ldap://dc1: connection refused"), LdapPasswordJudge.VerdictOf(new DirectoryFailure.Unreachable("ldap://dc1", "connection refused"), "ann"));

    [Theory]
    [InlineData(LdapSecurity.Tls, "ann@contoso.test", LogonMechanism.Simple)]
    [InlineData(LdapSecurity.StartTls, "ann@evil.test", LogonMechanism.Simple)]
    [InlineData(LdapSecurity.None, "ann", LogonMechanism.Auto)]
    [InlineData(LdapSecurity.None, "ann@CONTOSO.test", LogonMechanism.Auto)]
    [InlineData(LdapSecurity.None, "CONTOSO\\ann", LogonMechanism.Auto)]
    [InlineData(LdapSecurity.None, "ann@evil.test", LogonMechanism.Ntlm)]
    [InlineData(LdapSecurity.None, "EVIL\\ann", LogonMechanism.Ntlm)]
    public void A_password_goes_in_clear_over_TLS_only_and_to_no_realm_that_a_stranger_names(LdapSecurity security, string name, LogonMechanism mechanism) =>
        Assert.Equal(mechanism, LdapPasswordJudge.MechanismFor(new LogonServer(new LdapServer("dc1.contoso.test", null, security), "contoso.test"), name));

    [Theory]
    [InlineData("ann", "", "empty-password")]
    [InlineData("CN=Ann,DC=contoso,DC=test", "secret", "malformed")]
    public async Task What_need_not_be_asked_is_refused_at_once(string user, string password, string reason) =>
        Assert.Equal(new LogonVerdict.Refused(reason, user), await JudgeAsync(user, password));

    [Fact]
    public async Task Without_a_server_nobody_judges() => Assert.Equal(new LogonVerdict.Away("a forest in a file is no server"), await JudgeAsync("ann", "secret"));

    [Theory]
    [InlineData("ldap://dc1", typeof(LdapPasswordJudge))]
    [InlineData("forest.ldif", typeof(EntryPasswordJudge))]
    public async Task A_server_judges_by_a_logon_and_a_file_by_what_it_holds(string directory, Type judge)
    {
        var configuration = new ServerConfiguration
        {
            ServerName = "cas1.contoso.test",
            Listen = new ListenConfiguration(),
            Directory = Town.Forest(Town.Read()) with { Forest = directory is "ldap://dc1" ? new ForestChoice.Server("dc1", null, LdapSecurity.Tls) : new ForestChoice.File(directory) },
        };
        await using var forest = new KeptForest(configuration.Directory, new CollectedLog(), TimeProvider.System);

        Assert.IsType(judge, PasswordJudge.For(configuration, forest, new FakeMailboxes(TimeProvider.System), TimeProvider.System));
    }

    private static async Task<LogonVerdict> JudgeAsync(string user, string password)
    {
        var configuration = Town.Forest(Town.Read());
        await using var forest = new KeptForest(configuration, new CollectedLog(), TimeProvider.System);
        using var judge = new LdapPasswordJudge(forest, new FakeMailboxes(TimeProvider.System), configuration, new BasicConfiguration(), TimeProvider.System);
        return await judge.JudgeAsync(user, new Secret(password), TestContext.Current.CancellationToken);
    }
}
