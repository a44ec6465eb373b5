using System.Collections.Immutable;
using Signpost.Discovery;

namespace Signpost.Doctor.Clients;

/// <summary>Which URL a client would end at, and why.</summary>
public sealed record ClientVerdict
{
    /// <summary>The client.</summary>
    public required ClientProfile Client { get; init; }

    /// <summary>The address it was asked for.</summary>
    public required MailboxAddress Address { get; init; }

    /// <summary>The Autodiscover URL it takes its settings from; null where it finds none.</summary>
    public Uri? Url { get; init; }

    /// <summary>Whether the server wants a logon that was not tried: the client ends there only if it is let in.</summary>
    public bool NeedsLogon { get; init; }

    /// <summary>Why it finds none, one clause; "" where it finds one.</summary>
    public string Why { get; init; } = "";

    /// <summary>Its way, in order.</summary>
    public required ImmutableArray<ClientTry> Path { get; init; }

    /// <summary>What its user would notice or not know.</summary>
    public required ImmutableArray<ClientWarning> Warnings { get; init; }

    /// <summary>The time it loses at dead endpoints, by estimate.</summary>
    public TimeSpan Lost => Path.Aggregate(TimeSpan.Zero, (sum, place) => sum + place.Lost);

    /// <summary>The verdict as lines.</summary>
    public ImmutableArray<ReportLine> ToLines() => ClientVerdictText.Of(this);

    /// <summary>The verdict as JSON.</summary>
    public byte[] ToJson() => ReportJson.Write(json => ClientVerdictJson.Members(json, this));
}

/// <summary>Something to know about a client's way.</summary>
/// <param name="Text">One clause.</param>
/// <param name="Rule">The rule it comes from.</param>
public sealed record ClientWarning(string Text, ClientRule Rule);
