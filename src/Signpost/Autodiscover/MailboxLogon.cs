using System.Collections.Immutable;

namespace Signpost.Autodiscover;

/// <summary>Who logs on at the CAS.</summary>
public sealed record MailboxLogon(string User, Secret Password)
{
    /// <summary>Hosts the user allowed in this run, beside those of <see cref="RedirectPolicy"/>.</summary>
    internal ImmutableArray<string> AlsoAt { get; init; } = [];
}
