using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Signpost.Autodiscover;
using Signpost.Diagnostics;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Logon;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Diagnostics;

/// <summary>What telemetry must not tell: passwords ever, mailboxes and users unless somebody debugs.</summary>
[Collection("activities")]     // who listens, listens to the whole process
public sealed class PrivacyTests : IDisposable
{
    private static readonly string[] Persons = [WatchedRun.LocalPart, "lovelace", "grace.hopper"];

    private readonly CollectingActivities activities = new();
    private readonly CollectingMeters meters = new();
    private readonly CollectingLogger log = new(LogLevel.Trace);
    private readonly WatchedRun run = new();

    public void Dispose()
    {
        log.Dispose();
        meters.Dispose();
        activities.Dispose();
    }

    [Theory]
    [InlineData(WatchedRun.Password)]
    [InlineData("another")]
    public void Nothing_told_by_default_names_a_mailbox_or_a_user(string password)
    {
        run.Net.Host("https://mail.contoso.test", FakeHost.RedirectsAddress("grace.hopper@fabrikam.test").Behind(password))
            .Host("https://fabrikam.test", FakeHost.Redirects("http://fabrikam.test/grace.hopper@fabrikam.test"));

        run.Find(log, meters);

        Assert.All(Told(LogLevel.Information), text => Assert.All(Persons, person => Assert.DoesNotContain(person, text, StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData(WatchedRun.Password)]
    [InlineData("another")]
    public void No_password_is_told_to_anybody(string password)
    {
        run.Net.Host("https://mail.contoso.test", FakeHost.Cas(password));

        run.Find(log, meters);

        Assert.NotEmpty(run.Net.SawPassword);
        Assert.All(Told(LogLevel.Trace), text => Assert.DoesNotContain(WatchedRun.Password, text, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("to ada@contoso.test, for ADA@contoso.test", "to ***@contoso.test, for ***@contoso.test")]
    [InlineData("?email=ada%40contoso.test", "?email=***%40contoso.test")]
    [InlineData(@"refused the password of CONTOSO\grace", "refused the password of ***")]
    [InlineData("grace is locked, gracefully, at grace.contoso.test", "*** is locked, gracefully, at grace.contoso.test")]
    [InlineData("canada and ada stay", "canada and ada stay")]
    public void The_veil_hides_who_and_leaves_the_rest(string text, string veiled)
    {
        var veil = new Veil(MailboxAddress.Parse("ada@contoso.test"), new DiscoveryOptions
        {
            Logon = new MailboxLogon.Password("ada@contoso.test", new Secret("x")),
            DirectoryLogon = new DirectoryLogon.Password(@"CONTOSO\grace", new Secret("x")),
        });

        Assert.Equal(veiled, veil.Over(text));
    }

    [Fact]
    public void A_URL_is_told_without_user_query_and_fragment() =>
        Assert.Equal("https://cas1.contoso.test:444/ews", new Veil(null, new DiscoveryOptions()).Over(new Uri("https://me:pw@cas1.contoso.test:444/ews?q=1#f")));

    private IEnumerable<string> Told(LogLevel least) => log.Lines.Where(line => line.Level >= least).SelectMany(line => line.Values.Values.Select(value => $"{value}").Append(line.Text))
        .Concat(meters.All.Select(one => one.Tags))
        .Concat(activities.Stopped.SelectMany(activity => TextsOf(activity.TagObjects).Concat(activity.Events.SelectMany(told => TextsOf(told.Tags)))
            .Append(activity.StatusDescription ?? "").Append(activity.DisplayName)));

    private static IEnumerable<string> TextsOf(IEnumerable<KeyValuePair<string, object?>> tags) => tags.Select(tag => $"{tag.Value}");
}
