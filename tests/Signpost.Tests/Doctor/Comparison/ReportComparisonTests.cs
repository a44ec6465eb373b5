using System.Text;
using Signpost.Discovery;
using Signpost.Doctor.Comparison;
using Signpost.Logon;
using Signpost.Tests.Discovery;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Doctor.Comparison;

public sealed class ReportComparisonTests
{
    private const string Block = """
        "protocols": [ { "type": "Exch", "ewsUrl": "https://in.contoso.test/ews" }, { "type": "Expr", "ewsUrl": "https://out.contoso.test/ews" } ]
        """;

    [Fact]
    public void A_report_is_the_same_as_itself()
    {
        var logon = new MailboxLogon.Password("ada", new Secret("right"));

        foreach (var report in (byte[][])[ReportJson.Of(Sample.FoundByScp(logon)), ReportJson.Of(Sample.NotFound()), ReportJson.Of(Sample.FoundWithoutSettings()), ReportJson.Of(Sample.Plan())])
        {
            var comparison = ReportComparison.Of(report, report, "a", "b");

            Assert.Null(comparison.Failure);
            Assert.True(comparison.IsSame);
        }
    }

    [Fact]
    public void Two_real_reports() => Matches("found-and-not-found", ReportComparison.Of(
        ReportJson.Of(Sample.FoundByScp(new MailboxLogon.Password("ada", new Secret("right")))), ReportJson.Of(Sample.NotFound()), "berlin.json", "home.json"));

    [Fact]
    public void Inside_and_outside() => Matches("inside-and-outside", Compare(
        $$"""
        { "address": "ada@contoso.test", "result": "found", "plan": "modern", "directory": "ldap://dc1.contoso.test", "site": { "name": "Berlin", "origin": "ping", "tookMs": 3 },
          "elapsedMs": 90, "found": { "url": "https://cas1.contoso.test/autodiscover/autodiscover.xml", "step": "scp", "vantage": "inside",
            "settings": { "ewsUrl": "https://in.contoso.test/ews", "oabUrl": "https://in.contoso.test/oab", {{Block}} } },
          "rounds": [ { "address": "ada@contoso.test", "steps": [
            { "step": "scp", "candidates": [ { "rank": 1, "url": "https://cas1.contoso.test/autodiscover/autodiscover.xml", "outcome": "answered", "outcomeText": "answered 401" } ] },
            { "step": "https-root-domain", "candidates": [ { "rank": 2, "url": "https://contoso.test/autodiscover/autodiscover.xml", "outcome": "abandoned", "outcomeText": "not needed" } ] } ] } ],
          "findings": [] }
        """,
        $$"""
        { "address": "ada@contoso.test", "result": "found", "plan": "modern", "directory": null, "site": null, "elapsedMs": 12090,
          "found": { "url": "https://contoso.test/autodiscover/autodiscover.xml", "step": "https-root-domain", "vantage": "outside",
            "settings": { "ewsUrl": "https://out.contoso.test/ews", "oabUrl": "https://other.contoso.test/oab", {{Block}} } },
          "rounds": [ { "address": "ada@contoso.test", "steps": [
            { "step": "scp", "failed": true, "nothing": "no domain controller answers", "candidates": [] },
            { "step": "https-root-domain", "candidates": [ { "rank": 1, "url": "https://contoso.test/autodiscover/autodiscover.xml", "outcome": "answered", "outcomeText": "answered 401" } ] } ] } ],
          "findings": [ { "code": "directory.failed", "severity": "warning", "subject": "SCP", "evidence": "no domain controller answers", "remedy": "" } ] }
        """));

    [Fact]
    public void A_pair_that_both_sides_were_told_of_is_as_it_should_be()
    {
        var difference = Assert.Single(Compare(Found("inside", "https://in.contoso.test/ews"), Found("outside", "https://out.contoso.test/ews")).Differences, d => d.Topic is DifferenceTopic.Services);

        Assert.Equal(new ReportDifference(DifferenceTopic.Services, "EWS", "", "https://in.contoso.test/ews", "https://out.contoso.test/ews") { IsExpected = true }, difference);
    }

