using System.Collections.Immutable;
using System.Globalization;
using Signpost.Directory;
using Signpost.Tracing;

namespace Signpost.Scp;

/// <summary>The SCPs and the pointers of one directory.</summary>
/// <param name="Scps">Those with a URL that may be tried, in the directory's order.</param>
/// <param name="Pointers">The pointers, oldest first, so that the directory's arbitrary order decides nothing.</param>
internal sealed record ScpReading(ImmutableArray<ServiceConnectionPoint> Scps, ImmutableArray<ScpPointer> Pointers)
{
    /// <summary>What to ask for: the two required by MS-OXDISCO section 2.2.1, and what ranking needs.</summary>
    public static ImmutableArray<string> Attributes { get; } =
        ["serviceBindingInformation", "keywords", "whenCreated", "uSNCreated", "objectGUID", "serviceDNSName", "serviceClassName", "cn"];

    /// <summary>Which objects are SCPs of Autodiscover. By objectClass and not by objectCategory, which only domain controllers know by short names.</summary>
    public static LdapFilter Filter { get; } = LdapFilter.AllOf(
        LdapFilter.Is("objectClass", "serviceConnectionPoint"),
        LdapFilter.AnyOf(LdapFilter.Is("keywords", ScpKeywords.PointerGuid), LdapFilter.Is("keywords", ScpKeywords.UrlGuid)));

    /// <summary>Sorts out what a directory found.</summary>
    public static ScpReading Of(ImmutableArray<DirectoryEntry> entries, string source, Trace trace)
    {
        var scps = ImmutableArray.CreateBuilder<ServiceConnectionPoint>();
        var pointers = new List<ScpPointer>();
        foreach (var entry in entries)
        {
            var keywords = new ScpKeywords(entry.Texts("keywords"));
            if (keywords is { AnnouncesUrl: false, IsPointer: false } || FirstBinding(entry, keywords, trace) is not { } binding)
            {
                continue;
            }

            if (keywords.AnnouncesUrl)
            {
                if (Url(entry, keywords, binding, trace) is { } url)
                {
                    scps.Add(Scp(entry, keywords, url, source));
                }
            }
            else if (ScpBinding.TryServer(binding, out var server))
            {
                pointers.Add(new ScpPointer(entry.DistinguishedName, keywords, server, Created(entry)));
            }
            else
            {
                trace.Note(ScpFindings.BadPointer(entry.DistinguishedName, binding));
            }
        }

        return new ScpReading(scps.ToImmutable(), [.. pointers
            .OrderBy(pointer => pointer.WhenCreated ?? DateTimeOffset.MaxValue)
            .ThenBy(pointer => pointer.DistinguishedName, StringComparer.OrdinalIgnoreCase)]);
    }

    // Set-ClientAccessServer can empty it, and clients read the first value only.
    private static string? FirstBinding(DirectoryEntry entry, ScpKeywords keywords, Trace trace)
    {
        ImmutableArray<string> bindings = [.. entry.Texts("serviceBindingInformation").Select(text => text.Trim()).Where(text => text is not "")];
        if (bindings is [])
        {
            trace.Note(ScpFindings.Empty(entry.DistinguishedName, keywords.AnnouncesUrl));
            return null;
        }

        if (bindings.Length > 1)
        {
            trace.Note(ScpFindings.SeveralUrls(entry.DistinguishedName, bindings));
        }

        return bindings[0];
    }

    private static Uri? Url(DirectoryEntry entry, ScpKeywords keywords, string binding, Trace trace)
    {
        if (keywords.IsPointer)
        {
            trace.Note(ScpFindings.BothKinds(entry.DistinguishedName));
        }

        if (keywords.HasEmptySite)
        {
            trace.Note(ScpFindings.EmptySite(entry.DistinguishedName, keywords.Sites));
        }

        if (!ScpBinding.TryUrl(binding, out var url, out var why))
        {
            trace.Note(ScpFindings.Malformed(entry.DistinguishedName, binding, why));
            return null;
        }

        if (url.Scheme == Uri.UriSchemeHttps)
        {
            return url;
        }

        // Credentials go over TLS only, so that there is nothing to try here.
        trace.Note(ScpFindings.NotHttps(entry.DistinguishedName, binding));
        return null;
    }

    private static ServiceConnectionPoint Scp(DirectoryEntry entry, ScpKeywords keywords, Uri url, string source) => new()
    {
        DistinguishedName = entry.DistinguishedName,
        Cn = entry.Text("cn") ?? (DistinguishedName.TryParse(entry.DistinguishedName, out var name) ? name.FirstValue : entry.DistinguishedName),
        Source = source,
        Url = url,
        Sites = keywords.Sites,
        Domains = keywords.Domains,
        WhenCreated = Created(entry),
        UsnCreated = long.TryParse(entry.Text("uSNCreated"), NumberStyles.None, CultureInfo.InvariantCulture, out var usn) ? usn : null,
        ObjectGuid = GuidOf(entry),
    };

    // 16 bytes in the directory and in most exports; ldbsearch writes it as text.
    private static Guid? GuidOf(DirectoryEntry entry) => entry.Values("objectGUID") switch
    {
        [{ Span.Length: 16 } bytes, ..] => new Guid(bytes.Span),
        [var text, ..] when Guid.TryParse(text.Text, out var guid) => guid,
        _ => null,
    };

    private static DateTimeOffset? Created(DirectoryEntry entry) => GeneralizedTime.TryParse(entry.Text("whenCreated"), out var moment) ? moment : null;
}
