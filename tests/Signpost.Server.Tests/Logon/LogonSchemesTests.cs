using System.Text;
using Microsoft.AspNetCore.Http;
using Signpost.Server.Configuration;
using Signpost.Server.Logon;

namespace Signpost.Server.Tests.Logon;

public sealed class LogonSchemesTests : IDisposable
{
    private readonly FakeIssuer issuer = new(TimeProvider.System);

    public void Dispose() => issuer.Dispose();

    [Fact]
    public void Passwords_alone_are_the_default() => Assert.Equal(["Basic"], Names(new LogonConfiguration()));

    [Fact]
    public void The_strongest_is_offered_first() =>
        Assert.Equal(["Bearer", "Basic"], Names(new LogonConfiguration { Bearer = new BearerConfiguration(new Uri(FakeIssuer.Name), "x") }));

    [Fact]
    public void What_does_not_work_here_is_left_out_with_a_note()
    {
        var schemes = Create(new LogonConfiguration { Basic = null, Negotiate = new NegotiateConfiguration("/nowhere/cas.keytab") });

        Assert.Empty(schemes.Offered);
        Assert.Equal(
            [
                "Negotiate is not offered: /nowhere/cas.keytab is not there; make one with the keys of HTTP/cas1.contoso.test",
                "no logon is offered: every client will be refused",
            ],
            schemes.Notes);
    }

    [Fact]
    public async Task After_a_refusal_the_other_offers_stand()
    {
        var schemes = Create(new LogonConfiguration { Realm = "Contoso", Bearer = new BearerConfiguration(new Uri(FakeIssuer.Name), "x") });

        var (exchange, witness) = await AdmitAsync(schemes, "Bearer nonsense");

        Assert.Equal(
            ["Bearer realm=\"Contoso\", error=\"invalid_token\"", "Basic realm=\"Contoso\", charset=\"UTF-8\""], exchange.Response.Headers.WWWAuthenticate.ToArray());
        Assert.Equal(["Bearer bad-token"], witness.Told);
    }

    [Theory]
    [InlineData("Basic !", "Basic malformed")]
    [InlineData("Digest username=ann", "other not-offered")]
    [InlineData("Basic YW5uOm90aGVy", "Basic bad-password")]
    public async Task Each_refusal_is_told_once(string authorization, string told) =>
        Assert.Equal([told], (await AdmitAsync(Create(new LogonConfiguration()), authorization)).Witness.Told);

    [Fact]
    public async Task A_request_without_a_logon_is_told_to_nobody() => Assert.Empty((await AdmitAsync(Create(new LogonConfiguration()), "")).Witness.Told);

    [Fact]
    public async Task No_word_of_a_password_is_told()
    {
        var (exchange, witness) = await AdmitAsync(Create(new LogonConfiguration()), $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("ann:hunter2"))}");

        Assert.DoesNotContain("hunter2", string.Join('\n', [.. witness.Told, .. exchange.Response.Headers.Select(header => header.Value.ToString())]), StringComparison.Ordinal);
    }

    private static string[] Names(LogonSchemes schemes) => [.. schemes.Offered.Select(scheme => scheme.Name)];

    private string[] Names(LogonConfiguration configuration) => Names(Create(configuration));

    private LogonSchemes Create(LogonConfiguration configuration) =>
        LogonSchemes.Create(configuration, ["cas1.contoso.test"], new FakeJudge(TimeProvider.System), issuer, TimeProvider.System);

    private static async Task<(HttpContext Exchange, Witness Witness)> AdmitAsync(LogonSchemes schemes, string authorization)
    {
        var (exchange, witness) = (new DefaultHttpContext(), new Witness());
        if (authorization is not "")
        {
            exchange.Request.Headers.Authorization = authorization;
        }

        Assert.Null(await new LogonGate(schemes.Offered, witness).AdmitAsync(exchange));
        return (exchange, witness);
    }

    private sealed class Witness : ILogonWitness
    {
        public List<string> Told { get; } = [];

        public void Refused(HttpContext exchange, string scheme, LogonVerdict.Refused verdict) => Told.Add($"{scheme} {verdict.Reason}");

        public void Away(HttpContext exchange, string scheme, string why) => Told.Add($"{scheme} away");
    }
}
