using System.Collections.Immutable;
using System.Globalization;
using Signpost.Directory;
using Signpost.Sites;

namespace Signpost.Scp;

/// <summary>What an SCP says: a CAS's Autodiscover URL, or the way to another directory. It writes what discovery reads (MS-OXDISCO section 2.2.1).</summary>
public abstract record ScpContent
{
    // The schema of Active Directory: rangeUpper of keywords and of serviceDNSNameType.
    private const int LongestKeyword = 256;

    private const string ClassName = "ms-Exchange-AutoDiscover-Service";
    private const string NameType = "A";

    /// <summary>The keyword that says that an SCP announces a URL.</summary>
    public static string UrlKeyword => ScpKeywords.UrlGuid;

    /// <summary>The keyword that says that an SCP points to another directory.</summary>
    public static string PointerKeyword => ScpKeywords.PointerGuid;

    private ScpContent()
    {
    }

    /// <summary>The attributes that are written; no others of the object are touched.</summary>
    public static ImmutableArray<string> Attributes { get; } =
        ["keywords", "serviceBindingInformation", "serviceClassName", "serviceDNSName", "serviceDNSNameType"];

    /// <summary>What is wrong with it, in one clause; null when clients can read it.</summary>
    public string? Fault => OwnFault ?? Keywords.Where(keyword => keyword.Length > LongestKeyword || keyword.Any(char.IsControl)).Select(keyword =>
        string.Create(CultureInfo.InvariantCulture, $"the keyword '{OneLine.Of(keyword)}' has a control character or more than {LongestKeyword} characters")).FirstOrDefault();

    /// <summary>The keywords that are written beside those of others.</summary>
    public abstract ImmutableArray<string> Keywords { get; }

    private protected abstract string? OwnFault { get; }

    private protected abstract ImmutableArray<(string Attribute, ImmutableArray<string> Values)> Others { get; }

    /// <summary>A new object of this content.</summary>
    public DirectoryEntry ToEntry(DistinguishedName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new DirectoryEntry(name.ToString(),
        [
            Attribute("objectClass", ["serviceConnectionPoint"]),
            Attribute("keywords", Keywords),
            .. Others.Where(other => other.Values is not []).Select(other => Attribute(other.Attribute, other.Values)),
        ]);
    }

    /// <summary>What must be changed in an object for it to have this content, attribute by attribute; nothing when it has it. Keywords that are neither a kind, a
    /// site nor a domain are somebody else's, and stay.</summary>
    /// <param name="existing">The object, with at least <see cref="Attributes"/>.</param>
    public ImmutableArray<AttributeChange> ChangesTo(DirectoryEntry existing)
    {
        ArgumentNullException.ThrowIfNull(existing);
        var changes = ImmutableArray.CreateBuilder<AttributeChange>();
        var before = existing.Texts("keywords");

        // Value by value: what somebody else adds at the same moment is not lost.
        AddUnlessEmpty(ChangeKind.Delete, before.Where(keyword => ScpKeywords.IsOurs(keyword) && !Keywords.Contains(keyword, StringComparer.OrdinalIgnoreCase)));
        AddUnlessEmpty(ChangeKind.Add, Keywords.Except(before, StringComparer.OrdinalIgnoreCase));
        foreach (var (attribute, values) in Others)
        {
            // The directory compares without case, but a path is a server's own affair.
            var comparer = attribute is "serviceBindingInformation" ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
            if (!existing.Texts(attribute).SequenceEqual(values, comparer))
            {
                changes.Add(AttributeChange.Replace(attribute, values.AsSpan()));
            }
        }

        return changes.ToImmutable();

        void AddUnlessEmpty(ChangeKind kind, IEnumerable<string> keywords)
        {
            if (keywords.Select(keyword => new OctetString(keyword)).ToImmutableArray() is [_, ..] values)
            {
                changes.Add(new AttributeChange(kind, "keywords", values));
            }
        }
    }

    /// <summary>Whether an SCP announces no URL: what emptying it leaves (<c>-AutoDiscoverServiceInternalUri $null</c>).</summary>
    public static bool IsDrained(DirectoryEntry scp)
    {
        ArgumentNullException.ThrowIfNull(scp);
        return scp.Texts("serviceBindingInformation").All(string.IsNullOrWhiteSpace);
    }

