using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Signpost.Autodiscover;
using Signpost.Scp;
using Signpost.Sites;

namespace Signpost.Server.Mailboxes;

/// <summary>Which CAS serves a mailbox, by what the directory calls its home.</summary>
internal sealed class MailboxHomes(CasIdentity self, ILogger logger)
{
    private const string Path = "/autodiscover/autodiscover.xml";
    private const int MostWarnings = 100;

    private readonly ConcurrentDictionary<string, bool> warned = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a home is here without a look at any SCP.</summary>
    public bool IsHere(string home) => home is "" || self.IsCalled(home);

    /// <summary>The CAS of a home by the forest's SCPs; null is here.</summary>
    public ServiceUrl? UrlOf(string home, ForestMap.Read map)
    {
        // 1. The CAS of that name. 2. The CASs of that site; this one if it is among them, else the oldest.
        if (map.Scps.Where(scp => scp.Cn.Equals(home, StringComparison.OrdinalIgnoreCase)).ToImmutableArray() is [_, ..] named)
        {
            return Oldest(named);
        }

        var site = new SiteName(home);
        if (map.Site == site)
        {
            return null;
        }

        if (map.Scps.Where(scp => scp.Sites.Contains(site)).ToImmutableArray() is [_, ..] there)
        {
            return Oldest(there);
        }

        if (warned.Count < MostWarnings && warned.TryAdd(home, true))
        {
            Log.HomeUnknown(logger, home);
        }

        return null;
    }

    private ServiceUrl? Oldest(ImmutableArray<ServiceConnectionPoint> scps)
    {
        // A password follows: only to where it is protected.
        if (scps.Any(scp => self.IsAt(scp.Url)) || scps.Where(scp => scp.Url.Scheme == Uri.UriSchemeHttps).Order(ByAge).FirstOrDefault() is not { Url: var url })
        {
            return null;
        }

        var isUsual = url.AbsolutePath.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) && url.Query is "";
        return new ServiceUrl(isUsual ? url.AbsoluteUri : new Uri(url, Path).AbsoluteUri);
    }

    private static Comparer<ServiceConnectionPoint> ByAge { get; } = Comparer<ServiceConnectionPoint>.Create((one, other) =>
        (one.WhenCreated ?? DateTimeOffset.MaxValue, one.UsnCreated ?? long.MaxValue).CompareTo((other.WhenCreated ?? DateTimeOffset.MaxValue, other.UsnCreated ?? long.MaxValue)) is not 0 and var order
            ? order
            : string.Compare(one.DistinguishedName, other.DistinguishedName, StringComparison.OrdinalIgnoreCase));
}
