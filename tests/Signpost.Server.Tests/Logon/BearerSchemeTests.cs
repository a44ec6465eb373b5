using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Signpost.Server.Configuration;
using Signpost.Server.Logon;
using Signpost.Tests.Fakes;

namespace Signpost.Server.Tests.Logon;

public sealed class BearerSchemeTests : IDisposable
{
    private readonly VirtualTime time = new();
    private readonly FakeIssuer issuer;

    public BearerSchemeTests()
    {
        issuer = new FakeIssuer(time);
        Wait(TimeSpan.FromDays(40));
    }

    public void Dispose() => issuer.Dispose();

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    [InlineData("ES256")]
    public void A_token_of_the_issuer_lets_its_user_in(string alg) =>
        Assert.Equal(new LogonVerdict.Accepted(new Caller("ann@contoso.test", "Bearer")), Judge(issuer.Token(alg: alg)));

    [Fact]
    public void Its_keys_are_fetched_once()
    {
        var scheme = Scheme();

        for (var i = 0; i < 5; i++)
        {
            Assert.IsType<LogonVerdict.Accepted>(Judge(issuer.Token(), scheme));
        }

        Assert.Equal([$"{FakeIssuer.Name}/.well-known/openid-configuration", "https://login.contoso.test/keys"], issuer.Asked);
    }

    [Fact]
    public void A_token_without_a_signature_is_refused() => AssertRefused("bad-token", issuer.Token(alg: "none"));

    [Fact]
    public void The_public_key_is_no_shared_secret() => AssertRefused("bad-token", issuer.Token(alg: "HS256"));

    [Fact]
    public void A_shared_secret_among_its_keys_is_none_either() => AssertRefused("bad-token", issuer.Token(alg: "HS256", changeHeader: header => header["kid"] = "s1"));

    [Fact]
    public void A_key_that_the_token_brings_along_is_not_taken()
    {
        using var stranger = new FakeIssuer(time);
        stranger.Roll("k1");

        AssertRefused("bad-token", stranger.Token(changeHeader: header => header["jwk"] = new JsonObject { ["kty"] = "RSA" }));
    }

    [Fact]
    public void A_changed_token_is_refused()
    {
        var (other, token) = (issuer.Token(claims => claims["upn"] = "admin@contoso.test").Split('.'), issuer.Token().Split('.'));

        AssertRefused("bad-token", $"{token[0]}.{other[1]}.{token[2]}");
    }

    [Theory]
    [InlineData("aud", "https://cas9.contoso.test", "wrong-audience")]
    [InlineData("iss", "https://login.fabrikam.test", "wrong-issuer")]
    [InlineData("upn", "", "no-name")]
    [InlineData("upn", "ann\r\nEvil: yes", "no-name")]
    public void A_token_for_others_or_by_others_or_of_nobody_is_refused(string claim, string value, string reason) =>
        AssertRefused(reason, issuer.Token(claims => claims[claim] = value));

    [Theory]
    [InlineData(-61, false)]
    [InlineData(-59, true)]
    public void A_token_that_is_over_is_refused_but_for_a_minute(int seconds, bool isAccepted) =>
        Assert.Equal(isAccepted, Judge(issuer.Token(claims => claims["exp"] = time.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds())) is LogonVerdict.Accepted);

    [Theory]
    [InlineData(62, false)]
    [InlineData(58, true)]
    public void A_token_of_the_future_is_refused_but_for_a_minute(int seconds, bool isAccepted) =>
        Assert.Equal(isAccepted, Judge(issuer.Token(claims => claims["nbf"] = time.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds())) is LogonVerdict.Accepted);

    [Fact]
    public void A_token_without_end_is_refused() => AssertRefused("expired-token", issuer.Token(claims => claims.Remove("exp")));

    [Fact]
    public void A_token_that_does_not_name_its_key_is_tried_with_all() =>
        Assert.IsType<LogonVerdict.Accepted>(Judge(issuer.Token(changeHeader: header => header.Remove("kid"))));

