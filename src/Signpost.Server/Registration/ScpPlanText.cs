using System.Collections.Immutable;
using System.Text;
using Signpost.Directory;
using Signpost.Discovery;

namespace Signpost.Server.Registration;

/// <summary>What is written, as LDIF (RFC 2849) with the reasons as comments: a directory that is not ours to write can be changed with it by ldapmodify.</summary>
public static class ScpPlanText
{
    /// <summary>The changes, each with its reason.</summary>
    public static ImmutableArray<ReportLine> Of(ImmutableArray<ScpStep> steps) =>
        [.. steps.SelectMany((step, index) => index == 0 ? Lines(step) : [ReportLine.Of(), .. Lines(step)])];

    private static IEnumerable<ReportLine> Lines(ScpStep step)
    {
        yield return Comment(step.Why);
        yield return Line("dn", step.DistinguishedName, ReportTone.Strong);
        switch (step)
        {
            case ScpStep.Add { Entry: var entry }:
                yield return Line("changetype", "add");
                foreach (var attribute in entry.AttributeNames)
                {
                    foreach (var value in entry.Texts(attribute))
                    {
                        yield return Line(attribute, value);
                    }
                }

                break;
            case ScpStep.Modify { Changes: var changes }:
                yield return Line("changetype", "modify");
                foreach (var change in changes.SelectMany(Lines))
                {
                    yield return change;
                }

                break;
            default:
                yield return Line("changetype", "delete");
                break;
        }
    }

    private static IEnumerable<ReportLine> Lines(ScpAttributeChange change)
    {
        yield return Comment(change.Why);
        yield return Line(change.Change.Kind.ToString().ToLowerInvariant(), change.Change.Attribute);
        foreach (var value in change.Change.Values)
        {
            yield return Line(change.Change.Attribute, value.Text);
        }

        yield return ReportLine.Of(new ReportSpan("-"));
    }

    private static ReportLine Comment(string why) => ReportLine.Of(new ReportSpan($"# {why}", ReportTone.Faint));

    // RFC 2849: what does not begin or end, or is not, as safe text is, stands in base64.
    private static ReportLine Line(string name, string value, ReportTone tone = ReportTone.Plain) => ReportLine.Of(
        new ReportSpan($"{name}:", ReportTone.Faint),
        new ReportSpan(IsSafe(value) ? $" {value}" : $": {Convert.ToBase64String(Encoding.UTF8.GetBytes(value))}", tone));

    private static bool IsSafe(string value) =>
        value is "" || (value.All(c => c is >= ' ' and < '\x7f') && value[0] is not (' ' or ':' or '<') && value[^1] is not ' ');
}
