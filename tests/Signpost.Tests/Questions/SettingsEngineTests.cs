using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Soap;
using Signpost.Discovery;
using Signpost.Logon;
using Signpost.Questions;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Tests.Questions;

/// <summary>Settings of many users: batches, busy servers, redirects, and who sees the password.</summary>
public sealed class SettingsEngineTests
{
    private const string Cas = "https://cas1.contoso.test";
    private const string Path = "/autodiscover/autodiscover.svc";

    private static readonly MailboxAddress Ada = MailboxAddress.Parse("ada@contoso.test");
    private static readonly MailboxAddress Bob = MailboxAddress.Parse("bob@contoso.test");
    private static readonly MailboxLogon AdasLogon = new MailboxLogon.Password("ada", new Secret("right"));

    private readonly VirtualTime time = new();
    private readonly SortedDictionary<int, int> sizes = [];     // of the calls, by their number

    [Fact]
    public void Each_user_has_an_answer_of_his_own_in_the_order_of_the_question()
    {
        var net = Net((Cas, FakeSoap.Users(user => user.StartsWith("bob", StringComparison.Ordinal) ? FakeSoap.Fails(SoapErrorCode.InvalidUser) : FakeSoap.Ews(user))));

        var report = Ask(net, Cas, [Bob, Ada]);

        Assert.Equal(["bob@contoso.test", "ada@contoso.test"], report.Answers.Select(answer => answer.Subject));
        Assert.Equal(new SettingsOutcome.Error(SoapErrorCode.InvalidUser, "because"), report.Answers[0].Outcome);
        Assert.Equal(EwsOf("ada@contoso.test"), report.Answers[1].Outcome);
        Assert.Empty(net.SawPassword);
        Assert.Equal(net.Opened, net.Closed);
    }

    [Fact]
    public void The_password_goes_to_the_endpoint_that_asks_for_it()
    {
        var net = Net((Cas, FakeSoap.Users(FakeSoap.Ews).Behind("right")));

        Assert.Equal(EwsOf("ada@contoso.test"), Ask(net, Cas, [Ada]).Answers.Single().Outcome);

        Assert.Equal([null, "right"], net.Requests.Select(request => request.Password));
    }

    [Fact]
    public void Settings_that_are_not_given_are_said_one_by_one()
    {
        SettingError none = new(SoapErrorCode.InvalidSetting, "Invalid setting.", "NoSuchSetting");
        var net = Net((Cas, FakeSoap.Users(user => FakeSoap.Ews(user) with { SettingErrors = [none] })));

        Assert.Equal([none], Assert.IsType<SettingsOutcome.Given>(Ask(net, Cas, [Ada]).Answers.Single().Outcome).Errors);
    }

    [Fact]
    public void No_call_is_about_more_than_a_hundred()
    {
        var users = Many(250);

        var net = new FakeNet(time);
        net.Host(Cas, FakeSoap.Host(request =>
        {
            sizes[net.Requests.Count] = FakeSoap.MailboxesIn(request).Length;
            return new SoapResponse.GetUserSettings(SoapErrorCode.NoError, "", [.. FakeSoap.MailboxesIn(request).Select(FakeSoap.Ews)]);
        }));

        var report = Ask(net, Cas, users);

        Assert.Equal([100, 100, 50], sizes.Values);
        Assert.All(users.Zip(report.Answers), pair => Assert.Equal(EwsOf(pair.First.ToString()), pair.Second.Outcome));
    }

