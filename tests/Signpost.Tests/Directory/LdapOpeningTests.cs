using Signpost.Directory;
using Signpost.Logon;
using Signpost.Tests.Fakes;
using Signpost.Tracing;
using static Signpost.Tests.Fakes.FakeLdapServer;

namespace Signpost.Tests.Directory;

public sealed class LdapOpeningTests
{
    private static readonly byte[] OffersAllLayers = FakeTokens.Turn([7, 1, 0, 0]);

    private readonly VirtualTime time = new();
    private int dialled;

    [Fact]
    public void Nobody_needs_no_bind()
    {
        var server = new FakeLdapServer(AnswerRoot);

        var opened = Assert.IsType<OpenOutcome.Opened>(Open(server, new DirectoryLogon.Anonymous()));

        Assert.Equal("dc1.example.org", opened.Directory.RootDse.DnsHostName);
        Assert.Equal("ldap://dc1.example.org", opened.Directory.Source);
        Assert.Equal(["Search"], server.HeardWords);
    }

    [Fact]
    public void A_simple_bind_without_tls_is_not_even_dialled()
    {
        var refused = Refused(Open(Silent(), As("anna@example.org", LogonMechanism.Simple)));

        Assert.Equal("give --starttls, or --directory ldaps://dc1.example.org", refused.Remedy);
        Assert.Equal(0, dialled);
    }

    [Theory]
    [InlineData("", "x", "the user is empty")]
    [InlineData("anna@example.org", "", "the password is empty")]
    public void An_empty_user_or_password_would_be_nobody_and_is_refused(string user, string password, string reason)
    {
        Assert.Equal(reason, Refused(Open(Silent(), new DirectoryLogon.Password(user, new Secret(password)))).Reason);
        Assert.Equal(0, dialled);
    }

    [Fact]
    public void A_password_that_another_server_has_refused_is_not_offered()
    {
        var guard = new LogonGuard();
        guard.Refuse(new MailboxLogon.Password("anna@example.org", new Secret("right")), "cas1.example.org");
        var server = new FakeLdapServer(AnswerRoot);

        var outcome = time.Run(() => Opening(FakeTokens.Good, new DirectoryLogon.Password("anna@example.org", new Secret("right")), guard: guard)
            .OpenAsync(_ => Task.FromResult<DialOutcome>(new DialOutcome.Connected(server)), default));

        Assert.Equal("cas1.example.org has refused the password already", Refused(outcome).Reason);
        Assert.Empty(server.HeardWords);
    }

    [Theory]
    [InlineData(49, true)]      // invalidCredentials
    [InlineData(8, false)]      // strongerAuthRequired: not the password's fault
    public void A_password_that_one_directory_refuses_is_offered_to_no_other(int code, bool isRefused)
    {
        var guard = new LogonGuard();
        var (first, second) = (new FakeLdapServer(_ => [Bound(code)]), new FakeLdapServer(_ => [Bound(code)]));

        foreach (var server in new[] { first, second })
        {
            time.Run(() => Opening(FakeTokens.Good, As("anna@example.org", LogonMechanism.Ntlm), guard: guard)
                .OpenAsync(_ => Task.FromResult<DialOutcome>(new DialOutcome.Connected(server)), default));
        }

        Assert.NotEmpty(first.Heard);
        Assert.Equal(isRefused, second.Heard is []);
        Assert.Equal(isRefused, guard.RefusedBy(new MailboxLogon.Password("anna@example.org", new Secret("pass-word"))) is not null);
    }

    [Fact]
    public void A_connection_that_is_never_made_costs_the_time_out()
    {
        var outcome = time.Run(() => Opening(FakeTokens.Good).OpenAsync(
            async cancelled =>
            {
                await Task.Delay(TimeSpan.FromHours(1), time, cancelled);
                return new DialOutcome.Failed("too late");
            },
            default));

        Assert.Equal(new DirectoryFailure.TimedOut("ldap://dc1.example.org", "the connection", TimeSpan.FromSeconds(5)), Failure(outcome));
        Assert.Equal(5, time.Elapsed.TotalSeconds);
    }