    [Theory]
    [InlineData("inside", "https://in.contoso.test/ews", "inside", "https://out.contoso.test/ews")]
    [InlineData("inside", "https://in.contoso.test/ews", "outside", "https://elsewhere.test/ews")]
    public void Any_other_pair_is_not(string vantageA, string urlA, string vantageB, string urlB) =>
        Assert.False(Assert.Single(Compare(Found(vantageA, urlA), Found(vantageB, urlB)).Differences, difference => difference.Topic is DifferenceTopic.Services).IsExpected);

    [Theory]
    [InlineData("""{ "rank": 1, "url": "https://a.test/x", "outcome": "answered", "outcomeText": "answered 401" }""", """{ "rank": 1, "url": "https://A.test/X", "outcome": "refused", "outcomeText": "refused: HTTP 503" }""", "scp, outcome")]
    [InlineData("""{ "rank": 1, "url": "https://a.test/x", "outcome": "refused", "outcomeText": "refused: HTTP 403" }""", """{ "rank": 1, "url": "https://a.test/x", "outcome": "refused", "outcomeText": "refused: HTTP 503" }""", "scp, outcome")]
    [InlineData("""{ "rank": 1, "url": "https://a.test/x" }""", """{ "rank": 2, "url": "https://a.test/x" }""", "scp, rank")]
    [InlineData("""{ "rank": 1, "url": "https://a.test/x", "affinity": "in-site" }""", """{ "rank": 1, "url": "https://a.test/x", "affinity": "out-of-site" }""", "scp, affinity")]
    [InlineData("""{ "rank": 1, "url": "https://a.test/x", "conversation": "settings" }""", """{ "rank": 1, "url": "https://a.test/x", "conversation": "error" }""", "scp, conversation")]
    public void A_candidate_may_differ(string a, string b, string aspect) =>
        Assert.Equal(aspect, Assert.Single(Compare(WithCandidate(a), WithCandidate(b)).Differences).Aspect);

    [Theory]
    [InlineData("""{ "rank": 1, "url": "https://a.test/x", "outcome": "abandoned", "outcomeText": "not needed" }""", """{ "rank": 1, "url": "https://a.test/x", "outcome": "answered", "outcomeText": "answered 401" }""")]
    [InlineData("""{ "rank": 1, "url": "https://a.test/x", "outcome": "timed-out", "outcomeText": "no answer in 10 s" }""", """{ "rank": 1, "url": "https://a.test/x", "outcome": "timed-out", "outcomeText": "no answer in 0.5 s" }""")]
    [InlineData("""{ "rank": 1, "url": "https://a.test/x", "tookMs": 3.1 }""", """{ "rank": 1, "url": "https://a.test/x", "tookMs": 900, "someday": {} }""")]
    public void What_only_the_time_of_the_run_decided_is_no_difference(string a, string b) => Assert.True(Compare(WithCandidate(a), WithCandidate(b)).IsSame);

    [Fact]
    public void A_step_that_the_end_of_the_run_cut_short_has_no_missing_candidates()
    {
        var cut = """{ "address": "a@b.test", "rounds": [ { "steps": [ { "step": "scp", "skipped": null, "nothing": null, "failed": false, "candidates": [] } ] } ] }""";

        Assert.True(Compare(WithCandidate("""{ "rank": 1, "url": "https://a.test/x" }"""), cut).IsSame);
    }

    [Theory]
    [InlineData(100, 1900, true)]
    [InlineData(10_000, 13_000, true)]
    [InlineData(100, 12_000, false)]
    [InlineData(0, 2_000, false)]
    public void Only_a_great_difference_in_time_counts(int a, int b, bool isSame) =>
        Assert.Equal(isSame, Compare(Timed(a), Timed(b)).IsSame);

    [Fact]
    public void A_finding_in_one_only_is_named_and_its_evidence_shown()
    {
        var comparison = Compare(
            """{ "plan": "modern", "candidates": [], "findings": [ { "code": "scp.dead-url", "severity": "warning", "subject": "CN=CAS1", "evidence": "no answer in 10 s" }, { "code": "z", "severity": "error", "subject": "s", "evidence": "1" } ] }""",
            """{ "plan": "modern", "candidates": [], "findings": [ { "code": "z", "severity": "error", "subject": "s", "evidence": "2" } ] }""");

        Assert.Equal(new ReportDifference(DifferenceTopic.Findings, "scp.dead-url", "CN=CAS1", "warning: no answer in 10 s", null), Assert.Single(comparison.Differences));
    }

