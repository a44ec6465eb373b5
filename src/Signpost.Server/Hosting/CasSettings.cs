using Microsoft.Extensions.Logging;
using Signpost.Server.Configuration;

namespace Signpost.Server.Hosting;

/// <summary>What a CAS is made of.</summary>
/// <param name="Backing">Makes what it answers from, for each configuration anew.</param>
/// <param name="Loggers">Who is told in words.</param>
/// <param name="Time">The clock.</param>
public sealed record CasSettings(Func<ServerConfiguration, CasBacking> Backing, ILoggerFactory Loggers, TimeProvider Time)
{
    /// <summary>How long it goes on after it is told to stop, not ready any more, so that balancers send clients elsewhere first.</summary>
    public TimeSpan DrainFor { get; init; }

    /// <summary>How long requests have to end when it stops.</summary>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(5);
}
