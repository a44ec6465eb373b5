using System.Collections.Immutable;

namespace Signpost.Server.Configuration;

/// <summary>What came of reading a configuration.</summary>
public abstract record ConfigurationReading
{
    private ConfigurationReading()
    {
    }

    /// <summary>It can be used.</summary>
    public sealed record Ok(ServerConfiguration Value) : ConfigurationReading;

    /// <summary>It can't.</summary>
    /// <param name="Faults">All that is wrong with it, at least one.</param>
    public sealed record Bad(ImmutableArray<ConfigurationFault> Faults) : ConfigurationReading;
}
