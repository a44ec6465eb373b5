using Signpost.Discovery;

namespace Signpost.Doctor.Clients;

/// <summary>A step of a client, in its own order.</summary>
/// <param name="Kind">Which; null where the step lies on the client's machine, or with its maker, and cannot be simulated from here.</param>
/// <param name="Title">The step in the path.</param>
/// <param name="Rule">Why it stands in this place.</param>
public sealed record ClientStep(StepKind? Kind, string Title, ClientRule Rule)
{
    /// <summary>Whether the replay takes it.</summary>
    public bool IsSimulated => Kind is not null;
}
