using Signpost.Directory;
using Signpost.Sites;

namespace Signpost.Discovery;

/// <summary>Which directory is asked.</summary>
public abstract record ForestChoice
{
    private ForestChoice()
    {
    }

    /// <summary>A domain controller of this domain, found through DNS.</summary>
    /// <param name="Name">The domain; null means the one this machine is a member of, else that of the address.</param>
    /// <param name="Security">How the connection is protected beside what the logon does.</param>
    public sealed record Domain(string? Name, LdapSecurity Security = LdapSecurity.None) : ForestChoice;

    /// <summary>This server.</summary>
    /// <param name="Host">Its name or address.</param>
    /// <param name="Port">Its port; null is that of the protocol.</param>
    /// <param name="Security">How the connection is protected.</param>
    /// <param name="DomainName">Its domain, for the LDAP ping; null takes it from the server's naming context.</param>
    public sealed record Server(string Host, int? Port, LdapSecurity Security, string? DomainName = null) : ForestChoice;

    /// <summary>A forest exported to an LDIF file.</summary>
    public sealed record File(string Path) : ForestChoice;

    /// <summary>A directory that is open already; it is not closed by the run.</summary>
    public sealed record Open(IDirectory Directory) : ForestChoice
    {
        /// <summary>What a domain controller says of the client's site; null where none was asked.</summary>
        internal PingOutcome? Ping { get; init; }

        /// <summary>The name of that domain controller.</summary>
        internal string DomainController { get; init; } = "";
    }
}