    [Fact]
    public void A_kdc_that_never_answers_costs_the_time_out()
    {
        var sasl = new FakeTokens(_ => []) { Blocks = true };

        var failure = Failure(Open(Silent(), new DirectoryLogon.CurrentUser(), sasl));

        Assert.Equal(new DirectoryFailure.TimedOut("ldap://dc1.example.org", "the logon", TimeSpan.FromSeconds(5)), failure);
        Assert.Equal(0, sasl.Open);
    }

    [Fact]
    public void The_callers_cancellation_is_thrown_and_nothing_stays_open()
    {
        var server = Silent();
        using var caller = new CancellationTokenSource(TimeSpan.FromSeconds(1), time);

        Assert.ThrowsAny<OperationCanceledException>(() => time.Run(() => Opening(FakeTokens.Good).OpenAsync(
            _ => Task.FromResult<DialOutcome>(new DialOutcome.Connected(server)), caller.Token)));

        Assert.Equal(1, time.Elapsed.TotalSeconds);
        Assert.True(server.IsDisposed);
    }

    [Fact]
    public void What_stands_in_clear_behind_the_answer_to_starttls_is_refused()
    {
        var server = Silent();
        server = new FakeLdapServer(question =>
        {
            server.Say([
                .. new LdapMessage(question.Id, new LdapOperation.ExtendedDone(LdapAnswer.Success, "", null)).Write(),
                .. new LdapMessage(question.Id + 1, Bound()).Write()]);
            return [];
        });

        var failure = Failure(Open(server, As("anna@example.org"), null, LdapSecurity.StartTls));

        Assert.Equal("bytes in clear behind the answer to StartTLS", Assert.IsType<DirectoryFailure.Malformed>(failure).What);
        Assert.Equal(["Extended"], server.HeardWords);
    }

    [Fact]
    public void A_server_without_starttls_names_ldaps()
    {
        var server = new FakeLdapServer(_ => [new LdapOperation.ExtendedDone(new LdapAnswer(2, "", "unsupported", []), "", null)]);

        var failure = Failure(Open(server, As("anna@example.org"), null, LdapSecurity.StartTls));

        Assert.Equal(
            "ldap://dc1.example.org answered protocolError (2): no StartTLS there: unsupported; give --directory ldaps://dc1.example.org",
            failure.Describe());
    }

    [Fact]
    public void Kerberos_agrees_upon_sealing_and_the_connection_is_sealed_from_then_on()
    {
        var server = Silent();
        var sasl = FakeTokens.Good;
        server = new FakeLdapServer(question => Gssapi(server, question));

        var opened = Assert.IsType<OpenOutcome.Opened>(Open(server, As("anna@example.org"), sasl));

        Assert.Equal("CN=Configuration,DC=example,DC=org", opened.Directory.RootDse.ConfigurationNamingContext);
        Assert.Equal(["SaslBind", "SaslBind", "SaslBind", "Search"], server.HeardWords);
        Assert.Equal(
            [4, 0xff, 0xff, 0xff],
            FakeTokens.Turn(((LdapOperation.SaslBind)server.Heard[2].Operation).Credentials!.Value.Span));
        var asked = Assert.Single(sasl.Started);
        Assert.Equal((true, "ldap/dc1.example.org", true, "anna", "EXAMPLE.ORG"), (asked.IsKerberos, asked.Target, asked.Seals, asked.Identity!.User, asked.Identity.Domain));
    }

    [Fact]
    public void Kerberos_that_is_offered_no_sealing_is_not_good_enough_without_tls()
    {
        var server = new FakeLdapServer(question => question.Operation is LdapOperation.SaslBind
            ? [Bound(14, token: question.Id == 1 ? [9] : FakeTokens.Turn([1, 0, 0, 0]))]
            : []);

        var refused = Refused(Open(server, new DirectoryLogon.CurrentUser(), FakeTokens.Good));

        Assert.Equal("the server does not offer to seal the connection", refused.Reason);
    }

    [Fact]
    public void A_server_that_says_yes_before_it_has_proved_itself_is_not_believed()
    {
        var server = new FakeLdapServer(_ => [Bound()]);
        var sasl = new FakeTokens(_ => [new TokenStep.Token([1], false), new TokenStep.Failed(TokenFault.NotHere, "no token", "")]);

        Assert.Equal("the server ended Kerberos before it had proved who it is", Refused(Open(server, new DirectoryLogon.CurrentUser(), sasl)).Reason);
        Assert.Equal(0, sasl.Open);
    }

