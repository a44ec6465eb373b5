using Signpost.Logon;

namespace Signpost.Tests.Logon;

public sealed class KerberosTicketTests
{
    private static readonly TokenRemedies Remedies = new("give another method", "", "", "", "");

    [Theory]
    [InlineData(6u, TokenFault.NotHere)]
    [InlineData(18u, TokenFault.Refused)]
    [InlineData(23u, TokenFault.Refused)]
    [InlineData(24u, TokenFault.Refused)]
    [InlineData(31u, TokenFault.Refused)]
    [InlineData(37u, TokenFault.NotHere)]
    [InlineData(0x9au, TokenFault.NotHere)]
    [InlineData(0x9cu, TokenFault.NotHere)]
    [InlineData(200u, TokenFault.Refused)]
    public void A_kdc_that_refuses_a_password_is_told_from_one_that_does_not_answer(uint code, object fault)
    {
        Assert.Equal(fault, Failure(code).Fault);
    }

    [Theory]
    [InlineData(6u, PasswordFault.UnknownUser)]
    [InlineData(18u, PasswordFault.Revoked)]
    [InlineData(23u, PasswordFault.Expired)]
    [InlineData(24u, PasswordFault.Wrong)]
    [InlineData(31u, PasswordFault.Wrong)]
    [InlineData(0x9cu, PasswordFault.Unclear)]
    public void What_a_kdc_has_against_a_user_is_kept(uint code, PasswordFault fault) => Assert.Equal(fault, Failure(code).Password);

    [Fact]
    public void Where_no_kdc_is_known_the_remedy_is_in_the_words_of_who_asked()
    {
        Assert.Equal("configure krb5.conf or DNS, or give another method", Failure(0x9a).Remedy);
    }

    private static TokenStep.Failed Failure(uint code) =>
        KerberosTicket.Failure(new TokenIdentity("anna", "EXAMPLE.ORG", new Secret("x")), Remedies, 0x96c7_3a00 + code);
}
