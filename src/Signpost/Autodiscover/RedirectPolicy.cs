using System.Collections.Immutable;

namespace Signpost.Autodiscover;

/// <summary>Where redirects may lead, and which hosts may see a password.</summary>
public sealed record RedirectPolicy
{
    /// <summary>The rule of the specifications: ten hops, https only, foreign hosts get no password unasked.</summary>
    public static RedirectPolicy Default { get; } = new();

    /// <summary>Redirects followed in one discovery, over HTTP redirects, RedirectUrl and RedirectAddr together (MS-OXDISCO section 3.1.5).</summary>
    public int MaxHops
    {
        get;
        init => field = value is >= 0 and <= 50 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "0 to 50");
    } = 10;

    /// <summary>Hosts that a redirect or an SRV record may name and that then get the password: Outlook's <c>RedirectServers</c>.</summary>
    public ImmutableArray<string> TrustedHosts { get; init; } = [];

    /// <summary>Asks the user about a host that is not trusted; null refuses.</summary>
    public Func<string, CancellationToken, Task<bool>>? Ask { get; init; }

    /// <summary>Whether a host lies in the address's own domain, or beside the host that named it.</summary>
    internal bool Trusts(string host, MailboxAddress address, string? namedBy) =>
        IsIn(host, address.Domain)
        || (namedBy is not null && ParentOf(namedBy) is { } parent && !IsAbove(parent, address.Domain) && IsIn(host, parent))
        || TrustedHosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    private static bool IsIn(string host, string domain) =>
        host.Equals(domain, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);

    // contoso.co.test is beside everybody in co.test.
    private static bool IsAbove(string parent, string domain) => domain.EndsWith("." + parent, StringComparison.OrdinalIgnoreCase);

    // Never a top-level domain: what autodiscover.test names is not trusted in all of .test. An address has no parent at all.
    private static string? ParentOf(string host) =>
        Uri.CheckHostName(host) is UriHostNameType.Dns && host.Split('.', 2) is [_, var parent] && parent.Contains('.', StringComparison.Ordinal)
            ? parent
            : null;
}
