using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Signpost.Server.Configuration;
using Signpost.Server.Logon;

namespace Signpost.Server.Tests.Logon;

public sealed class NegotiateSchemeTests : IDisposable
{
    private readonly string keytab = Path.GetTempFileName();

    public NegotiateSchemeTests() => File.WriteAllBytes(keytab, Convert.FromBase64String(KeytabTests.Written));

    public void Dispose() => File.Delete(keytab);

    [Theory]
    [InlineData("WELLKNOWN/ANONYMOUS@WELLKNOWN:ANONYMOUS", true)]
    [InlineData("WELLKNOWN/ANONYMOUS@CONTOSO.TEST", true)]
    [InlineData("anna@CONTOSO.TEST", false)]
    [InlineData("wellknown@CONTOSO.TEST", false)]
    public void A_ticket_of_nobody_is_no_logon(string name, bool isNobody) => Assert.Equal(isNobody, NegotiateScheme.IsNobody(name));

    [Fact]
    public void Without_a_keytab_it_is_not_offered()
    {
        Assert.Null(Offer("/nowhere/cas.keytab", out var notes, "cas1.contoso.test", "mail.contoso.test"));

        Assert.Equal(
            ["Negotiate is not offered: /nowhere/cas.keytab is not there; make one with the keys of HTTP/cas1.contoso.test or HTTP/mail.contoso.test"], notes);
    }

    [Fact]
    public void Without_a_key_of_any_of_its_names_it_is_not_offered()
    {
        Assert.Null(Offer(keytab, out var notes, "cas9.contoso.test"));

        Assert.Equal([$"Negotiate is not offered: {keytab} has no key of HTTP/cas9.contoso.test: add the name to an account and export its keys"], notes);
    }

    [Fact]
    public void A_name_without_a_key_is_told()
    {
        SkipWithoutKerberos();

        Assert.NotNull(Offer(keytab, out var notes, "CAS1.contoso.test", "mail.contoso.test"));

        Assert.Equal([$"Negotiate fails for clients that call this CAS mail.contoso.test: {keytab} has no key of HTTP/mail.contoso.test"], notes);
    }

    [Theory]
    [InlineData("", "malformed")]
    [InlineData("not base64!", "malformed")]
    [InlineData("TlRMTVNTUAABAAAAl4II4gAAAAAAAAAAAAAAAAAAAAAKAGFKAAAADw==", "no-ntlm")]
    [InlineData("YEgGBisGAQUFAqA+MDygDjAMBgorBgEEAYI3AgIKoioEKE5UTE1TU1AAAQAAAJeCCOIAAAAAAAAAAAAAAAAAAAAACgBhSgAAAA8=", "no-ntlm")]
    [InlineData("YAA=", "bad-token")]
    [InlineData("AAECAwQFBgc=", "bad-token")]
    public async Task What_is_no_ticket_is_refused(string token, string reason)
    {
        SkipWithoutKerberos();
        var scheme = Offer(keytab, out _, "cas1.contoso.test")!;

        Assert.Equal(new LogonVerdict.Refused(reason), await scheme.JudgeAsync(new DefaultHttpContext(), token, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_token_without_end_is_not_looked_at()
    {
        SkipWithoutKerberos();
        var scheme = Offer(keytab, out _, "cas1.contoso.test")!;

        Assert.Equal(
            new LogonVerdict.Refused("malformed"), await scheme.JudgeAsync(new DefaultHttpContext(), new string('A', 100_000), TestContext.Current.CancellationToken));
    }

    private static void SkipWithoutKerberos() => Assert.SkipUnless(
        OperatingSystem.IsLinux() && Acceptor.Use("/dev/null") is null, "needs MIT Kerberos on Linux: install libgssapi-krb5-2");

    private static NegotiateScheme? Offer(string keytab, out ImmutableArray<string> notes, params string[] names) =>
        NegotiateScheme.Offer(new NegotiateConfiguration(keytab), [.. names], out notes);
}
