namespace Signpost.Doctor.Clients;

/// <summary>What a client remembers while it searches.</summary>
internal sealed class ReplayJourney
{
    /// <summary>The redirects it has followed.</summary>
    public int Hops { get; set; }

    /// <summary>Where it has asked for the current address.</summary>
    public HashSet<string> Asked { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The addresses it has asked for.</summary>
    public HashSet<MailboxAddress> Addresses { get; } = [];

    /// <summary>The addresses that it keeps for later.</summary>
    public Queue<MailboxAddress> Waiting { get; } = new();
}