    /// <summary>The sites that an SCP names.</summary>
    public static ImmutableArray<SiteName> SitesOf(DirectoryEntry scp)
    {
        ArgumentNullException.ThrowIfNull(scp);
        return new ScpKeywords(scp.Texts("keywords")).Sites;
    }

    /// <summary>Whether an object announces the URL of a CAS, or would if it were not empty.</summary>
    public static bool IsAnnouncement(DirectoryEntry scp)
    {
        ArgumentNullException.ThrowIfNull(scp);
        return new ScpKeywords(scp.Texts("keywords")).AnnouncesUrl;
    }

    /// <summary>Whether an object is a pointer and nothing else.</summary>
    public static bool IsPointer(DirectoryEntry scp)
    {
        ArgumentNullException.ThrowIfNull(scp);
        return new ScpKeywords(scp.Texts("keywords")) is { IsPointer: true, AnnouncesUrl: false };
    }

    private static KeyValuePair<string, ImmutableArray<OctetString>> Attribute(string name, ImmutableArray<string> values) =>
        new(name, [.. values.Select(value => new OctetString(value))]);

    /// <summary>The SCP of a CAS.</summary>
    /// <param name="Url">Its Autodiscover URL.</param>
    /// <param name="DnsName">The name of the CAS itself, which need not be that in the URL.</param>
    /// <param name="Sites">The sites whose clients it is for; none makes it siteless.</param>
    public sealed record Announces(Uri Url, string DnsName, ImmutableArray<SiteName> Sites) : ScpContent
    {
        /// <inheritdoc/>
        public override ImmutableArray<string> Keywords => [ScpKeywords.UrlGuid, .. Sites.Distinct().Select(site => $"{ScpKeywords.Site}{site.Value}")];

        private protected override ImmutableArray<(string Attribute, ImmutableArray<string> Values)> Others =>
        [
            ("serviceBindingInformation", [Url.OriginalString]),
            ("serviceClassName", [ClassName]),
            ("serviceDNSName", [DnsName]),
            ("serviceDNSNameType", [NameType]),
        ];

        private protected override string? OwnFault =>
            !ScpBinding.TryUrl(Url.OriginalString, out var read, out var why) ? $"'{OneLine.Of(Url.OriginalString)}' {why}"
            : read.Scheme != Uri.UriSchemeHttps ? $"'{OneLine.Of(Url.OriginalString)}' is no URL of https: clients give credentials over TLS only"
            : read.HostNameType is not UriHostNameType.Dns || read.IsLoopback ? $"'{read.Host}' is no name that clients elsewhere find the CAS by"
            : read.Query is not "" || !read.AbsolutePath.EndsWith("/autodiscover.xml", StringComparison.OrdinalIgnoreCase) ? $"'{OneLine.Of(Url.OriginalString)}' does not end in /autodiscover.xml"
            : !MailboxAddress.TryDomain(DnsName, out _) ? $"'{OneLine.Of(DnsName)}' is not the full DNS name of a host"
            : Sites.Any(site => string.IsNullOrWhiteSpace(site.Value)) ? "the name of a site is empty"
            : null;
    }

    /// <summary>The SCP that sends clients of some domains to another directory.</summary>
    /// <param name="Url">Where that is: <c>LDAP://dc1.fabrikam.test</c>, with a port where it is an unusual one.</param>
    /// <param name="Domains">The mail domains whose users it is for; none makes it the way for all whom nothing else serves.</param>
    public sealed record PointsTo(string Url, ImmutableArray<string> Domains) : ScpContent
    {
        /// <summary>The directory that is pointed to; null where the URL names none.</summary>
        public LdapServer? Server => ScpBinding.TryServer(Url, out var server) ? server : null;

        /// <inheritdoc/>
        public override ImmutableArray<string> Keywords =>
            [ScpKeywords.PointerGuid, .. Domains.Distinct(StringComparer.OrdinalIgnoreCase).Select(domain => $"{ScpKeywords.Domain}{domain}")];

        private protected override ImmutableArray<(string Attribute, ImmutableArray<string> Values)> Others => [("serviceBindingInformation", [Url])];

        private protected override string? OwnFault =>
            Server is null ? $"'{OneLine.Of(Url)}' is not LDAP://HOST or LDAP://HOST:PORT"
            : Domains.FirstOrDefault(domain => !MailboxAddress.TryDomain(domain, out _)) is { } wrong ? $"'{OneLine.Of(wrong)}' is not a domain name"
            : null;
    }
}
