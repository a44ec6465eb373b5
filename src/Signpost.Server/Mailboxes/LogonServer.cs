using Signpost.Directory;
using Signpost.Discovery;

namespace Signpost.Server.Mailboxes;

/// <summary>The directory server that users log on at.</summary>
/// <param name="Server">Where it is.</param>
/// <param name="Domain">The DNS name of its domain; "" for a directory that is no domain's.</param>
internal sealed record LogonServer(LdapServer Server, string Domain)
{
    /// <summary>The server of an open directory; null for one in a file.</summary>
    public static LogonServer? Of(ForestChoice choice, IDirectory directory)
    {
        var domain = AcceptedDomains.DomainOf(directory.RootDse.DefaultNamingContext);
        return choice switch
        {
            ForestChoice.Server chosen => new LogonServer(new LdapServer(chosen.Host, chosen.Port, chosen.Security), domain),

            // Of the domain's controllers, the one that let the service account in.
            ForestChoice.Domain { Security: var security } when Uri.TryCreate(directory.Source, UriKind.Absolute, out var at) =>
                new LogonServer(new LdapServer(at.Host, at.Port is -1 or 389 ? null : at.Port, security), domain),
            _ => null,
        };
    }
}
