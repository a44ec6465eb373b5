using CsCheck;
using Signpost.Logon;
using Signpost.Tests.Fakes;
using Signpost.Transport;
using static Signpost.Tests.Fakes.FakeLogonSession;

namespace Signpost.Tests.Transport;

/// <summary>The laws about passwords, for whatever servers offer and whatever fails.</summary>
public sealed class CasLogonLawTests
{
    private static readonly string[] Strongest = ["Negotiate", "NTLM", "Basic", "Bearer"];

    private static readonly Gen<World> Worlds = Gen.Select(
        AnyOf("Negotiate", "NTLM", "Basic", "Bearer", "Digest", "negotiate", "ntlm").Array[0, 5],
        AnyOf(LogonMethod.Negotiate, LogonMethod.Ntlm, LogonMethod.Basic, LogonMethod.Bearer).Array[0, 5],
        Gen.Int[0, 2],
        AnyOf<TokenFault?>(null, TokenFault.NotHere, TokenFault.NoSuchService, TokenFault.Refused).Array[2],
        Gen.Int[0, 4].Array[8],
        (offers, allowed, who, faults, answers) => new World(offers, allowed, who, faults, answers));

    [Fact]
    public void At_most_one_password_is_refused_and_credentials_go_only_where_they_are_asked_for_strongest_first()
    {
        Worlds.Sample(world =>
        {
            var refusals = 0;
            var tokens = new FakeTokens(asked =>
            {
                var fault = world.Faults[asked.IsKerberos ? 0 : 1];
                refusals += asked.IsKerberos && asked.Identity is not null && fault is TokenFault.Refused ? 1 : 0;
                return fault is { } some
                    ? [new TokenStep.Failed(some, "it fails", "mend it")]
                    : [new TokenStep.Token([1], false), new TokenStep.Token([3], true), new TokenStep.Token([], true)];
            });
            var sent = 0;
            var session = new FakeLogonSession(given =>
            {
                var isProof = given.Scheme is "Basic" or "Bearer" || (given.Scheme is "NTLM" && given.Token.Reveal() is not "AQ==");
                HttpOutcome answer = world.Answers[sent++ % world.Answers.Length] switch
                {
                    0 => Ok(),
                    1 => No(),
                    2 => No(FakeLogonSession.Token(given.Scheme, 7)),
                    3 => No(new CasChallenge(given.Scheme, "?")),
                    _ => new HttpOutcome.Unreachable(AttemptStage.Receive, "connection reset"),
                };
                refusals += isProof && answer is HttpOutcome.Answered { Response.Status: 401 } ? 1 : 0;
                return answer;
            });

            var outcome = new VirtualTime().Run(() => new CasLogon(tokens).SendAsync(
                session, new CasRequest(new Uri("https://cas1.example.org/"), null), world.Logon, [.. world.Offers.Select(offer => new CasChallenge(offer, ""))],
                CancellationToken.None));

            Assert.InRange(refusals, 0, 1);
            Assert.Equal(refusals == 1, outcome is LogonOutcome.Refused);
            Assert.All(session.Schemes, scheme => Assert.Contains(scheme, world.Offers, StringComparer.OrdinalIgnoreCase));
            Assert.All(session.Schemes, scheme => Assert.Contains(scheme, world.Allowed.Select(method => method.Scheme)));
            Assert.Equal(session.Schemes.OrderBy(scheme => Array.IndexOf(Strongest, scheme)), session.Schemes);
            Assert.Equal(0, tokens.Open);
        });
    }

    private static Gen<T> AnyOf<T>(params T[] all) => Gen.Int[0, all.Length - 1].Select(n => all[n]);

    private sealed record World(string[] Offers, LogonMethod[] Allowed, int Who, TokenFault?[] Faults, int[] Answers)
    {
        public MailboxLogon Logon => (Who switch
        {
            0 => (MailboxLogon)new MailboxLogon.CurrentUser(),
            1 => new MailboxLogon.Password("ann@example.org", new Secret("pass-word")),
            _ => new MailboxLogon.Bearer(new Secret("to-ken")),
        }) with { Methods = [.. Allowed] };
    }
}
