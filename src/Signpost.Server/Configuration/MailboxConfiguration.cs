using System.Collections.Immutable;

namespace Signpost.Server.Configuration;

/// <summary>Who has a mailbox here, as the directory is read.</summary>
public sealed record MailboxConfiguration
{
    /// <summary>The domains served here, as A-labels in lower case; empty takes them from the directory: Exchange's accepted domains, else its own DNS name.</summary>
    public ImmutableArray<string> AcceptedDomains { get; init; } = [];

    /// <summary>Below which object mailboxes are looked for; "" is the domain's naming context.</summary>
    public string BaseDn { get; init; } = "";

    /// <summary>Which objects are mailboxes, as an LDAP filter; "" is users and inetOrgPersons that have an address.</summary>
    public string Filter { get; init; } = "";

    /// <summary>Which mailboxes are rooms besides those that Exchange marks so, as an LDAP filter; "" is none.</summary>
    public string RoomFilter { get; init; } = "";

    /// <summary>Which mailboxes are equipment besides those that Exchange marks so, as an LDAP filter; "" is none.</summary>
    public string EquipmentFilter { get; init; } = "";

    /// <summary>Which lists are lists of rooms besides those that Exchange marks so, as an LDAP filter; "" is none.</summary>
    public string RoomListFilter { get; init; } = "";

    /// <summary>The attribute that holds the address a mailbox has moved to, with or without <c>SMTP:</c> before it.</summary>
    public string RedirectAddressAttribute { get; init; } = "targetAddress";

    /// <summary>The attribute that says which CAS or site a mailbox belongs to: a legacy DN whose last part is a server's name, that name, or a site. "" means all are here.</summary>
    public string HomeAttribute { get; init; } = "msExchHomeServerName";

    /// <summary>For how long what the directory said is taken as it is.</summary>
    public TimeSpan CacheFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>For how long it is taken when the directory does not answer.</summary>
    public TimeSpan ServeStaleFor { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How many mailboxes are remembered.</summary>
    public int MostCached { get; init; } = 100_000;

    /// <summary>Whether a caller may ask for his own mailbox only.</summary>
    public bool OwnOnly { get; init; }
}
