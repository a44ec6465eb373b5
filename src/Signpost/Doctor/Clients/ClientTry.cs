using Signpost.Autodiscover;

namespace Signpost.Doctor.Clients;

/// <summary>A place on a client's way: where it asks, what it meets, what it makes of it.</summary>
public sealed record ClientTry
{
    /// <summary>The address it asks for.</summary>
    public required MailboxAddress Address { get; init; }

    /// <summary>The step it is at.</summary>
    public required ClientStep Step { get; init; }

    /// <summary>Where it asks; null where a step names no URL.</summary>
    public Uri? Url { get; init; }

    /// <summary>In which dialect; null where nobody is asked, or by a bare GET.</summary>
    public AutodiscoverDialect? Dialect { get; init; }

    /// <summary>Who redirected it here; null where the step itself names the URL.</summary>
    public Uri? From { get; init; }

    /// <summary>What it meets, one clause.</summary>
    public required string Met { get; init; }

    /// <summary>What it makes of that, one clause.</summary>
    public required string Makes { get; init; }

    /// <summary>By which rule.</summary>
    public required ClientRule Rule { get; init; }

    /// <summary>The time it loses here, by estimate.</summary>
    public TimeSpan Lost { get; init; }
}
