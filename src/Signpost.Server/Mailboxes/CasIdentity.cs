using Signpost.Server.Configuration;

namespace Signpost.Server.Mailboxes;

/// <summary>By what a CAS knows itself among the SCPs of its forest.</summary>
/// <param name="ServerName">Its DNS name.</param>
/// <param name="Name">Its name, CN of its SCP.</param>
/// <param name="Url">The URL it announces; null is the usual one at its DNS name.</param>
public sealed record CasIdentity(string ServerName, string Name, Uri? Url)
{
    /// <summary>The one that a configuration describes.</summary>
    public static CasIdentity Of(ServerConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var name = configuration.Scp.Name is "" ? configuration.ServerName.Split('.')[0] : configuration.Scp.Name;
        return new CasIdentity(configuration.ServerName, name, configuration.Scp.InternalUri);
    }

    /// <summary>Whether it is called so: by its name, or by its DNS name.</summary>
    public bool IsCalled(string name) => Same(name, Name) || Same(name, ServerName) || Same(name, ServerName.Split('.')[0]);

    /// <summary>Whether a URL leads here.</summary>
    public bool IsAt(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return Same(url.IdnHost, ServerName) || (Url is { } own && Same(url.IdnHost, own.IdnHost) && url.Port == own.Port);
    }

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