    [Fact]
    public void Whom_a_throttled_server_leaves_out_is_asked_for_again_after_a_pause()
    {
        var net = Net((Cas, FakeSoap.Host(request => new SoapResponse.GetUserSettings(
            SoapErrorCode.NoError, "", [.. FakeSoap.MailboxesIn(request).Take(4).Select(FakeSoap.Ews)]))));

        var report = Ask(net, Cas, Many(10));

        Assert.All(report.Answers, answer => Assert.Equal(EwsOf(answer.Subject), answer.Outcome));
        Assert.Equal(3, net.Requests.Count);
        Assert.True(net.Requests[1].At - net.Requests[0].At >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_server_that_answers_nobody_is_asked_three_times()
    {
        var net = Net((Cas, FakeSoap.Host(_ => new SoapResponse.GetUserSettings(SoapErrorCode.NoError, "", []))));

        var report = Ask(net, Cas, [Ada, Bob]);

        Assert.Equal(3, net.Requests.Count);
        Assert.All(report.Answers, answer => Assert.Equal(SoapErrorCode.ServerBusy, Assert.IsType<SettingsOutcome.Error>(answer.Outcome).Code));
    }

    [Fact]
    public void A_busy_server_is_asked_again_for_all_and_a_busy_user_for_himself()
    {
        var net = new FakeNet(time);
        net.Host(Cas, FakeSoap.Host(request =>
        {
            var users = FakeSoap.MailboxesIn(request);
            sizes[net.Requests.Count] = users.Length;
            return net.Requests is [] ? FakeSoap.Busy : new SoapResponse.GetUserSettings(
                SoapErrorCode.NoError, "",
                [.. users.Select(user => net.Requests.Count is 1 && user == Bob.ToString() ? FakeSoap.Fails(SoapErrorCode.ServerBusy) : FakeSoap.Ews(user))]);
        }));

        var report = Ask(net, Cas, [Ada, Bob]);

        Assert.Equal([2, 2, 1], sizes.Values);
        Assert.All(report.Answers, answer => Assert.IsType<SettingsOutcome.Given>(answer.Outcome));
    }

    [Fact]
    public void More_answers_than_users_are_not_anybodys()
    {
        var net = Net((Cas, FakeSoap.Host(_ => new SoapResponse.GetUserSettings(SoapErrorCode.NoError, "", [FakeSoap.Ews("ada"), FakeSoap.Ews("eve")]))));

        Assert.Equal(EwsOf("ada"), Ask(net, Cas, [Ada]).Answers.Single().Outcome);
    }

    [Fact]
    public void Users_are_asked_for_where_they_are_sent()
    {
        var net = Net(
            (Cas, FakeSoap.Users(user => user == Bob.ToString() ? FakeSoap.Fails(SoapErrorCode.RedirectUrl, "https://cas2.contoso.test" + Path) : FakeSoap.Ews(user))),
            ("https://cas2.contoso.test", FakeSoap.Users(user => FakeSoap.Ews("cas2/" + user)).Behind("right")));

        var report = Ask(net, Cas, [Ada, Bob]);

        Assert.Equal([EwsOf("ada@contoso.test"), EwsOf("cas2/bob@contoso.test")], report.Answers.Select(answer => answer.Outcome));
        Assert.Equal(["cas1.contoso.test", "cas2.contoso.test"], report.Answers.Select(answer => answer.Url!.Host));
        Assert.Equal("RedirectUrl", Assert.Single(report.Events.OfType<HopFollowed>()).How);
    }

    [Fact]
    public void A_stranger_that_an_answer_names_gets_no_password_unless_it_is_allowed()
    {
        var net = Net(
            (Cas, FakeSoap.Users(_ => FakeSoap.Fails(SoapErrorCode.RedirectUrl, "https://cas.evil.test" + Path)).Behind("right")),
            ("https://cas.evil.test", FakeSoap.Users(FakeSoap.Ews).Behind("right")));

        var refused = Assert.IsType<SettingsOutcome.CallFailed>(Ask(net, Cas, [Ada]).Answers.Single().Outcome);

        Assert.True(Assert.IsType<ConversationOutcome.Withheld>(refused.Why).IsHearsay);
        Assert.Equal(["cas1.contoso.test"], net.SawPassword);
        Assert.IsType<SettingsOutcome.Given>(Ask(net, Cas, [Ada], new DiscoveryOptions { Redirects = new RedirectPolicy { TrustedHosts = ["cas.evil.test"] } }).Answers.Single().Outcome);
    }

    [Fact]
    public void A_stranger_that_an_answer_names_is_not_believed_without_a_password_either()
    {
        var net = Net(
            (Cas, FakeSoap.Users(_ => FakeSoap.Fails(SoapErrorCode.RedirectUrl, "https://cas.evil.test" + Path))),
            ("https://cas.evil.test", FakeSoap.Users(FakeSoap.Ews)));

        Assert.IsType<SettingsOutcome.CallFailed>(Ask(net, Cas, [Ada]).Answers.Single().Outcome);
    }

    [Theory]
    [InlineData("http://cas2.contoso.test/autodiscover/autodiscover.svc", "plain http is not followed")]
    [InlineData(Cas + Path, "redirect loop")]
    [InlineData("", "redirect loop")]
    [InlineData("https://[", "not a URL")]
    public void A_redirect_to_where_nobody_should_go_is_refused(string target, string reason)
    {
        var net = Net((Cas, FakeSoap.Users(_ => FakeSoap.Fails(SoapErrorCode.RedirectUrl, target))));

        var failed = Assert.IsType<SettingsOutcome.CallFailed>(Ask(net, Cas, [Ada]).Answers.Single().Outcome);

        Assert.Equal(reason, Assert.IsType<ConversationOutcome.BadRedirect>(failed.Why).Reason);
    }

    [Fact]
    public void A_chain_of_redirects_ends_with_the_budget()
    {
        var net = new FakeNet(time);
        for (var n = 0; n < 20; n++)
        {
            var next = string.Create(CultureInfo.InvariantCulture, $"https://h{n + 1}.contoso.test{Path}");
            net.Host(string.Create(CultureInfo.InvariantCulture, $"https://h{n}.contoso.test"), FakeSoap.Users(_ => FakeSoap.Fails(SoapErrorCode.RedirectUrl, next)));
        }

        var failed = Assert.IsType<SettingsOutcome.CallFailed>(Ask(net, "https://h0.contoso.test", [Ada]).Answers.Single().Outcome);

        Assert.StartsWith("more than 10 redirects", Assert.IsType<ConversationOutcome.BadRedirect>(failed.Why).Reason, StringComparison.Ordinal);
        Assert.Equal(11, net.Requests.Count);
    }

    [Fact]
    public void Another_address_is_reported()
    {
        var net = Net((Cas, FakeSoap.Users(_ => FakeSoap.Fails(SoapErrorCode.RedirectAddress, "ada@fabrikam.test"))));

        Assert.Equal(new SettingsOutcome.RedirectAddress("ada@fabrikam.test"), Ask(net, Cas, [Ada]).Answers.Single().Outcome);
    }

    [Fact]
    public void Another_address_is_followed_by_a_discovery_of_its_own_where_that_is_wanted()
    {
        var net = Net(
            (Cas, FakeSoap.Users(_ => FakeSoap.Fails(SoapErrorCode.RedirectAddress, "ada@fabrikam.test")).Behind("right")),
            ("https://fabrikam.test", FakeSoap.Users(FakeSoap.Ews).Behind("right")));

        var answer = Ask(net, Cas, [Ada], new DiscoveryOptions { FollowsRedirectAddress = true }).Answers.Single();

        Assert.Equal(EwsOf("ada@fabrikam.test"), answer.Outcome);
        Assert.Equal(("ada@contoso.test", "ada@fabrikam.test"), (answer.Subject, answer.AskedAs.ToString()));
    }

    [Fact]
    public void The_domain_of_an_address_that_was_told_without_a_logon_gets_no_password()
    {
        var net = Net(
            (Cas, FakeSoap.Users(_ => FakeSoap.Fails(SoapErrorCode.RedirectAddress, "ada@evil.test"))),
            ("https://evil.test", FakeSoap.Users(FakeSoap.Ews).Behind("right")));

        var answer = Ask(net, Cas, [Ada], new DiscoveryOptions { FollowsRedirectAddress = true }).Answers.Single();

        Assert.IsType<SettingsOutcome.CallFailed>(answer.Outcome);
        Assert.Empty(net.SawPassword);
    }

    [Fact]
    public void Addresses_that_redirect_in_a_circle_end()
    {
        var net = Net(
            (Cas, FakeSoap.Users(_ => FakeSoap.Fails(SoapErrorCode.RedirectAddress, "ada@fabrikam.test")).Behind("right")),
            ("https://fabrikam.test", FakeSoap.Users(_ => FakeSoap.Fails(SoapErrorCode.RedirectAddress, "ada@contoso.test")).Behind("right")));

        Assert.Equal(new SettingsOutcome.RedirectAddress("ada@contoso.test"), Ask(net, Cas, [Ada], new DiscoveryOptions { FollowsRedirectAddress = true }).Answers.Single().Outcome);
    }

    [Fact]
    public void A_refused_password_ends_everything()
    {
        var net = Net((Cas, FakeSoap.Users(FakeSoap.Ews).Behind("other")), ("https://contoso.test", FakeSoap.Users(FakeSoap.Ews).Behind("other")), ("https://fabrikam.test", FakeSoap.Users(FakeSoap.Ews).Behind("other")));

        var one = Ask(net, Cas, Many(250));
        var found = Ask(net, null, [Ada, MailboxAddress.Parse("eve@fabrikam.test")]);

        Assert.Equal(["cas1.contoso.test", "contoso.test"], net.SawPassword);
        Assert.Equal(new ConversationOutcome.LogonRefused("ada"), Assert.IsType<SettingsOutcome.CallFailed>(one.Answers[249].Outcome).Why);
        Assert.Equal(
            new SettingsOutcome.NotAsked("contoso.test refused the credentials of ada; no other host was given it"), found.Answers[1].Outcome);
    }

    [Fact]
    public void A_locked_account_ends_everything_as_well()
    {
        var net = Net(
            (Cas, FakeSoap.Users(user => FakeSoap.Fails(SoapErrorCode.RedirectUrl, $"https://{user.Split('@')[0]}.contoso.test{Path}")).Behind("right")),
            ("https://ada.contoso.test", FakeHost.Status(456).Behind("right")), ("https://bob.contoso.test", FakeSoap.Users(FakeSoap.Ews).Behind("right")));

        var report = Ask(net, Cas, [Ada, Bob]);

        Assert.Equal(["cas1.contoso.test", "ada.contoso.test"], net.SawPassword);
        Assert.IsType<SettingsOutcome.NotAsked>(report.Answers[1].Outcome);
    }

    [Fact]
    public void Without_an_endpoint_each_domain_is_discovered_once_and_without_a_password()
    {
        var net = Net(
            ("https://contoso.test", FakeSoap.Users(FakeSoap.Ews).Behind("right")), ("https://autodiscover.fabrikam.test", FakeSoap.Users(FakeSoap.Ews).Behind("right")));

        var report = Ask(net, null, [Ada, MailboxAddress.Parse("eve@fabrikam.test"), Bob, MailboxAddress.Parse("zoe@nowhere.test")]);

        Assert.Equal(["contoso.test", "fabrikam.test", "nowhere.test"], report.Discoveries.Select(discovery => discovery.Address.Domain));
        Assert.Equal(["contoso.test", "autodiscover.fabrikam.test", "contoso.test"], report.Answers.Take(3).Select(answer => answer.Url!.Host));
        Assert.IsType<SettingsOutcome.NoEndpoint>(report.Answers[3].Outcome);
        Assert.Equal(["contoso.test", "autodiscover.fabrikam.test"], net.SawPassword);
    }

    [Fact]
    public void Whom_plain_http_made_up_gets_no_password()
    {
        var net = Net(
            ("http://autodiscover.contoso.test", FakeHost.Redirects("https://cas.evil.test/autodiscover/autodiscover.xml")),
            ("https://cas.evil.test", FakeSoap.Users(FakeSoap.Ews).Behind("right")));

        Assert.IsType<ConversationOutcome.Withheld>(Assert.IsType<SettingsOutcome.CallFailed>(Ask(net, null, [Ada]).Answers.Single().Outcome).Why);

        Assert.Empty(net.SawPassword);
    }

    [Fact]
    public void A_server_that_is_gone_is_asked_once_however_many_batches_there_are()
    {
        var net = Net((Cas, FakeHost.Hanging));

        var report = Ask(net, Cas, Many(300));

        Assert.Single(net.Requests);
        Assert.All(report.Answers, answer => Assert.Equal(new ConversationOutcome.TimedOut(TimeSpan.FromSeconds(10)), Assert.IsType<SettingsOutcome.CallFailed>(answer.Outcome).Why));
    }

    [Fact]
    public void A_call_that_one_batch_makes_fail_is_not_held_against_the_next()
    {
        var net = Net((Cas, FakeSoap.Host(request => FakeSoap.MailboxesIn(request)[0] == "u0@contoso.test"
            ? new SoapResponse.Fault("Server", "it broke", default, "")
            : new SoapResponse.GetUserSettings(SoapErrorCode.NoError, "", [.. FakeSoap.MailboxesIn(request).Select(FakeSoap.Ews)]))));

        var report = Ask(net, Cas, Many(150));

        Assert.Equal(new ConversationOutcome.Error("SoapFault", "it broke"), Assert.IsType<SettingsOutcome.CallFailed>(report.Answers[99].Outcome).Why);
        Assert.IsType<SettingsOutcome.Given>(report.Answers[100].Outcome);
    }

    [Fact]
    public void An_answer_to_another_question_is_malformed()
    {
        var net = Net((Cas, FakeSoap.Host(_ => SoapResponse.Failed(SoapOperation.GetDomainSettings, SoapErrorCode.NoError, ""))));

        Assert.IsType<ConversationOutcome.Malformed>(Assert.IsType<SettingsOutcome.CallFailed>(Ask(net, Cas, [Ada]).Answers.Single().Outcome).Why);
    }

    [Fact]
    public void The_time_of_the_run_bounds_it_and_what_was_answered_is_kept()
    {
        var slow = FakeSoap.Users(FakeSoap.Ews).After(1, 8000);

        var report = Ask(Net((Cas, slow)), Cas, Many(300), new DiscoveryOptions { Timeout = TimeSpan.FromSeconds(10) });

        Assert.IsType<SettingsOutcome.Given>(report.Answers[0].Outcome);
        Assert.Equal("not asked: the 10 s given to the run were over; give more with --timeout", report.Answers[299].Outcome.Describe());
    }

    [Fact]
    public void The_caller_may_call_it_off()
    {
        var net = Net((Cas, FakeHost.Hanging));
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1), time);

        Assert.Throws<TaskCanceledException>(() => time.Run(() => Engine(net, new DiscoveryOptions()).AskAsync(new Uri(Cas + Path), [Ada], SettingsQuestion.Users([]), stop.Token)));

        Assert.Equal(net.Opened, net.Closed);
    }

