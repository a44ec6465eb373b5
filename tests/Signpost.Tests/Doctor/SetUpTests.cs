using Signpost.Autodiscover;
using Signpost.Autodiscover.Pox;
using Signpost.Doctor;
using Signpost.Doctor.Clients;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Doctor;

/// <summary>The doctor names what is wrong, and nothing that is not.</summary>
public sealed class SetUpTests
{
    public static TheoryData<string> Names { get; } = [.. SetUp.Names()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_set_up_is_named_by_its_right_code_and_no_wrong_one(string name)
    {
        var (setUp, report) = Examine(name);

        Assert.True(
            setUp.Expected.Order(StringComparer.Ordinal).SequenceEqual(report.Findings.Select(finding => finding.Code).Distinct().Order(StringComparer.Ordinal)),
            $"expected {string.Join(", ", setUp.Expected)}\nfound\n{string.Join("\n", DoctorText.Of(report))}");
    }

    [Fact]
    public void There_are_enough_of_them() => Assert.True(SetUp.Names().Count() >= 80);

    [Fact]
    public void Every_code_they_expect_is_in_the_catalogue() =>
        Assert.All(SetUp.Names().SelectMany(name => SetUp.Read(name, new VirtualTime()).Expected), code => Assert.NotNull(FindingCatalogue.Of(code)));

    [Theory]
    [MemberData(nameof(Names))]
    public void No_set_up_makes_the_doctor_offer_a_refused_password_twice_or_any_password_to_a_stranger(string name)
    {
        var time = new VirtualTime();
        var setUp = SetUp.Read(name, time);
        var net = setUp.Net;

        time.Run(() => new Examiner(setUp.Options, setUp.Resolver, time, new Random(1), net).ExamineAsync(Anna, [.. ClientProfile.All], CancellationToken.None));

        var offers = net.Requests.Where(request => request.Password is not null).ToArray();
        Assert.True(offers.Count(offer => offer.Password is not SetUpCas.Password) <= 1);
        Assert.All(offers, offer => Assert.True(offer.Url.Host.EndsWith("contoso.test", StringComparison.Ordinal) && offer.Url.Scheme is "https", offer.Url.AbsoluteUri));
        Assert.Equal(net.Opened, net.Closed);
    }

    [Fact]
    public void Blocks_that_were_asked_for_are_no_fault()
    {
        var time = new VirtualTime();
        var setUp = SetUp.Read("answer-unasked-block", time);
        var asked = setUp.Options with { Question = new AutodiscoverQuestion { MapiHttp = true, ExHttp = true } };

        var report = time.Run(() => new Examiner(asked, setUp.Resolver, time, new Random(1), setUp.Net).ExamineAsync(Anna, [], CancellationToken.None));

        Assert.DoesNotContain(report.Findings, finding => finding.Code is "answer.unasked-block");
    }

    [Fact]
    public void Who_names_services_without_end_has_a_hundred_of_them_looked_at()
    {
        var time = new VirtualTime();
        var setUp = SetUp.Read("healthy", time);
        var mailbox = new MailboxSettings
        {
            Protocols = [.. Enumerable.Range(0, 500).Select(n => new ProtocolSettings { Kind = ProtocolKind.Expr, EwsUrl = new ServiceUrl($"https://s{n}.example.org/EWS") })],
        };
        var net = setUp.Net.Host("https://autodiscover.contoso.test", FakeHost.Says(new PoxResponse.Settings(mailbox)));

        var report = time.Run(() => new Examiner(setUp.Options, setUp.Resolver, time, new Random(1), net).ExamineAsync(Anna, [], CancellationToken.None));

        Assert.Equal(100, report.Findings.Count(finding => finding.Code is "settings.dead-url"));
    }

    [Fact]
    public void Once_the_account_is_locked_nobody_else_is_given_the_password()
    {
        var time = new VirtualTime();
        var setUp = SetUp.Read("healthy", time);
        var net = setUp.Net;
        foreach (var host in new[] { "cas1", "cas2", "autodiscover" })
        {
            net.Host($"https://{host}.contoso.test", FakeHost.Status(456).Behind(SetUpCas.Password));
        }

        var report = time.Run(() => new Examiner(setUp.Options, setUp.Resolver, time, new Random(1), net).ExamineAsync(Anna, [.. ClientProfile.All], CancellationToken.None));

        Assert.Single(net.SawPassword);
        Assert.Contains(report.Findings, finding => finding.Code is "logon.locked");
        Assert.DoesNotContain(report.Findings, finding => finding.Code is "logon.refused");
    }

    private static MailboxAddress Anna { get; } = MailboxAddress.Parse("anna@contoso.test");

    private static (SetUp SetUp, DoctorReport Report) Examine(string name)
    {
        var time = new VirtualTime();
        var setUp = SetUp.Read(name, time);
        var report = time.Run(() => new Examiner(setUp.Options, setUp.Resolver, time, new Random(1), setUp.Net).ExamineAsync(Anna, [.. ClientProfile.All], CancellationToken.None));
        return (setUp, report);
    }
}
