using Signpost.Oof;

namespace Signpost.Server.Configuration;

/// <summary>What owners of mailboxes may do about their absence.</summary>
public sealed record OofConfiguration
{
    /// <summary>Who outside the organization may get an answer at most.</summary>
    public ExternalAudience AllowExternal { get; init; } = ExternalAudience.All;
}
