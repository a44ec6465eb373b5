using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Signpost.Diagnostics;
using Signpost.Discovery;
using Signpost.Dns;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Diagnostics;

/// <summary>The tables of docs/library.md: what is told under which name.</summary>
[Collection("activities")]     // who listens, listens to the whole process
public sealed partial class DocumentTests
{
    private static readonly string Document = Read();

    [Fact]
    public void Each_event_of_the_log_is_in_the_table_and_the_table_has_no_other()
    {
        var messages = typeof(SignpostTelemetry).Assembly.GetType("Signpost.Diagnostics.Log")!
            .GetMethods().Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>();

        Assert.Equal(
            messages.OrderBy(message => message.EventId).Select(message => string.Create(CultureInfo.InvariantCulture, $"| {message.EventId} | `{message.EventName}` | {message.Level} |")),
            LogRow().Matches(Document).Select(row => row.Value));
    }

    [Fact]
    public void Each_instrument_is_in_the_table_with_its_unit()
    {
        using var meters = new CollectingMeters(listens: false);
        var seen = new List<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => Add(instrument) };
        listener.Start();

        Instruments.Of(meters);

        Assert.Equal(4, seen.Count);
        Assert.All(seen, row => Assert.Contains(row, Document, StringComparison.Ordinal));

        void Add(Instrument instrument)
        {
            if (instrument.Meter.Scope == meters)
            {
                seen.Add($"| `{instrument.Name}` | {(instrument is Counter<long> ? "counter" : "histogram")}, `{instrument.Unit}` |");
            }
        }
    }

    [Fact]
    public void Each_value_of_a_tag_is_in_the_table()
    {
        var words = Enum.GetValues<DiscoveryEnd>().Select(end => end.Word).Concat(Enum.GetValues<StepKind>().Select(step => step.Word)).Append(RunEnd.Cancelled);
        var outcomes = typeof(AttemptOutcome).GetNestedTypes().Where(type => type.IsAssignableTo(typeof(AttemptOutcome)));

        Assert.All(words, word => Assert.Contains($"`{word}`", Document, StringComparison.Ordinal));
        Assert.Equal(outcomes.Count(), OutcomeRow().Match(Document).Value.Count('`') / 2 - 1);
    }

    [Fact]
    public void Each_activity_event_and_tag_is_in_the_tables()
    {
        using var activities = new CollectingActivities();
        var run = new WatchedRun();
        run.Options = run.Options with { Excluded = [StepKind.SrvRecord], Forest = new ForestChoice.File("no-such-file.ldif") };
        run.Dns.Service("_autodiscover._tcp.contoso.test", new SrvRecord(0, 0, 443, "."));

        run.Find();
        run.Net.Host("https://mail.contoso.test", FakeHost.RedirectsAddress("grace@fabrikam.test"));
        run.Find();

        var names = activities.Stopped.SelectMany(activity => activity.TagObjects.Select(tag => tag.Key).Append(activity.OperationName)
            .Concat(activity.Events.SelectMany(told => told.Tags.Select(tag => tag.Key).Append(told.Name)))).ToHashSet();
        Assert.True(names.Count > 20, string.Join(" ", names));
        Assert.All(names, name => Assert.Contains($"`{name}`", Document, StringComparison.Ordinal));
    }

    private static string Read()
    {
        using var reader = new StreamReader(typeof(DocumentTests).Assembly.GetManifestResourceStream("library.md")!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^\| 1\d{3} \| `\w+` \| \w+ \|", RegexOptions.Multiline)]
    private static partial Regex LogRow();

    [GeneratedRegex(@"^\| `signpost\.outcome` \|.*$", RegexOptions.Multiline)]
    private static partial Regex OutcomeRow();
}
