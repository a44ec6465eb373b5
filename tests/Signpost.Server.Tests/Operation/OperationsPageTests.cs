using System.Diagnostics.Metrics;
using Signpost.Server.Logon;
using Signpost.Server.Operation;

namespace Signpost.Server.Tests.Operation;

/// <summary>docs/operations.md says what is measured: all of it, and nothing else.</summary>
public sealed class OperationsPageTests
{
    private static readonly string[] Rows = [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "operations.md")).Where(line => line.StartsWith('|'))];

    [Fact]
    public void The_table_of_instruments_is_that_of_the_meter()
    {
        var (instruments, _) = Measure();

        Assert.Equal(instruments.Order(StringComparer.Ordinal), Rows.Where(row => row.StartsWith("| `signpost.server.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_values_of_tags_are_those_that_occur()
    {
        var (_, tags) = Measure();

        Assert.Equal(Words("signpost.endpoint"), tags["signpost.server.requests signpost.endpoint"]);
        Assert.Equal(Words("signpost.result` of a request"), tags["signpost.server.requests signpost.result"]);
        Assert.Equal(Words("signpost.scheme"), tags["signpost.server.logons signpost.scheme"]);
        Assert.Equal(Words("signpost.result` of a logon"), tags["signpost.server.logons signpost.result"]);
        Assert.Equal(Words("signpost.source"), tags["signpost.server.directory.lookups signpost.source"]);
    }

    private static SortedSet<string> Words(string tag) => [.. Rows.Single(row => row.StartsWith($"| `{tag}", StringComparison.Ordinal)).Split('|')[2].Split('`').Where((_, at) => at % 2 == 1)];

    /// <summary>Lets all happen that can be counted.</summary>
    private static (HashSet<string> Rows, Dictionary<string, SortedSet<string>> Tags) Measure()
    {
        var (rows, tags) = (new HashSet<string>(), new Dictionary<string, SortedSet<string>>());
        var figures = new BackingFigures { DirectoryAnswers = true, MailboxesCached = 1, Lookups = new LookupCounts(1, 1, 1, 1) };
        using var meter = new ServerMeter(() => figures, () => 1, () => true, () => true);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter == meter.Meter)
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, seen, _) => Add(instrument, seen));
        listener.SetMeasurementEventCallback<int>((instrument, _, seen, _) => Add(instrument, seen));
        listener.SetMeasurementEventCallback<double>((instrument, _, seen, _) => Add(instrument, seen));
        listener.Start();
        foreach (var endpoint in Enum.GetValues<RequestEndpoint>())
        {
            foreach (var result in Enum.GetValues<RequestResult>())
            {
                meter.Answered(endpoint, result, TimeSpan.Zero);
            }
        }

        foreach (var scheme in (string[])["Basic", "Negotiate", "Bearer", "Digest"])
        {
            meter.Judged(scheme, new LogonVerdict.Accepted(new Caller("ann", scheme)));
            meter.Judged(scheme, new LogonVerdict.GoOn(scheme));
            meter.Judged(scheme, new LogonVerdict.Away("dc1 does not answer"));
            foreach (var reason in Words("signpost.result` of a logon"))
            {
                meter.Judged(scheme, new LogonVerdict.Refused(reason));
            }
        }

        meter.Reloaded(isTaken: true);
        listener.RecordObservableInstruments();
        return (rows, tags);

        void Add(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> seen)
        {
            var names = new List<string>();
            foreach (var (name, value) in seen)
            {
                names.Add($"`{name}`");
                if (!tags.TryGetValue($"{instrument.Name} {name}", out var words))
                {
                    tags[$"{instrument.Name} {name}"] = words = [];
                }

                words.Add((string)value!);
            }

            var kind = instrument switch
            {
                Histogram<double> => "histogram",
                Counter<long> or ObservableCounter<long> => "counter",
                _ => "gauge",
            };
            var unit = instrument.Unit is { Length: > 0 } of ? $", `{of}`" : "";
            rows.Add($"| `{instrument.Name}` | {kind}{unit} | {(names is [] ? "" : string.Join(", ", names) + " ")}| {instrument.Description} |");
        }
    }
}
