using Signpost.Directory;
using Signpost.Logon;

namespace Signpost.Tests.Directory;

public sealed class BindWordsTests
{
    [Theory]
    [InlineData("525", "the user does not exist", PasswordFault.UnknownUser)]
    [InlineData("52e", "the user or the password is wrong", PasswordFault.Wrong)]
    [InlineData("530", "the user may not log on at this time", PasswordFault.Restricted)]
    [InlineData("531", "the user may not log on from this machine", PasswordFault.Restricted)]
    [InlineData("532", "the password has expired", PasswordFault.Expired)]
    [InlineData("533", "the account is disabled", PasswordFault.Disabled)]
    [InlineData("701", "the account has expired", PasswordFault.AccountExpired)]
    [InlineData("773", "the password must be changed before the first logon", PasswordFault.MustChange)]
    [InlineData("775", "the account is locked out", PasswordFault.LockedOut)]
    [InlineData("80090346", "the logon is not bound to this TLS connection: something between us and the server ends TLS", PasswordFault.Unclear)]
    public void The_sub_code_says_why(string code, string reason, PasswordFault fault)
    {
        var refused = Refused(49, $"80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data {code}, v1db1");

        Assert.Equal((reason, fault), Assert.IsType<BindAttempt.Refused>(refused) is var why ? (why.Reason, why.Fault) : default);
    }

    [Theory]
    [InlineData("")]
    [InlineData("invalid credentials")]
    [InlineData("error, data zzz")]
    [InlineData("error, data fffffffff")]
    public void Without_a_sub_code_the_servers_words_are_kept(string diagnostic)
    {
        var refused = Assert.IsType<BindAttempt.Refused>(Refused(49, diagnostic));

        Assert.StartsWith("the user or the password is wrong (invalidCredentials (49)", refused.Reason, StringComparison.Ordinal);
        Assert.Contains(diagnostic, refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_wants_protection_names_the_ways_to_it()
    {
        var attempt = Assert.IsType<BindAttempt.NotHere>(Refused(8, "Transport encryption required."));

        Assert.Equal("give --starttls, --directory ldaps://HOST, or --bind kerberos", attempt.Remedy);
    }

    [Fact]
    public void A_server_that_takes_no_tokens_within_tls_names_the_ways_around_it()
    {
        var attempt = BindWords.Refusal(new LdapAnswer(8, "", "SASL:[GSSAPI]: Sign or Seal are required.", []), "Kerberos", isWithinTls: true);

        Assert.Equal("give --directory ldap://HOST without --starttls, or --bind simple", Assert.IsType<BindAttempt.NotHere>(attempt).Remedy);
    }

    [Fact]
    public void A_mechanism_that_is_not_accepted_is_not_named_as_its_own_remedy()
    {
        Assert.Equal("give --bind kerberos or simple", Assert.IsType<BindAttempt.NotHere>(Refused(53, "", "NTLM")).Remedy);
    }

    [Fact]
    public void A_busy_server_is_no_reason_to_offer_the_password_again()
    {
        Assert.IsType<BindAttempt.Refused>(Refused(51, ""));
    }

    private static BindAttempt Refused(int code, string diagnostic, string mechanism = "a simple bind") =>
        BindWords.Refusal(new LdapAnswer(code, "", diagnostic, []), mechanism, isWithinTls: false);
}