    [Fact]
    public void Domains_are_asked_for_like_users()
    {
        var net = Net((Cas, FakeSoap.Host(request => new SoapResponse.GetDomainSettings(SoapErrorCode.NoError, "",
            [.. ((SoapRequest.GetDomainSettings)request).Domains.Select(domain => new DomainResponse { Settings = [new DomainSetting("ExternalEwsUrl", $"https://{domain}/ews")] })]))));

        var report = time.Run(() => Engine(net, new DiscoveryOptions()).AskAsync(new Uri(Cas + Path), [Ada], SettingsQuestion.Domains([]), CancellationToken.None));

        var answer = report.Answers.Single();
        Assert.Equal("contoso.test", answer.Subject);
        Assert.Equal(new UserSetting.StringSetting("ExternalEwsUrl", "https://contoso.test/ews"), Assert.IsType<SettingsOutcome.Given>(answer.Outcome).Settings.Single());
    }

    [Fact]
    public void Whatever_a_server_says_each_user_has_exactly_one_answer_and_no_stranger_the_password() =>
        Gen.Select(Gen.Int[0, 5].Array[0, 6].Array[1, 8], Gen.Int[1, 5]).Sample((calls, count) =>
        {
            var (clock, turn) = (new VirtualTime(), 0);
            UserResponse Of(int what, string user) => what switch
            {
                0 => FakeSoap.Fails(SoapErrorCode.ServerBusy),
                1 => FakeSoap.Fails(SoapErrorCode.RedirectUrl, "https://cas.evil.test" + Path),
                2 => FakeSoap.Fails(SoapErrorCode.RedirectUrl, string.Create(CultureInfo.InvariantCulture, $"https://c{turn}.contoso.test{Path}")),
                3 => FakeSoap.Fails(SoapErrorCode.RedirectAddress, "x@evil.test"),
                4 => FakeSoap.Fails(new SoapErrorCode("Odd\n")),
                _ => FakeSoap.Ews(user),
            };
            var host = FakeSoap.Host(_ => new SoapResponse.GetUserSettings(SoapErrorCode.NoError, "", [.. calls[turn++ % calls.Length].Select(what => Of(what, "u"))])).Behind("right");
            var net = new FakeNet(clock).Host(Cas, host).Host("https://cas.evil.test", host);
            for (var n = 0; n < 40; n++)
            {
                net.Host(string.Create(CultureInfo.InvariantCulture, $"https://c{n}.contoso.test"), host);
            }

            var report = clock.Run(() => new SettingsEngine(
                new DiscoveryOptions { Logon = AdasLogon, Excluded = [StepKind.Scp] }, new FakeResolver(), clock, new Random(1), net, new CasLogon(FakeTokens.None))
                .AskAsync(new Uri(Cas + Path), Many(count), SettingsQuestion.Users([]), CancellationToken.None));

            Assert.Equal(count, report.Answers.Length);
            Assert.DoesNotContain("cas.evil.test", net.SawPassword);
            Assert.Equal(net.Opened, net.Closed);
        }, iter: 100);

    private FakeNet Net(params (string Url, FakeHost Host)[] hosts) => hosts.Aggregate(new FakeNet(time), (net, host) => net.Host(host.Url, host.Host));

    private SettingsReport Ask(FakeNet net, string? endpoint, ImmutableArray<MailboxAddress> users, DiscoveryOptions? options = null) =>
        time.Run(() => Engine(net, options ?? new DiscoveryOptions()).AskAsync(
            endpoint is null ? null : new Uri(endpoint + Path), users, SettingsQuestion.Users(["ExternalEwsUrl"]), CancellationToken.None));

    private SettingsEngine Engine(FakeNet net, DiscoveryOptions options) => new(
        options with { Logon = AdasLogon, Excluded = [StepKind.Scp], Race = RacePolicy.OneAtATime }, new FakeResolver(), time, new Random(1), net, new CasLogon(FakeTokens.None));

    private static SettingsOutcome.Given EwsOf(string user) => new(FakeSoap.Ews(user).Settings, []);

    private static ImmutableArray<MailboxAddress> Many(int count) =>
        [.. Enumerable.Range(0, count).Select(n => MailboxAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"u{n}@contoso.test")))];
}