    [Fact]
    public void Ntlm_that_does_not_seal_is_not_good_enough_without_tls()
    {
        var server = new FakeLdapServer(question => [question.Id == 1 ? Bound(14, token: [9]) : Bound()]);
        var sasl = new FakeTokens(_ => [new TokenStep.Token([1], false), new TokenStep.Token([2], true)]) { CanSeal = false };

        Assert.Equal("NTLM does not seal the connection", Refused(Open(server, As("anna@example.org", LogonMechanism.Ntlm), sasl)).Reason);
    }

    [Fact]
    public void A_logon_without_end_is_malformed()
    {
        var server = new FakeLdapServer(_ => [Bound(14, token: [])]);

        Assert.IsType<DirectoryFailure.Malformed>(Failure(Open(server, new DirectoryLogon.CurrentUser(), FakeTokens.Good)));
    }

    [Fact]
    public void Auto_goes_on_to_ntlm_where_kerberos_does_not_work_here()
    {
        var server = Silent();
        server = new FakeLdapServer(question => Ntlm(server, question));
        var sasl = new FakeTokens(request => request.IsKerberos
            ? [new TokenStep.Failed(TokenFault.NotHere, "no KDC", "")]
            : [new TokenStep.Token([1], false), new TokenStep.Token([2], true)]);

        Assert.IsType<OpenOutcome.Opened>(Open(server, As(@"EXAMPLE\anna"), sasl));

        Assert.Equal([true, false], sasl.Started.Select(one => one.IsKerberos));
        Assert.Equal(("anna", "EXAMPLE"), (sasl.Started[1].Identity!.User, sasl.Started[1].Identity!.Domain));
    }

    [Fact]
    public void Auto_offers_a_password_that_the_kdc_refused_to_nobody_else()
    {
        var server = Silent();
        var sasl = new FakeTokens(_ => [new TokenStep.Failed(TokenFault.Refused, "wrong", "")]);

        Assert.Equal("wrong", Refused(Open(server, As("anna@example.org"), sasl)).Reason);

        Assert.Single(sasl.Started);
        Assert.Empty(server.Heard);
    }

    [Theory]
    [InlineData(49)]
    [InlineData(51)]
    [InlineData(1)]
    public void Auto_offers_a_password_that_the_server_refused_only_once(int code)
    {
        var server = new FakeLdapServer(_ => [Bound(code, "80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data 52e, v1db1")]);
        var sasl = FakeTokens.Good;

        Refused(Open(server, As("anna@example.org"), sasl));

        Assert.Equal(["SaslBind"], server.HeardWords);
        Assert.Single(sasl.Started);
    }

    [Fact]
    public void Auto_never_sends_the_password_itself_without_tls_and_says_what_it_tried()
    {
        var server = Silent();

        var refused = Refused(Open(server, As("anna@example.org"), FakeTokens.None));

        Assert.Equal("Kerberos: not installed, NTLM: not installed, simple: it would send the password unprotected", refused.Reason);
        Assert.EndsWith("give --starttls, or --directory ldaps://dc1.example.org", refused.Remedy, StringComparison.Ordinal);
        Assert.Empty(server.Heard);
    }

    [Fact]
    public void A_name_no_kdc_knows_is_replaced_by_the_servers_own()
    {
        var server = Silent();
        server = new FakeLdapServer(question => question.Id == 1 ? AnswerRoot(question) : Gssapi(server, question));
        var sasl = new FakeTokens(request => request.Target is "ldap/dc1.example.org"
            ? [new TokenStep.Token([1], false), new TokenStep.Token([], true)]
            : [new TokenStep.Failed(TokenFault.NoSuchService, "unknown", "")]);

        Assert.IsType<OpenOutcome.Opened>(Open(server, new DirectoryLogon.CurrentUser(), sasl, host: "ldap.example.org"));

        Assert.Equal(["ldap/ldap.example.org", "ldap/dc1.example.org"], sasl.Started.Select(one => one.Target));
        Assert.Equal(1, sasl.Open);
    }

