using System.Collections.Immutable;
using System.Text;
using Signpost.Logon;
using Signpost.Tests.Fakes;
using Signpost.Tracing;
using Signpost.Transport;
using static Signpost.Tests.Fakes.FakeLogonSession;

namespace Signpost.Tests.Transport;

public sealed class CasLogonTests
{
    private static readonly CasRequest Question = new(new Uri("https://cas1.example.org/autodiscover/autodiscover.xml"), [1]);
    private static readonly MailboxLogon Ann = new MailboxLogon.Password("ann@example.org", new Secret("pass-word"));
    private static readonly MailboxLogon Ticket = new MailboxLogon.CurrentUser();
    private static readonly MailboxLogon Token = new MailboxLogon.Bearer(new Secret("to-ken"));

    [Theory]
    [InlineData("Negotiate NTLM Basic Bearer", "password", "negotiate ntlm basic bearer", "Negotiate")]
    [InlineData("Basic NTLM Negotiate", "password", "negotiate ntlm basic", "Negotiate")]
    [InlineData("basic ntlm", "password", "negotiate ntlm basic", "NTLM")]
    [InlineData("Negotiate NTLM Basic", "password", "ntlm basic", "NTLM")]
    [InlineData("Negotiate NTLM Basic", "password", "basic", "Basic")]
    [InlineData("Basic", "password", "negotiate ntlm basic bearer", "Basic")]
    [InlineData("Negotiate NTLM Basic Bearer", "ticket", "negotiate ntlm basic bearer", "Negotiate")]
    [InlineData("NTLM Basic Bearer", "ticket", "negotiate ntlm basic bearer", null)]
    [InlineData("Negotiate NTLM Basic Bearer", "token", "negotiate ntlm basic bearer", "Bearer")]
    [InlineData("Negotiate NTLM Basic", "token", "negotiate ntlm basic bearer", null)]
    [InlineData("Bearer Digest", "password", "negotiate ntlm basic bearer", null)]
    [InlineData("Negotiate", "password", "ntlm basic", null)]
    [InlineData("", "password", "negotiate ntlm basic bearer", null)]
    public void The_strongest_method_is_taken_that_is_offered_and_allowed_and_possible(string offers, string who, string allowed, string? taken)
    {
        var session = new FakeLogonSession(_ => Ok());

        var outcome = Send(session, Allowing(who switch { "password" => Ann, "ticket" => Ticket, _ => Token }, allowed), offers);

        Assert.Equal(taken, Assert.IsType<LogonOutcome>(outcome, exactMatch: false) is LogonOutcome.Answered answered ? answered.Method.Scheme : null);
        Assert.Equal(taken is null ? [] : [taken], session.Schemes);
    }

    [Theory]
    [InlineData(TokenFault.NotHere, "Basic")]
    [InlineData(TokenFault.NoSuchService, "Basic")]
    [InlineData(TokenFault.Refused, null)]
    public void Without_a_ticket_the_next_method_is_tried_unless_the_kdc_refused_the_password(object fault, string? taken)
    {
        var session = new FakeLogonSession(_ => Ok());
        var tokens = new FakeTokens(_ => [new TokenStep.Failed((TokenFault)fault, "the KDC says so", "")]);

        var outcome = Send(session, Ann, "Negotiate Basic", tokens);

        Assert.Equal(taken is null ? [] : [taken], session.Schemes);
        Assert.Equal(taken is null ? "the KDC says so" : null, (outcome as LogonOutcome.Refused)?.Why);
    }

    [Fact]
    public void A_ticket_that_the_server_refuses_is_no_refused_password()
    {
        var session = new FakeLogonSession(given => given.Scheme is "Basic" ? Ok() : No());

        Assert.Equal(LogonMethod.Basic, Assert.IsType<LogonOutcome.Answered>(Send(session, Ann, "Negotiate Basic")).Method);
        Assert.Equal(["Negotiate", "Basic"], session.Schemes);
    }

    [Fact]
    public void A_ticket_refused_with_a_token_that_says_why_is_a_refused_ticket()
    {
        var session = new FakeLogonSession(given => given.Scheme is "Basic" ? Ok() : No(FakeLogonSession.Token("Negotiate", 7)));
        var tokens = new FakeTokens(_ => [new TokenStep.Token([1], false), new TokenStep.Failed(TokenFault.Refused, "KRB_ERROR", "")]);

        Assert.IsType<LogonOutcome.Answered>(Send(session, Ann, "Negotiate Basic", tokens));
    }

