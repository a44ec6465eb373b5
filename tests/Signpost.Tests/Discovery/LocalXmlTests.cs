using Signpost.Autodiscover;
using Signpost.Autodiscover.Pox;
using Signpost.Discovery;
using Signpost.Logon;
using Signpost.Tests.Autodiscover.Pox;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Discovery;

/// <summary>An Autodiscover answer in a file, as a step of the plan.</summary>
public sealed class LocalXmlTests
{
    private const string Path = "/autodiscover/autodiscover.xml";

    private readonly VirtualTime time = new();
    private readonly FakeNet net;
    private readonly List<string> read = [];
    private DiscoveryOptions options = new() { Excluded = [StepKind.Scp], Logon = new MailboxLogon.Password("ada", new Secret("right")) };

    public LocalXmlTests() => net = new FakeNet(time);

    [Fact]
    public void Settings_in_the_file_are_the_find_and_nobody_gets_the_password()
    {
        var report = Find(new PoxResponse.Settings(Golden.Mailbox));

        Assert.Equal(StepKind.LocalXml, report.Found!.Candidate.Step);
        Assert.Equal("Ada Byron", report.RequireSettings().DisplayName);
        Assert.True(report.Found.Url.IsFile);
        Assert.Empty(net.SawPassword);
    }

    [Fact]
    public void A_URL_in_the_file_is_asked_and_may_have_the_password_wherever_it_is()
    {
        net.Host("https://cas.hosting.test", FakeHost.Cas());

        var report = Find(new PoxResponse.RedirectUrl(new ServiceUrl("https://cas.hosting.test" + Path)));

        Assert.Equal("https://cas.hosting.test" + Path, report.Found!.Url.AbsoluteUri);
        Assert.Equal(DiscoveryEnd.Found, report.End);
        Assert.Equal(["cas.hosting.test"], net.SawPassword);
    }

    [Fact]
    public void Another_address_in_the_file_begins_a_round_for_it()
    {
        net.Host("https://fabrikam.test", FakeHost.Cas());

        var report = Find(new PoxResponse.RedirectAddress("ada@fabrikam.test"), domain: "contoso.test");

        Assert.Equal(["ada@contoso.test", "ada@fabrikam.test"], report.Rounds.Select(round => round.Address.ToString()));
        Assert.Equal("fabrikam.test", report.Found!.Url.Host);
    }

    [Fact]
    public void A_file_that_redirects_to_its_own_address_goes_in_a_circle() =>
        Assert.Contains("go in a circle", Find(new PoxResponse.RedirectAddress("ada@contoso.test")).Why, StringComparison.Ordinal);

    [Fact]
    public void The_file_comes_after_the_https_URLs_and_first_where_it_is_preferred()
    {
        net.Host("https://autodiscover.contoso.test", FakeHost.Cas());

        Assert.Equal(StepKind.HttpsAutodiscoverDomain, Find(new PoxResponse.Settings(Golden.Mailbox)).Found!.Candidate.Step);
        Assert.Equal(StepKind.LocalXml, Find(new PoxResponse.Settings(Golden.Mailbox), isPreferred: true).Found!.Candidate.Step);
    }

    [Fact]
    public void Only_the_file_of_the_addresss_domain_is_read_and_one_without_a_domain_where_none_names_it()
    {
        var local = new LocalXml
        {
            Files = [new LocalXmlFile("fabrikam.xml", "fabrikam.test"), new LocalXmlFile("any.xml"), new LocalXmlFile("contoso.xml", "contoso.test")],
        };

        Assert.Equal("contoso.xml", local.FileFor("contoso.test")!.Path);
        Assert.Equal("fabrikam.xml", local.FileFor("fabrikam.test")!.Path);
        Assert.Equal("any.xml", local.FileFor("example.org")!.Path);
        Assert.Null((local with { Files = [local.Files[0]] }).FileFor("example.org"));
    }

    [Fact]
    public void A_file_of_another_domain_is_no_step_at_all()
    {
        var report = Find(new PoxResponse.Settings(Golden.Mailbox), domain: "fabrikam.test");

        Assert.DoesNotContain(report.Rounds[0].Steps, step => step.Step is StepKind.LocalXml);
        Assert.Empty(read);
    }

