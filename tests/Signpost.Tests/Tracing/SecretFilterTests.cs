using Signpost.Tracing;

namespace Signpost.Tests.Tracing;

public sealed class SecretFilterTests
{
    [Theory]
    [InlineData("Authorization: Basic YWRhOnJpZ2h0", "Authorization: Basic ***")]
    [InlineData("authorization:Negotiate YIIF+/aa==", "authorization:Negotiate ***")]
    [InlineData("Authorization: NTLM TlRMTVNTUAAB", "Authorization: NTLM ***")]
    [InlineData("Authorization: Bearer eyJ0.a-b_c", "Authorization: Bearer ***")]
    [InlineData("Authorization: opaque", "Authorization: ***")]
    [InlineData("Authorization: Basically secret", "Authorization: ***")]
    [InlineData("Proxy-Authorization: Basic YWRh", "Proxy-Authorization: Basic ***")]
    [InlineData("Cookie: a=1; b=2", "Cookie: ***")]
    [InlineData("Set-Cookie: session=1; Secure", "Set-Cookie: ***")]
    [InlineData("WWW-Authenticate: Negotiate oYG2MIGz", "WWW-Authenticate: Negotiate ***")]
    [InlineData("WWW-Authenticate: Basic realm=\"a\", NTLM TlRMTVNTUAAC, Negotiate oYG2", "WWW-Authenticate: Basic realm=\"a\", NTLM ***, Negotiate ***")]
    [InlineData("WWW-Authenticate: Negotiate", "WWW-Authenticate: Negotiate")]
    [InlineData("WWW-Authenticate: Negotiate, NTLM, Basic realm=\"cas1\"", "WWW-Authenticate: Negotiate, NTLM, Basic realm=\"cas1\"")]
    [InlineData("Content-Type: text/xml", "Content-Type: text/xml")]
    public void Tokens_go_and_what_explains_the_conversation_stays(string header, string masked)
    {
        Assert.Equal(masked, SecretFilter.Mask(header));
        Assert.Equal($"POST /\r\n{masked}\r\nHost: a\r\n", SecretFilter.Mask($"POST /\r\n{header}\r\nHost: a\r\n"));
    }
}
