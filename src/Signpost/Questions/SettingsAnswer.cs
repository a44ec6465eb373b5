using Signpost.Autodiscover;

namespace Signpost.Questions;

/// <summary>What is said of one user or domain.</summary>
/// <param name="Subject">The address or the domain that was asked for.</param>
/// <param name="Url">Who said so: the endpoint, or where it sent us; null where nobody was asked.</param>
/// <param name="Outcome">What it says.</param>
public sealed record SettingsAnswer(string Subject, Uri? Url, SettingsOutcome Outcome)
{
    /// <summary>The address it was asked for in the end, after a server named another; null where that is the one given.</summary>
    public MailboxAddress? AskedAs { get; init; }

    /// <summary>Whether the word of who said so is as good as the user's own: it had checked the credentials.</summary>
    internal bool IsBelieved { get; init; }

    /// <summary>The redirects on the way to who said so.</summary>
    internal HopBudget? Hops { get; init; }

    /// <inheritdoc/>
    public bool Equals(SettingsAnswer? other) =>
        other is not null && Subject == other.Subject && Url == other.Url && Outcome == other.Outcome && AskedAs == other.AskedAs;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Subject, Url, Outcome);
}
