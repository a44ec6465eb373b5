using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Transport;

namespace Signpost.Server.Configuration;

/// <summary>The directory a CAS asks, and as whom.</summary>
/// <param name="Forest">A domain, a server, or an LDIF file.</param>
/// <param name="Logon">The service account.</param>
/// <param name="Trust">Which certificates of directory servers are trusted.</param>
/// <param name="Timeout">The longest one question may take.</param>
public sealed record DirectoryConfiguration(ForestChoice Forest, DirectoryLogon Logon, TlsTrust Trust, TimeSpan Timeout)
{
    /// <summary>The same as options of a discovery.</summary>
    public DiscoveryOptions AsOptions() => new() { Forest = Forest, DirectoryLogon = Logon, Trust = Trust, DirectoryTimeout = Timeout };
}
