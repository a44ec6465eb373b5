namespace Signpost.Server.Autodiscover;

/// <summary>The legacy DNs of a server and its database, in the organization and group that a mailbox's own legacy DN names.</summary>
internal static class LegacyNames
{
    /// <summary>The server's; "" where the mailbox's is not of the form <c>/o=ORGANIZATION/ou=GROUP/…</c>.</summary>
    /// <param name="mailbox">The mailbox's.</param>
    /// <param name="serverName">The DNS name of the server.</param>
    public static string OfServer(string mailbox, string serverName) =>
        mailbox.Split('/', 4) is ["", var organization, var group, _] && Is("o", organization) && Is("ou", group)
            ? $"/{organization}/{group}/cn=Configuration/cn=Servers/cn={serverName.Split('.')[0].ToUpperInvariant()}"
            : "";

    /// <summary>The database's on that server.</summary>
    public static string OfDatabase(string server) => server is "" ? "" : $"{server}/cn=Microsoft Private MDB";

    private static bool Is(string type, string part) => part.Length > type.Length + 1 && part.StartsWith($"{type}=", StringComparison.OrdinalIgnoreCase);
}
