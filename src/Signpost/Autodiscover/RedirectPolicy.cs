using System.Collections.Immutable;

namespace Signpost.Autodiscover;

/// <summary>Where redirects may lead, and which of the hosts that only a redirect or an SRV record named may see a password: rules, the first that fits counts.</summary>
public sealed record RedirectPolicy
{
    /// <summary>The rule of the specifications: ten hops, https only, foreign hosts get no password unasked.</summary>
    public static RedirectPolicy Default { get; } = new();

    /// <summary>Nothing foreign gets anything, and nobody is asked.</summary>
    public static RedirectPolicy Strict { get; } = new() { Rules = [new(HostKinship.OwnDomain, RedirectAnswer.Allow)] };

    /// <summary>The domain of the address, what lies beside a trusted host, and the allow-list; nobody is asked.</summary>
    public static RedirectPolicy SameDomain { get; } = new() { Rules = [.. Default.Rules.Where(rule => rule.Answer is RedirectAnswer.Allow)] };

    /// <summary>The domain of the address and the allow-list; nobody is asked.</summary>
    public static RedirectPolicy AllowList { get; } = new()
    {
        Rules = [new(HostKinship.OwnDomain, RedirectAnswer.Allow), new(HostKinship.Listed, RedirectAnswer.Allow)],
    };

    /// <summary>Redirects followed on the way to an answer, over HTTP redirects, RedirectUrl, RedirectAddr and SCP pointers together (MS-OXDISCO section 3.1.5).</summary>
    public int MaxHops
    {
        get;
        init => field = value is >= 0 and <= 50 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "0 to 50");
    } = 10;

    /// <summary>The rules in order; a host that none fits is refused.</summary>
    public ImmutableArray<RedirectRule> Rules { get; init; } =
    [
        new(HostKinship.OwnDomain, RedirectAnswer.Allow),
        new(HostKinship.Neighbour, RedirectAnswer.Allow),
        new(HostKinship.Listed, RedirectAnswer.Allow),
        new(HostKinship.Any, RedirectAnswer.Ask),
    ];

    /// <summary>The allow-list, as Outlook's <c>RedirectServers</c>: hosts, and <c>*.example.org</c> for all below a domain.</summary>
    /// <exception cref="ArgumentException">An entry is neither, or covers a whole top-level domain.</exception>
    public ImmutableArray<string> TrustedHosts
    {
        get;
        init => field = [.. value.Select(HostPattern.Parse)];
    } = [];

    /// <summary>Asks the user about a host; null where there is nobody to ask.</summary>
    public Func<string, CancellationToken, Task<bool>>? Ask { get; init; }

    /// <summary>What a host may have that only a redirect or an SRV record named.</summary>
    /// <param name="host">The host.</param>
    /// <param name="ownDomains">The domain of the address, and of the addresses that a trusted host sent us on to.</param>
    /// <param name="namedBy">The trusted host that named it; null where none did.</param>
    internal RedirectAnswer AnswerFor(string host, ImmutableArray<string> ownDomains, string? namedBy) =>
        Rules.FirstOrDefault(rule => IsFor(rule.Host, host, ownDomains, namedBy))?.Answer ?? RedirectAnswer.Refuse;

    /// <summary>Whether a name is a domain or lies in it. In a top-level domain lies nobody: all the world has names there.</summary>
    internal static bool IsIn(string host, string domain) =>
        host.Equals(domain, StringComparison.OrdinalIgnoreCase)
        || (domain.Contains('.', StringComparison.Ordinal) && host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase));

    private bool IsFor(HostKinship kinship, string host, ImmutableArray<string> ownDomains, string? namedBy) => kinship switch
    {
        HostKinship.OwnDomain => ownDomains.Any(domain => IsIn(host, domain)),
        HostKinship.Neighbour => namedBy is not null && ParentOf(namedBy) is { } parent && !ownDomains.Any(domain => IsAbove(parent, domain)) && IsIn(host, parent),
        HostKinship.Listed => TrustedHosts.Any(pattern => HostPattern.Covers(pattern, host)),
        _ => true,
    };

    // contoso.co.test is beside everybody in co.test.
    private static bool IsAbove(string parent, string domain) => domain.EndsWith("." + parent, StringComparison.OrdinalIgnoreCase);

    // Never where anybody may have a name: what autodiscover.test names is not trusted in all of .test. An address has no parent at all.
    private static string? ParentOf(string host) =>
        Uri.CheckHostName(host) is UriHostNameType.Dns && host.Split('.', 2) is [_, var parent] && !IsOpenToAll(parent) ? parent : null;

    // A top-level domain, or one like co.uk, com.au and gouv.fr: of the two-letter domains many sell names one label further down. No list of them is ever
    // complete, so a short name counts as one; who is beside a host in such a domain and honest costs the user one question.
    private static bool IsOpenToAll(string domain) => domain.Split('.') switch
    {
        [_] => true,
        [var name, { Length: 2 }] => name.Length <= 4,
        _ => false,
    };
}
