using System.Collections.Immutable;
using System.Diagnostics;
using Signpost.Discovery;
using Signpost.Server.Configuration;
using Signpost.Sites;

namespace Signpost.Server.Registration;

/// <summary>What the SCP of a configured CAS says.</summary>
internal static class OwnAnnouncement
{
    /// <summary>What is to be announced, as far as the forest knows; null, and why, where it can't be said.</summary>
    public static async Task<(ScpAnnouncement? Announcement, string Why)> ReadAsync(
        ServerConfiguration configuration, ForestAccess access, CancellationToken cancellationToken) =>
        SiteOfThisHost.Of(configuration.Scp.SiteScope, await access.SiteAsync(cancellationToken)) switch
        {
            SiteOfThisHost.Known { Sites: var sites } => Checked(Of(configuration, sites)),
            SiteOfThisHost.Unknown { Why: var why } => (null, $"in which site this host is, is not known ({why}): give Scp.AutoDiscoverSiteScope"),
            SiteOfThisHost.NoSuch { Wrong: var wrong, Nearest: var near } => (null, $"there is no site '{wrong}'{(near is { } meant ? $": did you mean {meant}?" : "")}"),
            _ => throw new UnreachableException(),
        };

    private static (ScpAnnouncement?, string) Checked(ScpAnnouncement announcement) => announcement.Fault is { } fault ? (null, fault) : (announcement, "");

    private static ScpAnnouncement Of(ServerConfiguration configuration, ImmutableArray<SiteName> sites) => new(
        configuration.Scp.Name is "" ? ComputerName.Of(configuration.ServerName.Split('.')[0], out _) : configuration.Scp.Name,
        configuration.ServerName,
        configuration.Scp.InternalUri ?? new Uri($"https://{configuration.ServerName}/Autodiscover/Autodiscover.xml"),
        sites)
    {
        Organization = configuration.Scp.Organization is "" ? null : configuration.Scp.Organization,
    };
}
