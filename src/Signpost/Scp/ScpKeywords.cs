using System.Collections.Immutable;
using Signpost.Sites;

namespace Signpost.Scp;

/// <summary>What the keywords of an SCP say (MS-OXDISCO section 2.2.1). They compare without case, as the directory does.</summary>
internal sealed class ScpKeywords
{
    /// <summary>The keyword of an SCP that announces a URL.</summary>
    public const string UrlGuid = "77378F46-2C66-4aa9-A6A6-3E7A48B19596";

    /// <summary>The keyword of an SCP that points to another directory.</summary>
    public const string PointerGuid = "67661d7F-8FC4-4fa7-BFAC-E1D7794C1F68";

    /// <summary>How the keyword of a site begins.</summary>
    public const string Site = "Site=";

    /// <summary>How the keyword of a domain begins.</summary>
    public const string Domain = "Domain=";

    public ScpKeywords(ImmutableArray<string> keywords)
    {
        var sites = ImmutableArray.CreateBuilder<SiteName>();
        var domains = ImmutableArray.CreateBuilder<string>();
        IsPointerForAll = true;
        foreach (var keyword in keywords.Select(keyword => keyword.Trim()).Where(keyword => keyword is not ""))
        {
            var isPointer = keyword.Equals(PointerGuid, StringComparison.OrdinalIgnoreCase);
            IsPointer |= isPointer;
            IsPointerForAll &= isPointer;
            AnnouncesUrl |= keyword.Equals(UrlGuid, StringComparison.OrdinalIgnoreCase);
            if (After(Site, keyword) is { } site)
            {
                HasEmptySite |= site is "";
                AddNew(sites, new SiteName(site), site);
            }
            else if (After(Domain, keyword) is { } domain && !domains.Contains(domain, StringComparer.OrdinalIgnoreCase))
            {
                AddNew(domains, domain, domain);
            }
        }

        IsPointerForAll &= IsPointer;
        Sites = sites.ToImmutable();
        Domains = domains.ToImmutable();
    }

    public bool AnnouncesUrl { get; }

    public bool IsPointer { get; }

    /// <summary>Whether there is nothing but the keyword of pointers: such a one is for all whom nothing else serves.</summary>
    public bool IsPointerForAll { get; }

    public ImmutableArray<SiteName> Sites { get; }

    public ImmutableArray<string> Domains { get; }

    /// <summary>Whether a <c>Site=</c> keyword names no site.</summary>
    public bool HasEmptySite { get; }

    /// <summary>Whether it is for this mail domain; a domain may be written in letters of any language.</summary>
    public bool IsFor(string domain) => Domains.Any(scope =>
        scope.Equals(domain, StringComparison.OrdinalIgnoreCase)
        || (MailboxAddress.TryDomain(scope, out var labels) && labels.Equals(domain, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether Autodiscover reads this keyword: a kind, a site or a domain.</summary>
    public static bool IsOurs(string keyword) => keyword.Trim() is var text
        && (text is "" || text.Equals(UrlGuid, StringComparison.OrdinalIgnoreCase) || text.Equals(PointerGuid, StringComparison.OrdinalIgnoreCase)
            || After(Site, text) is not null || After(Domain, text) is not null);

    private static string? After(string prefix, string keyword) =>
        keyword.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? keyword[prefix.Length..].Trim() : null;

    private static void AddNew<T>(ImmutableArray<T>.Builder all, T one, string text)
    {
        if (text is not "" && !all.Contains(one))
        {
            all.Add(one);
        }
    }
}
