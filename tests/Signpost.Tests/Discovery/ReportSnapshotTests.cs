using System.Globalization;
using System.Text;
using Signpost.Autodiscover;
using Signpost.Discovery;
using Signpost.Logon;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Discovery;

/// <summary>What people and programs read of a run; each changes only with a look at it.</summary>
public sealed class ReportSnapshotTests
{
    private static readonly MailboxLogon Ada = new MailboxLogon.Password("ada", new Secret("right"));

    [Fact]
    public void Found_by_an_SCP() => Matches("found-by-scp", Sample.FoundByScp(Ada));

    [Fact]
    public void Found_without_credentials() => Snapshot.Matches("found-without-credentials.text", Text(ReportText.Of(Sample.FoundByScp(null))));

    [Fact]
    public void Not_found() => Matches("not-found", Sample.NotFound());

    [Fact]
    public void Found_without_settings() => Matches("found-without-settings", Sample.FoundWithoutSettings());

    [Fact]
    public void Logon_refused() => Snapshot.Matches("logon-refused.text", Text(ReportText.Of(Sample.FoundWithoutSettings(refused: true))));

    [Fact]
    public void A_run_that_is_still_going_on()
    {
        var events = Sample.NotFound().Events;

        Snapshot.Matches("still-running.text", Text(ReportText.Of(DiscoveryReport.From([.. events.TakeWhile(e => e.At < TimeSpan.FromMilliseconds(700))]))));
    }

    [Fact]
    public void A_ranked_list()
    {
        Snapshot.Matches("plan.text", Text(ReportText.Of(Sample.Plan())));
        Snapshot.Matches("plan.json", Encoding.UTF8.GetString(ReportJson.Of(Sample.Plan())));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    public void A_report_is_the_same_in_every_country(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            Not_found();
            A_ranked_list();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_site()
    {
        Snapshot.Matches("site.text", Text(Sample.Sites().ToLines()));
        Snapshot.Matches("site.json", Encoding.UTF8.GetString(Sample.Sites().ToJson()));
    }

    private static void Matches(string name, DiscoveryReport report)
    {
        Snapshot.Matches($"{name}.text", Text(ReportText.Of(report)));
        Snapshot.Matches($"{name}.json", Encoding.UTF8.GetString(ReportJson.Of(report)));
    }

    private static string Text(IEnumerable<ReportLine> lines) => string.Join('\n', lines);
}
