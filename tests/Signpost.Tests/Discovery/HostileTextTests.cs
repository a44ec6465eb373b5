using System.Net;
using System.Text;
using Signpost.Discovery;
using Signpost.Scp;
using Signpost.Sites;
using Signpost.Tests.Fakes;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Tests.Discovery;

/// <summary>What strangers write does not reach a terminal as they wrote it.</summary>
public sealed class HostileTextTests
{
    private const string Evil = "\u001b[2J\u009b31m\u202eevil\r\n\u2028";

    [Fact]
    public void No_piece_of_a_line_holds_what_a_terminal_would_obey()
    {
        Assert.Equal("a       b", new ReportSpan("a\u001b\u009b\u202e\r\n\u2028\u061cb").Text);
        Assert.Equal("padded    ", new ReportSpan("padded    ").Text);
    }

    [Fact]
    public void Names_of_the_directory_are_shown_harmless_in_a_list()
    {
        var scp = Sample.Scps[0].Scp! with { Cn = Evil, DistinguishedName = $"CN={Evil}", Sites = [new SiteName(Evil)] };
        var list = Sample.Plan() with
        {
            Directory = Evil,
            Site = new ClientSite.FromSubnet(new SiteName(Evil), IPNetwork.Parse("192.0.2.0/24"), IPAddress.Loopback),
            Candidates = [Sample.Scps[0] with { Scp = scp }],
            Steps = [new StepReport(StepKind.Scp, null, Evil, true, [])],
            Findings = [new Finding("scp.dead-url", FindingSeverity.Warning, Evil, Evil, Evil)],
        };

        AssertHarmless(ReportText.Of(list));
        AssertHarmless(Encoding.UTF8.GetString(ReportJson.Of(list)));
    }

    [Fact]
    public void Sites_are_shown_harmless()
    {
        var sites = Sample.Sites() with { Directory = Evil, Failure = Evil, Neighbours = [new SiteDistance(new SiteName(Evil), 1)] };

        AssertHarmless(sites.ToLines());
        AssertHarmless(Encoding.UTF8.GetString(sites.ToJson()));
    }

    [Fact]
    public void Answers_and_certificates_are_shown_harmless()
    {
        var time = new VirtualTime();
        var verdict = new TlsVerdict("contoso.test", [TlsFault.UnknownIssuer], Evil, [Evil], Evil, null, Evil);
        var net = new FakeNet(time)
            .Host("https://contoso.test", FakeHost.Fails(new HttpOutcome.Untrusted(verdict)))
            .Host("https://autodiscover.contoso.test", FakeHost.Redirects($"ftp://{Evil}"))
            .Host("http://autodiscover.contoso.test", FakeHost.Redirects(Evil));
        var options = new DiscoveryOptions { Excluded = [StepKind.Scp] };

        var report = time.Run(() => new DiscoveryEngine(options, new FakeResolver(), time, new Random(1), net)
            .DiscoverAsync(MailboxAddress.Parse("ada@contoso.test"), default));

        AssertHarmless(ReportText.Of(report));
        AssertHarmless(Encoding.UTF8.GetString(ReportJson.Of(report)));
    }

    private static void AssertHarmless(IEnumerable<ReportLine> lines) => Assert.All(lines, line =>
    {
        Assert.All(line.Spans, span => Assert.DoesNotContain(span.Text.EnumerateRunes(), OneLine.IsObeyed));
        AssertHarmless(line.ToString());
    });

    private static void AssertHarmless(string text) => Assert.DoesNotContain(text.Replace("\n", "", StringComparison.Ordinal).EnumerateRunes(), OneLine.IsObeyed);
}