    [Fact]
    public void An_address_is_not_asked_a_ticket_for()
    {
        var server = Silent();
        server = new FakeLdapServer(question => question.Id == 1 ? AnswerRoot(question) : Gssapi(server, question));
        var sasl = FakeTokens.Good;

        Assert.IsType<OpenOutcome.Opened>(Open(server, As("anna"), sasl, host: "192.0.2.1"));

        var asked = Assert.Single(sasl.Started);
        Assert.Equal(("ldap/dc1.example.org", "EXAMPLE.ORG"), (asked.Target, asked.Identity!.Domain));
    }

    [Fact]
    public void The_trace_has_neither_password_nor_token()
    {
        var trace = new Trace(time, keepsWire: true);
        var server = Silent();
        server = new FakeLdapServer(question => Gssapi(server, question));

        time.Run(() => Opening(FakeTokens.Good, As("anna@example.org"), trace: trace).OpenAsync(
            _ => Task.FromResult<DialOutcome>(new DialOutcome.Connected(server)), default));

        Assert.Equal(
            [
                "bind sasl mechanism=GSSAPI | bindResponse saslBindInProgress (14)",
                "bind sasl mechanism=GSSAPI | bindResponse saslBindInProgress (14)",
                "bind sasl mechanism=GSSAPI | bindResponse success",
                "search base= scope=base filter=(objectClass=*) attributes=defaultNamingContext,configurationNamingContext,dnsHostName,supportedSASLMechanisms | 1 entry, 0 references, success",
            ],
            trace.Events.OfType<WireExchanged>().Select(one => $"{one.Sent} | {one.Received}"));
    }

    [Fact]
    public void A_server_without_a_root_is_malformed()
    {
        Assert.IsType<DirectoryFailure.Malformed>(Failure(Open(new FakeLdapServer(_ => [Done()]), new DirectoryLogon.Anonymous())));
    }

    private static DirectoryLogon.Password As(string user, LogonMechanism mechanism = LogonMechanism.Auto) => new(user, new Secret("pass-word"), mechanism);

    private static IEnumerable<LdapOperation> AnswerRoot(LdapMessage question) => question.Operation is LdapOperation.Search ? [Root, Done()] : [];

    // RFC 4752: token, empty token with the offer, choice; sealed from then on.
    private static IEnumerable<LdapOperation> Gssapi(FakeLdapServer server, LdapMessage question)
    {
        switch (question.Operation)
        {
            case LdapOperation.SaslBind { Credentials.Span: [1] }:
                return [Bound(14, token: [9])];
            case LdapOperation.SaslBind { Credentials.Span: [] }:
                return [Bound(14, token: OffersAllLayers)];
            case LdapOperation.SaslBind:
                server.Say(new LdapMessage(question.Id, Bound()));
                server.IsSealed = true;
                return [];
            default:
                return AnswerRoot(question);
        }
    }

    private static IEnumerable<LdapOperation> Ntlm(FakeLdapServer server, LdapMessage question)
    {
        switch (question.Operation)
        {
            case LdapOperation.SaslBind { Mechanism: "GSS-SPNEGO", Credentials.Span: [1] }:
                return [Bound(14, token: [9])];
            case LdapOperation.SaslBind:
                server.Say(new LdapMessage(question.Id, Bound()));
                server.IsSealed = true;
                return [];
            default:
                return AnswerRoot(question);
        }
    }

    private static DirectoryFailure Failure(OpenOutcome outcome) => Assert.IsType<OpenOutcome.Failed>(outcome).Failure;

    private static DirectoryFailure.BindRefused Refused(OpenOutcome outcome) => Assert.IsType<DirectoryFailure.BindRefused>(Failure(outcome));

    private LdapOpening Opening(
        FakeTokens sasl, DirectoryLogon? logon = null, LdapSecurity security = LdapSecurity.None, string host = "dc1.example.org", Trace? trace = null, LogonGuard? guard = null) =>
        new(new LdapServer(host, null, security), logon ?? new DirectoryLogon.Anonymous(), new LdapOptions { Trace = trace, Guard = guard }, time, sasl);

    private OpenOutcome Open(
        FakeLdapServer server,
        DirectoryLogon logon,
        FakeTokens? sasl = null,
        LdapSecurity security = LdapSecurity.None,
        string host = "dc1.example.org") => time.Run(() => Opening(sasl ?? FakeTokens.Good, logon, security, host).OpenAsync(
            _ =>
            {
                dialled++;
                return Task.FromResult<DialOutcome>(new DialOutcome.Connected(server));
            },
            default));
}
