using System.Collections.Immutable;
using System.Text;
using Signpost.Autodiscover;
using Signpost.Discovery;
using Signpost.Logon;
using Signpost.Tests.Fakes;
using Signpost.Tracing;
using Signpost.Transport;
using Trace = Signpost.Tracing.Trace;

namespace Signpost.Tests.Tracing;

public sealed class TraceTests
{
    private const string Password = "pa55:wörd<&>";

    [Fact]
    public void Events_are_numbered_without_gaps_and_stamped_with_the_time_since_the_start()
    {
        var time = new VirtualTime();
        var trace = new Trace(time);

        time.Run(async () =>
        {
            trace.Note(Finding("first"));
            await Task.Delay(TimeSpan.FromMilliseconds(250), time);
            trace.Note(Finding("second"));
            return true;
        });

        Assert.Equal([(1, 0), (2, 250)], trace.Events.Select(e => (e.Sequence, (int)e.At.TotalMilliseconds)));
    }

    [Fact]
    public void Exchanges_are_kept_only_where_asked_for()
    {
        var (silent, verbose) = (new Trace(new VirtualTime()), new Trace(new VirtualTime(), keepsWire: true));

        silent.Exchange("https://cas1.contoso.test", "GET /", "HTTP 200");
        verbose.Exchange("https://cas1.contoso.test", "Authorization: Basic abc", "Set-Cookie: a=b");

        Assert.Empty(silent.Events);
        Assert.Equal("Authorization: Basic ***", Assert.IsType<WireExchanged>(Assert.Single(verbose.Events)).Sent);
    }

    [Fact]
    public void A_verbose_run_shows_the_exchange_and_neither_the_password_nor_its_base64()
    {
        var token = Convert.ToBase64String(Encoding.UTF8.GetBytes($"ada:{Password}"));
        var time = new VirtualTime();
        var net = new FakeNet(time)
            .Host("https://contoso.test", FakeHost.Hanging)
            .Host("https://autodiscover.contoso.test", FakeHost.Redirects("https://mail.contoso.test/autodiscover/autodiscover.xml"))
            .Host("https://mail.contoso.test", FakeHost.Says(403, $"You sent Authorization: Basic {token}, which is {Password}").Behind(Password));
        var options = new DiscoveryOptions { Excluded = [StepKind.Scp], KeepsWire = true, Logon = new MailboxLogon.Password("ada", new Secret(Password)) };

        var report = time.Run(() => new DiscoveryEngine(options, new FakeResolver(), time, new Random(1), net)
            .DiscoverAsync(MailboxAddress.Parse("ada@contoso.test"), default));

        Assert.Contains("mail.contoso.test", net.SawPassword);
        var all = string.Join('\n', [.. report.Events.Select(e => e.ToString()), Encoding.UTF8.GetString(ReportJson.Of(report)), .. ReportText.Of(report).Select(line => line.ToString())]);
        Assert.DoesNotContain(Password, all, StringComparison.Ordinal);
        Assert.DoesNotContain(token, all, StringComparison.Ordinal);
        Assert.DoesNotContain(token[..12], all, StringComparison.Ordinal);
        Assert.Contains(report.Events.OfType<WireExchanged>(), exchange => exchange.Sent.Contains("Authorization: Basic ***", StringComparison.Ordinal)
            && exchange.Received.Contains("You sent Authorization: Basic ***, which is ***", StringComparison.Ordinal));
        Assert.Contains(report.Events.OfType<WireExchanged>(), exchange => exchange.Peer == "https://contoso.test" && exchange.Received.StartsWith('('));
    }

    [Fact]
    public void A_secret_prints_as_stars() => 
        Assert.Contains("User = ada, Secret = ***", new MailboxLogon.Password("ada", new Secret(Password)).ToString(), StringComparison.Ordinal);

    private static Finding Finding(string subject) => new("a.code", FindingSeverity.Information, subject, "evidence", "remedy");
}
