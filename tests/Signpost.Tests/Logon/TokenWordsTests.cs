using System.Net.Security;
using Signpost.Logon;

namespace Signpost.Tests.Logon;

public sealed class TokenWordsTests
{
    private static readonly TokenRemedies Remedies = new("not tokens", "not Kerberos", "not NTLM", "not sealed", "server");
    private static readonly TokenIdentity Ann = new("ann", "EXAMPLE.ORG", new Secret("pass-word"));

    [Fact]
    public void A_ticket_is_never_a_refused_password()
    {
        Assert.All(Enum.GetValues<NegotiateAuthenticationStatusCode>(), status => Assert.NotEqual(TokenFault.Refused, Failure(true, null, status).Fault));
    }

    [Theory]
    [InlineData(true, NegotiateAuthenticationStatusCode.UnknownCredentials)]
    [InlineData(true, NegotiateAuthenticationStatusCode.InvalidCredentials)]
    [InlineData(false, NegotiateAuthenticationStatusCode.GenericFailure)]
    public void In_doubt_a_password_was_refused(bool isKerberos, NegotiateAuthenticationStatusCode status)
    {
        Assert.Equal(TokenFault.Refused, Failure(isKerberos, Ann, status).Fault);
    }

    [Theory]
    [InlineData(true, NegotiateAuthenticationStatusCode.Unsupported, "install the Kerberos libraries (libgssapi-krb5-2), or not Kerberos")]
    [InlineData(false, NegotiateAuthenticationStatusCode.Unsupported, "not NTLM")]
    [InlineData(true, NegotiateAuthenticationStatusCode.InvalidToken, "not tokens")]
    [InlineData(true, NegotiateAuthenticationStatusCode.QopNotSupported, "not sealed")]
    [InlineData(true, NegotiateAuthenticationStatusCode.TargetUnknown, "server")]
    public void What_may_be_done_is_told_in_the_words_of_who_asked(bool isKerberos, NegotiateAuthenticationStatusCode status, string remedy)
    {
        Assert.Equal(remedy, Failure(isKerberos, Ann, status).Remedy);
    }

    private static TokenStep.Failed Failure(bool isKerberos, TokenIdentity? who, NegotiateAuthenticationStatusCode status) =>
        TokenWords.Failure(new TokenRequest(isKerberos, who, "HTTP/cas1.example.org", false, null, Remedies), status);
}