    [Fact]
    public void A_server_that_wants_one_more_token_gets_it()
    {
        var session = new FakeLogonSession(given => given.Token.Reveal() is "AQ==" ? No(FakeLogonSession.Token("Negotiate", 7)) : Ok());
        var tokens = new FakeTokens(_ => [new TokenStep.Token([1], false), new TokenStep.Token([2], true)]);

        Assert.IsType<LogonOutcome.Answered>(Send(session, Ann, "Negotiate", tokens));
        Assert.Equal(["AQ==", "Ag=="], session.Given.Select(given => given.Token.Reveal()));
    }

    [Fact]
    public void A_server_that_never_has_enough_tokens_is_left()
    {
        var session = new FakeLogonSession(_ => No(FakeLogonSession.Token("Negotiate", 7)));
        var tokens = new FakeTokens(_ => [.. Enumerable.Repeat(new TokenStep.Token([1], false), 99)]);

        Assert.IsType<LogonOutcome.NotPossible>(Send(session, Ticket, "Negotiate", tokens));
        Assert.InRange(session.Given.Count, 1, 8);
    }

    [Fact]
    public void A_server_that_proves_itself_is_believed()
    {
        var session = new FakeLogonSession(_ => Ok(FakeLogonSession.Token("Negotiate", 7)));
        var tokens = new FakeTokens(_ => [new TokenStep.Token([1], false), new TokenStep.Token([], true)]);

        Assert.IsType<LogonOutcome.Answered>(Send(session, Ticket, "Negotiate", tokens));
        Assert.Equal([7], tokens.Heard[^1]);
    }

    [Fact]
    public void A_server_that_proves_to_be_somebody_else_is_not_heard_and_gets_no_password()
    {
        var session = new FakeLogonSession(_ => Ok(FakeLogonSession.Token("Negotiate", 7)));
        var tokens = new FakeTokens(_ => [new TokenStep.Token([1], false), new TokenStep.Failed(TokenFault.NotHere, "altered", "")]);

        var failed = Assert.IsType<LogonOutcome.Failed>(Send(session, Ann, "Negotiate Basic", tokens));

        Assert.Equal(new HttpOutcome.Malformed("the server's Kerberos token does not prove that it is HTTP/cas1.example.org"), failed.Http);
        Assert.Equal(["Negotiate"], session.Schemes);
    }

    [Fact]
    public void Ntlm_takes_three_messages()
    {
        var session = new FakeLogonSession(given => given.Token.Reveal() is "AQ==" ? No(FakeLogonSession.Token("NTLM", 7)) : Ok());

        Assert.Equal(LogonMethod.Ntlm, Assert.IsType<LogonOutcome.Answered>(Send(session, Ann, "NTLM", Ntlm)).Method);
        Assert.Equal(["AQ==", "Aw=="], session.Given.Select(given => given.Token.Reveal()));
        Assert.Equal([7], Ntlm.Heard[^1]);
    }

    [Fact]
    public void A_proof_that_is_refused_is_a_refused_password()
    {
        var session = new FakeLogonSession(given => given.Token.Reveal() is "AQ==" ? No(FakeLogonSession.Token("NTLM", 7)) : No());

        Assert.Equal(LogonMethod.Ntlm, Assert.IsType<LogonOutcome.Refused>(Send(session, Ann, "NTLM Basic", Ntlm)).Method);
        Assert.Equal(["NTLM", "NTLM"], session.Schemes);
    }

    [Fact]
    public void A_server_without_a_challenge_has_seen_no_proof_and_may_have_the_password_otherwise()
    {
        var session = new FakeLogonSession(given => given.Scheme is "Basic" ? Ok() : No());

        Assert.IsType<LogonOutcome.Answered>(Send(session, Ann, "NTLM Basic", Ntlm));
        Assert.Equal(["NTLM", "Basic"], session.Schemes);
    }