    [Theory]
    [InlineData("", "is no JSON (line 1)")]
    [InlineData("{\n\"address\": }", "is no JSON (line 2)")]
    [InlineData("[]", "is no report of signpost")]
    [InlineData("{}", "is no report of signpost")]
    [InlineData("""{ "address": 7, "findings": [] }""", "is no report of signpost")]
    [InlineData("""{ "address": "a@b.test", "plan": "\ud800", "findings": [] }""", "has half a character in it")]
    public void What_is_no_report_is_said_in_a_clause(string text, string why)
    {
        var comparison = Compare(Timed(1), text);

        Assert.Equal($"b.json {why}", comparison.Failure);
        Assert.False(comparison.IsSame);
        Assert.Empty(comparison.Differences);
        Assert.Equal($"cannot compare: b.json {why}", Assert.Single(comparison.ToLines()).ToString());
    }

    [Fact]
    public void Members_of_the_wrong_kind_are_passed_over() => Assert.True(Compare(
        """{ "address": "a@b.test", "site": "Berlin", "found": [], "rounds": [ 7, { "steps": {} }, { "steps": [ null, { "candidates": [ "x" ] } ] } ], "findings": [ 1 ], "elapsedMs": "1" }""",
        """{ "address": "a@b.test", "site": "Lyon", "found": 3, "rounds": [ 7, { "steps": {} }, { "steps": [ null, { "candidates": [ "x" ] } ] } ], "findings": [ 1 ], "elapsedMs": 9e999 }""").IsSame);

    [Fact]
    public void A_plan_and_a_run_are_compared_in_what_both_tell()
    {
        var comparison = Compare(
            """{ "address": "a@b.test", "plan": "modern", "site": { "name": "Berlin", "origin": "subnet" }, "candidates": [ { "step": "scp", "rank": 1, "url": "https://a.test/x" } ], "steps": [ { "step": "scp" } ] }""",
            """{ "address": "a@b.test", "plan": "modern", "result": "found", "site": { "name": "berlin", "origin": "ping" }, "found": { "url": "https://a.test/x" }, "rounds": [ { "address": "a@b.test", "steps": [ { "step": "scp", "candidates": [ { "step": "scp", "rank": 1, "url": "https://a.test/x", "outcome": "answered" } ] } ] } ] }""");

        Assert.Equal(new ReportDifference(DifferenceTopic.Site, "how it is known", "", "subnet", "ping"), Assert.Single(comparison.Differences));
    }

    [Fact]
    public void Reports_that_PowerShell_wrote_are_read() => Assert.True(ReportComparison.Of(
        (byte[])[.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Timed(1))], (byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Timed(1))], "a", "b").IsSame);

    private static ReportComparison Compare(string a, string b) => ReportComparison.Of(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b), "a.json", "b.json");

    private static string Timed(int ms) => $$"""{ "address": "a@b.test", "elapsedMs": {{ms}}, "findings": [] }""";

    private static string WithCandidate(string candidate) =>
        $$"""{ "address": "a@b.test", "rounds": [ { "address": "a@b.test", "steps": [ { "step": "scp", "candidates": [ {{candidate[..1]}} "step": "scp", {{candidate[1..]}} ] } ] } ] }""";

    private static string Found(string vantage, string ews) =>
        $$"""{ "address": "a@b.test", "result": "found", "found": { "url": "https://a.test/x", "vantage": "{{vantage}}", "settings": { "ewsUrl": "{{ews}}", {{Block}} } }, "findings": [] }""";

    private static void Matches(string name, ReportComparison comparison)
    {
        Snapshot.Matches($"{name}.text", string.Join('\n', comparison.ToLines()));
        Snapshot.Matches($"{name}.json", Encoding.UTF8.GetString(comparison.ToJson()));
    }
}
