namespace Signpost.Tracing;

/// <summary>Something that happened during a run. Whatever is told of a run is read from these.</summary>
public abstract record TraceEvent
{
    private protected TraceEvent()
    {
    }

    /// <summary>Its place in the run, from 1, without gaps.</summary>
    public int Sequence { get; init; }

    /// <summary>Time since the start of the run.</summary>
    public TimeSpan At { get; init; }
}

/// <summary>A condition was found that the administrator should know of.</summary>
public sealed record Noted(Finding Finding) : TraceEvent;

/// <summary>A message went over the wire; only kept when asked for, and without secrets.</summary>
/// <param name="Peer">Where it went, for example <c>https://cas1.example.org</c> or <c>ldap://dc1.example.org</c>.</param>
/// <param name="Sent">What we sent.</param>
/// <param name="Received">What came back, or why nothing did.</param>
public sealed record WireExchanged(string Peer, string Sent, string Received) : TraceEvent;
