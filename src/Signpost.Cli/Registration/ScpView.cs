using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Server.Registration;
using Signpost.Tracing;

namespace Signpost.Cli.Registration;

/// <summary>Prints what came of a command about an SCP.</summary>
internal static class ScpView
{
    public static void Print(ScpResult result, ScpRun run)
    {
        if (run.Settings.WantsJson(run.Given))
        {
            run.Screen.Print(ScpJson.Of(result));
        }
        else
        {
            run.Screen.Print(Lines(result));
            if (result.Problem is { } problem)
            {
                // A name in it may be a stranger's.
                run.Screen.Complain(new ReportSpan(problem.Describe()).Text);
                foreach (var command in problem.Commands)
                {
                    run.Screen.Explain($"  {new ReportSpan(command).Text}");
                }
            }
        }
    }

    /// <summary>A finding; what is as it should be is one line.</summary>
    public static IEnumerable<ReportLine> Lines(Finding finding) => finding.Severity is FindingSeverity.Information
        ? [ReportLine.Of(new ReportSpan("ok ", ReportTone.Good), new ReportSpan(finding.Code, ReportTone.Faint), new ReportSpan($": {Short(finding.Subject)}: {finding.Evidence}"))]
        : ReportText.Lines(finding);

    // The whole name is told once, at the end.
    private static string Short(string subject) => DistinguishedName.TryParse(subject, out var name) && name.Depth > 1 ? name.FirstRdn : subject;

    private static IEnumerable<ReportLine> Lines(ScpResult result)
    {
        // A plan is LDIF as a whole, to be given to ldapmodify.
        var before = result.IsPlan ? "# " : "";
        if (result.Endpoint is { } endpoint)
        {
            yield return ReportLine.Of(
                new ReportSpan(endpoint.Url.AbsoluteUri, ReportTone.Strong), new ReportSpan($"  {endpoint.Describe()}", endpoint.IsGood ? ReportTone.Good : ReportTone.Bad),
                new ReportSpan(endpoint is { IsGood: true, Certificate.NotAfter: { } end } ? FormattableString.Invariant($"; certificate until {end:yyyy-MM-dd}") : ""));
        }

        if (result is { Endpoint.IsGood: false, IsForced: false })
        {
            yield return Line("not published", ReportTone.Bad, "clients would be sent there: mend it, or give --force");
            yield break;
        }

        if (result.IsForced)
        {
            yield return Line("forced", ReportTone.Warning, "clients are sent there all the same (--force)");
        }

        foreach (var note in (string[])[.. result.Note is { } one ? [one] : Array.Empty<string>(), .. result.Plan?.Notes ?? []])
        {
            yield return Line("note", ReportTone.Warning, note, before);
        }

        if (result.Problem is not null)
        {
            foreach (var line in Written(result, "written before it failed"))
            {
                yield return line;
            }

            yield break;
        }

        yield return Line(
            result.Word, ReportTone.Good, result.Plan is { DistinguishedName: not "" and var dn } ? dn : $"{Name(result.Subject)} in {result.Directory}", before);
        foreach (var line in Written(result, null))
        {
            yield return line;
        }
    }

    private static IEnumerable<ReportLine> Written(ScpResult result, string? title)
    {
        if (result.Plan is not { Steps: [_, ..] steps })
        {
            yield break;
        }

        if (title is not null)
        {
            yield return Line(title, ReportTone.Warning, "");
        }

        yield return ReportLine.Of();
        foreach (var line in ScpPlanText.Of(steps))
        {
            yield return line;
        }
    }

    private static string Name(ScpSubject subject) => subject switch
    {
        ScpAnnouncement { Name: var name, DnsName: var dnsName } => $"{name} ({dnsName})",
        ScpPointing { Url: var url } => url,
        _ => throw new InvalidOperationException(),
    };

    private static ReportLine Line(string word, ReportTone tone, string text, string before = "") =>
        ReportLine.Of(new ReportSpan(before, ReportTone.Faint), new ReportSpan(word, tone), new ReportSpan(text is "" ? "" : $": {text}"));
}
