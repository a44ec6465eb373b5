using System.Collections.Immutable;
using System.CommandLine;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Server.Registration;
using Signpost.Sites;

namespace Signpost.Cli.Registration;

/// <summary>The options that say which SCP is meant, and what it is to say.</summary>
internal sealed class ScpOptions
{
    private readonly Option<string?> name = new("--name") { HelpName = "NAME" };
    private readonly Option<string?> dnsName = new("--dns-name") { HelpName = "FQDN" };
    private readonly Option<string?> organization = new("--organization") { HelpName = "NAME" };
    private readonly Option<string?> internalUri = new("--internal-uri", "--AutoDiscoverServiceInternalUri") { HelpName = "URL" };
    private readonly Option<string?> siteScope = new("--site-scope", "--AutoDiscoverSiteScope") { HelpName = "SITE,SITE" };
    private readonly Option<string?> pointer = new("--pointer") { HelpName = "LDAP-URL" };
    private readonly Option<string?> forDomain = new("--for-domain") { HelpName = "DOMAIN,DOMAIN" };

    /// <summary>Options of the commands that say what the SCP is to say.</summary>
    public IEnumerable<Option> Whole => [name, dnsName, organization, internalUri, siteScope, pointer, forDomain];

    /// <summary>Options of the command that needs to know only which SCP is meant.</summary>
    public IEnumerable<Option> Which => [name, dnsName, pointer];

    /// <summary>The pointer that is meant; null where it is a CAS.</summary>
    /// <exception cref="UsageException">It is none, or both are given.</exception>
    public ScpPointing? Pointer(ParseResult given)
    {
        if (given.GetValue(pointer) is not { } url)
        {
            return given.GetValue(forDomain) is null ? null : throw new UsageException("--for-domain is for a pointer: give --pointer LDAP://HOST");
        }

        foreach (var option in (Option<string?>[])[name, dnsName, organization, internalUri, siteScope])
        {
            if (given.GetResult(option) is not null && given.GetValue(option) is not null)
            {
                throw new UsageException($"{option.Name} is for the SCP of a CAS: leave out it or --pointer");
            }
        }

        var pointing = new ScpPointing(url, Words(given.GetValue(forDomain)));
        return pointing.Fault is { } fault ? throw new UsageException($"--pointer: {fault}") : pointing;
    }

    /// <summary>Checks what can be checked without a directory.</summary>
    /// <exception cref="UsageException">Something is wrong.</exception>
    public void Check(ParseResult given)
    {
        if (given.GetValue(name) is { } text && ComputerName.Fault(text) is { } fault)
        {
            throw new UsageException($"--name: {fault}");
        }

        if (given.GetValue(dnsName) is { } full && !MailboxAddress.TryDomain(full, out _))
        {
            throw new UsageException($"--dns-name: '{full}' is not the full DNS name of a host");
        }

        if (given.GetValue(organization) is "")
        {
            throw new UsageException("--organization: the name is empty");
        }

        // With any good name for the host: the URL alone is judged here.
        if (Url(given) is { } url && new ScpAnnouncement("CAS", "cas.example.org", url, []).Fault is { } wrong)
        {
            throw new UsageException($"--internal-uri: {wrong}");
        }

        _ = Chosen(given);
    }

    /// <summary>The names of the CAS: those given, else this host's.</summary>
    public CasNames Names(ParseResult given, ThisHost host, RootDse rootDse)
    {
        var computer = given.GetValue(name) ?? host.ShortName;
        var note = given.GetValue(name) is null && host.WasCut ? $"the name of this host is too long for a computer of the domain, and cut to {computer}" : null;
        var full = given.GetValue(dnsName) ?? host.DnsNameOf(computer, ForestDomain.Of(rootDse));
        return ComputerName.Fault(computer) is { } fault ? throw new UsageException($"{fault}: give --name")
            : !MailboxAddress.TryDomain(full, out _) ? throw new UsageException($"this host has no full DNS name ('{full}'): give --dns-name")
            : new CasNames(computer, full, note);
    }

    /// <summary>What the SCP of the CAS is to say.</summary>
    /// <exception cref="UsageException">It can't be said.</exception>
    public ScpAnnouncement Announcement(ParseResult given, CasNames names, HostSite here)
    {
        var announcement = new ScpAnnouncement(
            names.Name, names.DnsName, Url(given) ?? new Uri($"https://{names.DnsName}/Autodiscover/Autodiscover.xml"), Sites(given, here))
        {
            Organization = given.GetValue(organization),
        };
        return announcement.Fault is { } fault ? throw new UsageException(fault) : announcement;
    }

    /// <summary>What the SCP of the CAS is held against: only what was given, and where the CAS is.</summary>
    public ScpExpectation.OfCas Expectation(ParseResult given, CasNames names, HostSite here) => new(names.Name, names.DnsName)
    {
        Url = Url(given),
        Sites = Chosen(given) is null ? null : Sites(given, here),
        Here = here,
    };

    private static Uri? Read(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) ? url : null;

    private Uri? Url(ParseResult given) => given.GetValue(internalUri) is { } text
        ? Read(text) ?? throw new UsageException($"--internal-uri: '{text}' is no absolute URL")
        : null;

    private ImmutableArray<SiteName> Sites(ParseResult given, HostSite here) => SiteOfThisHost.Of(Chosen(given), here) switch
    {
        SiteOfThisHost.Known { Sites: var sites } => sites,
        SiteOfThisHost.Unknown { Why: var why } => throw new UsageException($"in which site this host is, is not known ({why}): give --site-scope SITE, or --site-scope none"),
        SiteOfThisHost.NoSuch wrong => throw new UsageException(
            $"--site-scope: there is no site '{wrong.Wrong}'{(wrong.Nearest is { } near ? $"; did you mean {near}?" : $": there are {string.Join(", ", wrong.Existing)}")}"),
        _ => throw new InvalidOperationException(),
    };

    private ImmutableArray<SiteName>? Chosen(ParseResult given) => given.GetValue(siteScope) switch
    {
        null => null,
        "none" => [],
        var text when text.Split(',', StringSplitOptions.TrimEntries) is var words && !words.Contains("") => [.. words.Select(word => new SiteName(word))],
        _ => throw new UsageException("--site-scope: the name of a site is empty; for no site at all: --site-scope none"),
    };

    private static ImmutableArray<string> Words(string? text) =>
        text is null ? [] : [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}

/// <summary>What a CAS is called.</summary>
/// <param name="Name">As a computer.</param>
/// <param name="DnsName">In the DNS.</param>
/// <param name="Note">What is to be said about that; null when nothing is.</param>
internal sealed record CasNames(string Name, string DnsName, string? Note);