    [Fact]
    public void A_connection_about_to_be_closed_is_given_no_proof()
    {
        var session = new FakeLogonSession(given => given.Scheme is "Basic" ? Ok() : new HttpOutcome.Answered(
            new CasResponse(401, null, [FakeLogonSession.Token("NTLM", 7)], "", []) { Headers = CasResponse.NoHeaders.Add("Connection", "Close") }));

        Assert.IsType<LogonOutcome.Answered>(Send(session, Ann, "NTLM Basic", Ntlm));
        Assert.Equal(["NTLM", "Basic"], session.Schemes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_connection_lost_before_the_answer_to_the_proof_ends_it(bool isOnNewConnection)
    {
        var session = new FakeLogonSession(given => given.Token.Reveal() is "AQ==" ? No(FakeLogonSession.Token("NTLM", 7))
            : isOnNewConnection ? No() : new HttpOutcome.Unreachable(AttemptStage.Send, "connection reset")) { ClosesEachTime = isOnNewConnection };

        var failed = Assert.IsType<LogonOutcome.Failed>(Send(session, Ann, "NTLM Basic", Ntlm));

        Assert.Equal("the connection was closed between NTLM's messages", Assert.IsType<HttpOutcome.Unreachable>(failed.Http).Reason);
        Assert.Equal(["NTLM", "NTLM"], session.Schemes);
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("NTLM")]
    [InlineData("Negotiate")]
    public void A_connection_that_breaks_ends_it(string scheme)
    {
        var session = new FakeLogonSession(_ => new HttpOutcome.Unreachable(AttemptStage.Connect, "connection refused"));

        Assert.IsType<LogonOutcome.Failed>(Send(session, Ann, $"{scheme} Basic"));
        Assert.Equal([scheme], session.Schemes);
    }

    [Fact]
    public void A_token_that_is_refused_is_refused()
    {
        Assert.Equal(LogonMethod.Bearer, Assert.IsType<LogonOutcome.Refused>(Send(new FakeLogonSession(_ => No()), Token, "Bearer")).Method);
    }

    [Theory]
    [InlineData("ann@example.org", "", "ann", "EXAMPLE.ORG", "ann@example.org", "")]
    [InlineData(@"EXAMPLE\ann", "", "ann", "EXAMPLE.ORG", "ann", "EXAMPLE")]
    [InlineData(@"CORP\ann", "CORP.TEST", "ann", "CORP.TEST", "ann", "CORP")]
    [InlineData("ann", "", "ann", "EXAMPLE.ORG", "ann", "")]
    [InlineData("ann", "CORP.TEST", "ann", "CORP.TEST", "ann", "")]
    public void A_name_is_given_as_each_method_wants_it(string name, string defaultRealm, string user, string realm, string ntlmUser, string domain)
    {
        var tokens = new FakeTokens(_ => [new TokenStep.Failed(TokenFault.NotHere, "", "")]) { DefaultRealm = defaultRealm };

        Send(new FakeLogonSession(_ => Ok()), new MailboxLogon.Password(name, new Secret("pass-word")), "Negotiate NTLM", tokens);

        Assert.All(tokens.Started, asked => Assert.Equal("HTTP/cas1.example.org", asked.Target));
        Assert.Equal([(true, user, realm), (false, ntlmUser, domain)], tokens.Started.Select(asked => (asked.IsKerberos, asked.Identity!.User, asked.Identity.Domain)));
    }

    [Theory]
    [InlineData(@"OTHER\ann", "Negotiate", "it offers Negotiate, but the realm of OTHER\\ann is not known; give --user as name@domain")]
    [InlineData("CN=Ann,DC=example,DC=org", "NTLM", "it offers NTLM, but NTLM does not take a DN; give --user as name@domain")]
    [InlineData("a:b", "Basic", "it offers Basic, but Basic does not take a name with a colon (RFC 7617 section 2); give --user without one")]
    [InlineData("ann@example.org", "Negotiate NTLM", "it offers Negotiate, NTLM, but Negotiate: not installed, NTLM: not installed; install it")]
    [InlineData("ann@example.org", "Bearer", "it offers Bearer, and what was given is good for Negotiate, NTLM, Basic only")]
    [InlineData("ann@example.org", "", "it offers no logon, and what was given is good for Negotiate, NTLM, Basic only")]
    public void What_is_not_possible_is_told_with_what_to_do(string name, string offers, string why)
    {
        var outcome = Send(new FakeLogonSession(_ => Ok()), new MailboxLogon.Password(name, new Secret("pass-word")), offers, FakeTokens.None);

        Assert.Equal(why, Assert.IsType<LogonOutcome.NotPossible>(outcome).Why);
    }

    [Fact]
    public void A_method_that_is_offered_and_not_allowed_is_named_as_the_remedy()
    {
        var outcome = Send(new FakeLogonSession(_ => Ok()), Allowing(Ann, "negotiate"), "NTLM Basic");

        Assert.Equal("it offers NTLM, Basic; allow --auth ntlm or basic", Assert.IsType<LogonOutcome.NotPossible>(outcome).Why);
    }

    [Fact]
    public void Kerberos_is_not_tried_at_an_address()
    {
        var session = new FakeLogonSession(_ => Ok());
        var tokens = FakeTokens.Good;

        new VirtualTime().Run(() => new CasLogon(tokens).SendAsync(
            session, Question with { Url = new Uri("https://192.0.2.1/") }, Ann, Offers("Negotiate Basic"), TestContext.Current.CancellationToken));

        Assert.Empty(tokens.Started);
        Assert.Equal(["Basic"], session.Schemes);
    }

    [Fact]
    public async Task A_kdc_that_never_answers_does_not_hold_who_calls_it_off()
    {
        var tokens = new FakeTokens(_ => []) { Blocks = true };
        using var patience = new CancellationTokenSource();
        var sending = new CasLogon(tokens).SendAsync(new FakeLogonSession(_ => Ok()), Question, Ann, Offers("Negotiate Basic"), patience.Token);

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal(0, tokens.Open);
    }

    [Fact]
    public void No_token_and_no_password_comes_into_the_trace()
    {
        var trace = new Trace(TimeProvider.System, keepsWire: true);
        var proofs = new FakeTokens(asked => asked.IsKerberos
            ? [new TokenStep.Token(Encoding.UTF8.GetBytes("kerberos-ticket"), false), new TokenStep.Failed(TokenFault.NotHere, "", "")]
            : [new TokenStep.Token(Encoding.UTF8.GetBytes("ntlm-begins"), false), new TokenStep.Token(Encoding.UTF8.GetBytes("ntlm-proof"), true)]);
        var session = new FakeLogonSession(given => given.Scheme is "NTLM"
            ? No(FakeLogonSession.Token("NTLM", Encoding.UTF8.GetBytes("server-challenge")))
            : No(FakeLogonSession.Token("Negotiate", Encoding.UTF8.GetBytes("server-proof"))));

        Send(new TracedSession(session, trace), Ann, "Negotiate NTLM", proofs);
        Send(new TracedSession(session, trace), Ann, "Basic", proofs);
        Send(new TracedSession(session, trace), Token, "Bearer", proofs);

        var told = string.Concat(trace.Events.Select(one => one.ToString()));
        Assert.Equal(5, trace.Events.Length);
        Assert.All(
            ["kerberos-ticket", "ntlm-begins", "ntlm-proof", "server-challenge", "server-proof", "ann@example.org:pass-word"],
            secret => Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), told, StringComparison.Ordinal));
        Assert.All(["pass-word", "to-ken"], secret => Assert.DoesNotContain(secret, told, StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_that_carries_a_secret_prints_it()
    {
        var identity = new TokenIdentity("ann", "EXAMPLE.ORG", new Secret("pass-word"));
        object[] carriers =
        [
            Ann, Token, identity, new TokenRequest(true, identity, "HTTP/cas1", false, null, new TokenRemedies("", "", "", "", "")),
            CasAuthorization.Basic("ann", new Secret("pass-word")), CasAuthorization.Bearer(new Secret("to-ken")), new CasChallenge("NTLM", "to-ken"),
            Question with { Authorization = CasAuthorization.Bearer(new Secret("to-ken")) },
        ];

        Assert.All(carriers, carrier => Assert.DoesNotMatch("pass-word|to-ken|cGFzcy13b3Jk", carrier.ToString()));
    }

    private static FakeTokens Ntlm { get; } = new(_ => [new TokenStep.Token([1], false), new TokenStep.Token([3], true)]);

    private static ImmutableArray<CasChallenge> Offers(string schemes) => [.. Words(schemes).Select(scheme => new CasChallenge(scheme, ""))];

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static MailboxLogon Allowing(MailboxLogon logon, string methods) =>
        logon with { Methods = [.. Words(methods).Select(word => Enum.Parse<LogonMethod>(word, ignoreCase: true))] };

    private static LogonOutcome Send(ICasSession session, MailboxLogon logon, string offers, FakeTokens? tokens = null)
    {
        tokens ??= FakeTokens.Good;
        var outcome = new VirtualTime().Run(() => new CasLogon(tokens).SendAsync(session, Question, logon, Offers(offers), TestContext.Current.CancellationToken));
        Assert.Equal(0, tokens.Open);
        return outcome;
    }
}
