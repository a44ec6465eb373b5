using System.Collections.Immutable;
using Signpost.Discovery;
using Signpost.Sites;

namespace Signpost.Server.Registration;

/// <summary>What an SCP is held against.</summary>
public abstract record ScpExpectation
{
    private ScpExpectation()
    {
    }

    /// <summary>That of a CAS.</summary>
    /// <param name="Name">The name of the computer.</param>
    /// <param name="DnsName">Its full DNS name.</param>
    public sealed record OfCas(string Name, string DnsName) : ScpExpectation
    {
        /// <summary>The URL it is to announce; null takes any that clients can use.</summary>
        public Uri? Url { get; init; }

        /// <summary>The sites it is to name; null takes that of <see cref="Here"/>.</summary>
        public ImmutableArray<SiteName>? Sites { get; init; }

        /// <summary>Where the CAS is, as the directory says today; null where that does not matter.</summary>
        public HostSite? Here { get; init; }
    }

    /// <summary>A pointer.</summary>
    /// <param name="Pointing">What it is to say.</param>
    public sealed record OfPointer(ScpPointing Pointing) : ScpExpectation;
}
