using System.Diagnostics.Metrics;

namespace Signpost.Tests.Fakes;

/// <summary>A measurement, its tags as <c>name=value</c>.</summary>
internal sealed record Measured(string Instrument, string? Unit, double Value, string Tags);

/// <summary>Makes meters and, where it is told to, listens to what they measure.</summary>
internal sealed class CollectingMeters : IMeterFactory
{
    private readonly List<Meter> meters = [];
    private readonly MeterListener? listener;

    public CollectingMeters(bool listens = true)
    {
        if (listens)
        {
            listener = new MeterListener { InstrumentPublished = (instrument, mine) => Enable(instrument, mine) };
            listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
            listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
            listener.Start();
        }
    }

    public List<Measured> All { get; } = [];

    public IEnumerable<Measured> Of(string instrument) => All.Where(one => one.Instrument == instrument);

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        meters.Add(new Meter(options));
        return meters[^1];
    }

    public void Dispose()
    {
        listener?.Dispose();
        meters.ForEach(meter => meter.Dispose());
    }

    private void Enable(Instrument instrument, MeterListener mine)
    {
        if (instrument.Meter.Scope == this)
        {
            mine.EnableMeasurementEvents(instrument);
        }
    }

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        All.Add(new Measured(instrument.Name, instrument.Unit, value, string.Join(" ", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
}
