using System.Collections.Immutable;

namespace Signpost.Tracing;

/// <summary>The record of one run: events are appended, never changed. Safe for use by several tasks.</summary>
public sealed class Trace
{
    private readonly Lock gate = new();
    private readonly List<TraceEvent> events = [];
    private readonly TimeProvider time;
    private readonly long start;
    private readonly Action<TraceEvent>? observer;

    /// <summary>Starts a record; its clock runs from now.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="observer">Is told each event as it happens, one at a time; it must be quick and must not write to the trace.</param>
    /// <param name="keepsWire">Whether exchanged messages are kept.</param>
    public Trace(TimeProvider time, Action<TraceEvent>? observer = null, bool keepsWire = false)
    {
        this.time = time;
        this.observer = observer;
        KeepsWire = keepsWire;
        start = time.GetTimestamp();
    }

    /// <summary>Whether exchanged messages are kept; who would have to build one asks first.</summary>
    public bool KeepsWire { get; }

    /// <summary>Time since the start of the run.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(start);

    /// <summary>All that has happened so far.</summary>
    public ImmutableArray<TraceEvent> Events
    {
        get
        {
            lock (gate)
            {
                return [.. events];
            }
        }
    }

    /// <summary>Appends an event and stamps it.</summary>
    public void Write(TraceEvent happened)
    {
        lock (gate)
        {
            var stamped = happened with { Sequence = events.Count + 1, At = Elapsed };
            events.Add(stamped);
            observer?.Invoke(stamped);
        }
    }

    /// <summary>Appends a finding.</summary>
    public void Note(Finding finding) => Write(new Noted(finding));

    /// <summary>Appends an exchange, where exchanges are kept, with its secrets masked.</summary>
    public void Exchange(string peer, string sent, string received)
    {
        if (KeepsWire)
        {
            Write(new WireExchanged(peer, SecretFilter.Mask(sent), SecretFilter.Mask(received)));
        }
    }
}