    [Fact]
    public void A_refused_client_is_told_what_is_wrong()
    {
        var refused = Assert.IsType<LogonVerdict.Refused>(Judge("nonsense"));

        Assert.Equal("Bearer realm=\"Con\\\"toso\", error=\"invalid_token\"", refused.Challenge);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData("....")]
    [InlineData("e30.e30.")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.W10.AA")]
    public void What_is_no_token_is_refused(string token) => AssertRefused("bad-token", token);

    [Theory]
    [InlineData("aud", "5")]
    [InlineData("aud", """{"a":1}""")]
    [InlineData("aud", """[null,{},"https://cas9.contoso.test"]""")]
    [InlineData("exp", "\"soon\"")]
    [InlineData("exp", "99999999999999999999")]
    [InlineData("exp", "-1")]
    [InlineData("exp", "1e300")]
    [InlineData("nbf", "{}")]
    [InlineData("iss", "null")]
    [InlineData("iss", "[]")]
    [InlineData("upn", "[\"ann\"]")]
    [InlineData("upn", "7")]
    public void A_claim_of_another_type_lets_nobody_in(string claim, string json) =>
        Assert.IsType<LogonVerdict.Refused>(Judge(issuer.Token(claims => claims[claim] = JsonNode.Parse(json))));

    [Theory]
    [InlineData("alg", "[]")]
    [InlineData("alg", "7")]
    [InlineData("kid", "{}")]
    [InlineData("kid", "7")]
    [InlineData("typ", "[[[[]]]]")]
    [InlineData("zip", "\"DEF\"")]
    [InlineData("x5c", "[7]")]
    public void A_header_of_another_type_throws_nothing(string name, string json) =>
        Assert.True(Judge(issuer.Token(changeHeader: header => header[name] = JsonNode.Parse(json))) is LogonVerdict.Refused or LogonVerdict.Accepted);

    [Fact]
    public void A_token_that_must_be_understood_otherwise_is_refused() =>
        AssertRefused("bad-token", issuer.Token(changeHeader: header => header["crit"] = new JsonArray("exp")));

    [Fact]
    public void A_huge_token_is_not_looked_at()
    {
        AssertRefused("bad-token", issuer.Token(claims => claims["groups"] = new string('x', 20_000)));

        Assert.Empty(issuer.Asked);
    }

    [Theory]
    [InlineData("preferred_username", "ann@contoso.test", true)]
    [InlineData("unique_name", "ann@contoso.test", false)]
    public void Without_the_claim_of_the_name_another_is_taken(string claim, string value, bool isAccepted) => Assert.Equal(
        isAccepted,
        Judge(issuer.Token(claims =>
        {
            claims.Remove("upn");
            claims[claim] = value;
        })) is LogonVerdict.Accepted);

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void An_address_is_a_name_only_when_it_was_verified(bool isVerified, bool isAccepted) => Assert.Equal(
        isAccepted,
        Judge(issuer.Token(claims =>
        {
            claims.Remove("upn");
            claims["email"] = "ann@contoso.test";
            claims["email_verified"] = isVerified;
        })) is LogonVerdict.Accepted);

    [Fact]
    public void The_name_can_be_in_another_claim()
    {
        var scheme = new BearerScheme("Contoso", new BearerConfiguration(new Uri(FakeIssuer.Name), "https://cas1.contoso.test", "sam"), issuer, time);

        Assert.Equal("ann", Assert.IsType<LogonVerdict.Accepted>(Judge(issuer.Token(claims => claims["sam"] = "ann"), scheme)).Caller.Name);
    }

    [Fact]
    public void A_new_key_is_fetched_when_a_token_names_it()
    {
        var scheme = Scheme();
        Judge(issuer.Token(), scheme);
        issuer.Roll("k2");
        Wait(TimeSpan.FromMinutes(2));

        Assert.IsType<LogonVerdict.Accepted>(Judge(issuer.Token(), scheme));
    }

    [Fact]
    public void Keys_that_are_not_there_are_asked_for_once_a_minute()
    {
        var scheme = Scheme();
        Judge(issuer.Token(), scheme);
        for (var i = 0; i < 120; i++)
        {
            Wait(TimeSpan.FromSeconds(1));
            AssertRefused("bad-token", issuer.Token(changeHeader: header => header["kid"] = "invented"), scheme);
        }

        Assert.InRange(issuer.Asked.Count, 4, 6);
    }

    [Fact]
    public void An_issuer_that_is_away_is_no_refusal_and_is_left_alone_for_a_while()
    {
        issuer.Answers = _ => new HttpResponseMessage(HttpStatusCode.BadGateway);
        var scheme = Scheme();

        Assert.Equal(new LogonVerdict.Away($"the issuer {FakeIssuer.Name} does not give its keys: it answered 502"), Judge(issuer.Token(), scheme));
        Assert.IsType<LogonVerdict.Away>(Judge(issuer.Token(), scheme));
        Assert.Single(issuer.Asked);

        issuer.Answers = null;
        Wait(TimeSpan.FromSeconds(10));
        Assert.IsType<LogonVerdict.Accepted>(Judge(issuer.Token(), scheme));
    }

    [Fact]
    public void An_issuer_that_is_silent_is_waited_for_five_seconds()
    {
        issuer.Takes = TimeSpan.FromHours(1);

        Assert.Equal(new LogonVerdict.Away($"the issuer {FakeIssuer.Name} does not give its keys: no answer in 5 s"), Judge(issuer.Token()));
        Assert.Equal(TimeSpan.FromDays(40) + TimeSpan.FromSeconds(5), time.Elapsed);
    }

    [Fact]
    public void Known_keys_last_while_the_issuer_is_away_but_not_for_ever()
    {
        var scheme = Scheme();
        Judge(issuer.Token(), scheme);
        issuer.Answers = _ => new HttpResponseMessage(HttpStatusCode.BadGateway);

        Wait(TimeSpan.FromDays(2));
        Assert.IsType<LogonVerdict.Accepted>(Judge(issuer.Token(), scheme));
        Wait(TimeSpan.FromDays(2));
        Assert.IsType<LogonVerdict.Away>(Judge(issuer.Token(), scheme));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("not json")]
    [InlineData("""{"issuer":"https://login.fabrikam.test","jwks_uri":"https://login.contoso.test/keys"}""")]
    [InlineData("""{"issuer":"https://login.contoso.test/tenant","jwks_uri":"http://login.contoso.test/keys"}""")]
    [InlineData("""{"issuer":"https://login.contoso.test/tenant"}""")]
    public void Metadata_that_are_none_are_told_as_away(string metadata)
    {
        issuer.Answers = url => url.EndsWith("configuration", StringComparison.Ordinal) ? FakeIssuer.Json(metadata) : null;

        Assert.IsType<LogonVerdict.Away>(Judge(issuer.Token()));
    }

    [Fact]
    public void An_issuer_without_TLS_is_a_mistake() =>
        Assert.Throws<ArgumentException>(() => new BearerScheme("Contoso", new BearerConfiguration(new Uri("http://login.contoso.test"), "x"), issuer, time));

    [Fact]
    public void Many_tokens_at_once_fetch_the_keys_once()
    {
        var (scheme, token) = (Scheme(), issuer.Token());

        time.Run(() => Task.WhenAll(Enumerable.Range(0, 20).Select(_ => scheme.JudgeAsync(new DefaultHttpContext(), token, TestContext.Current.CancellationToken).AsTask())));

        Assert.Equal(2, issuer.Asked.Count);
    }

    private BearerScheme Scheme() => new("Con\"toso", new BearerConfiguration(new Uri(FakeIssuer.Name), "https://cas1.contoso.test"), issuer, time);

    private LogonVerdict Judge(string token, BearerScheme? scheme = null) =>
        time.Run(async () => await (scheme ?? Scheme()).JudgeAsync(new DefaultHttpContext(), token, TestContext.Current.CancellationToken));

    private void AssertRefused(string reason, string token, BearerScheme? scheme = null) => Assert.Equal(reason, Assert.IsType<LogonVerdict.Refused>(Judge(token, scheme)).Reason);

    private void Wait(TimeSpan wait) => time.Run(async () =>
    {
        await Task.Delay(wait, time, TestContext.Current.CancellationToken);
        return true;
    });
}