    [Fact]
    public void A_file_that_is_missing_fails_the_step_and_the_run_goes_on()
    {
        net.Host("http://autodiscover.contoso.test", FakeHost.Redirects("https://mail.contoso.test" + Path)).Host("https://mail.contoso.test", FakeHost.Cas());

        var report = Find(() => throw new FileNotFoundException());

        var step = report.Rounds[0].Steps.Single(step => step.Step is StepKind.LocalXml);
        Assert.True(step.Failed);
        Assert.Equal("answer.xml can't be read: no such file", step.Nothing);
        Assert.Equal("local-xml.unreadable", Assert.Single(report.Findings).Code);
        Assert.Equal(DiscoveryEnd.Found, report.End);
    }

    [Theory]
    [InlineData("no XML at all", "answer.xml: ")]
    [InlineData("<Autodiscover", "answer.xml: ")]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><Autodiscover/>", "answer.xml: ")]
    public void What_is_no_answer_is_malformed(string text, string clause)
    {
        var report = Find(() => System.Text.Encoding.UTF8.GetBytes(text));

        Assert.StartsWith(clause, report.Rounds[0].Steps.Single(step => step.Step is StepKind.LocalXml).Nothing, StringComparison.Ordinal);
        Assert.Equal("local-xml.malformed", Assert.Single(report.Findings).Code);
    }

    [Theory]
    [InlineData("http://cas.hosting.test/autodiscover/autodiscover.xml")]
    [InlineData("https://ada:secret@cas.hosting.test/autodiscover/autodiscover.xml")]
    [InlineData("file:///etc/passwd")]
    [InlineData("cas.hosting.test")]
    public void A_URL_that_nobody_may_follow_with_a_password_is_malformed(string url)
    {
        var report = Find(new PoxResponse.RedirectUrl(new ServiceUrl(url)));

        Assert.Equal("local-xml.malformed", Assert.Single(report.Findings).Code);
        Assert.Equal(DiscoveryEnd.NotFound, report.End);
    }

    [Fact]
    public void An_error_in_the_file_is_malformed() => Assert.Equal(
        "answer.xml: it holds an Autodiscover error, 500", Assert.Single(Find(new PoxResponse.Error(500, "", "", "", 1)).Findings).Evidence);

    [Fact]
    public void An_error_of_the_server_the_file_names_is_not_the_last_word()
    {
        net.Host("https://old.contoso.test", FakeHost.Error(500))
            .Host("http://autodiscover.contoso.test", FakeHost.Redirects("https://mail.contoso.test" + Path)).Host("https://mail.contoso.test", FakeHost.Cas());

        Assert.Equal("mail.contoso.test", Find(new PoxResponse.RedirectUrl(new ServiceUrl("https://old.contoso.test" + Path))).Found!.Url.Host);
    }

    [Fact]
    public async Task A_real_file_is_read_as_far_as_an_answer_may_reach()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("signpost-");
        try
        {
            var path = System.IO.Path.Combine(folder.FullName, "long.xml");
            await File.WriteAllBytesAsync(path, new byte[3 << 20], TestContext.Current.CancellationToken);

            Assert.Equal((1 << 20) + 1, (await LocalXmlFile.ReadAsync(path, TestContext.Current.CancellationToken)).Length);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private DiscoveryReport Find(PoxResponse answer, bool isPreferred = false, string? domain = null) =>
        Find(() => PoxCodec.WriteResponse(answer), isPreferred, domain);

    private DiscoveryReport Find(Func<byte[]> answer, bool isPreferred = false, string? domain = null)
    {
        options = options with
        {
            LocalXml = new LocalXml
            {
                Files = [new LocalXmlFile("answer.xml", domain)],
                IsPreferred = isPreferred,
                Read = (path, _) =>
                {
                    read.Add(path);
                    return Task.FromResult<ReadOnlyMemory<byte>>(answer());
                },
            },
        };
        return time.Run(() => new DiscoveryEngine(options, new FakeResolver(), time, new Random(1), net).DiscoverAsync(MailboxAddress.Parse("ada@contoso.test"), default));
    }
}
