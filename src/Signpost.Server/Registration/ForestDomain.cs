using Signpost.Directory;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Registration;

/// <summary>The DNS name of the domain that a directory serves.</summary>
public static class ForestDomain
{
    /// <summary>DC=example,DC=org is example.org; "" where the directory names no domain.</summary>
    public static string Of(RootDse rootDse)
    {
        ArgumentNullException.ThrowIfNull(rootDse);
        return AcceptedDomains.DomainOf(rootDse.DefaultNamingContext);
    }
}
