namespace Signpost.Server.Hosting;

/// <summary>What came of starting a CAS, or of giving a running one another configuration.</summary>
public abstract record CasStart
{
    private CasStart()
    {
    }

    /// <summary>It runs.</summary>
    public sealed record Running(CasHost Host) : CasStart;

    /// <summary>It does not.</summary>
    /// <param name="Why">What happened, to which file or address, and what to do: lower-case start, no full stop.</param>
    public sealed record Failed(string Why) : CasStart;
}
