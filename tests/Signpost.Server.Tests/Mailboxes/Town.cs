using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Server.Configuration;
using Signpost.Server.Mailboxes;
using Signpost.Transport;

namespace Signpost.Server.Tests.Mailboxes;

/// <summary>A forest from LDIF text, seen by cas1.contoso.test.</summary>
internal sealed class Town
{
    public const string Root = "dn: DC=contoso,DC=test\nobjectClass: domainDNS\n\ndn: CN=Configuration,DC=contoso,DC=test\nobjectClass: configuration\n";

    public CollectedLog Log { get; } = new();

    public MailboxConfiguration Configuration { get; init; } = new();

    public static string Person(string cn, params string[] lines) => $"\ndn: CN={cn},OU=People,DC=contoso,DC=test\nobjectClass: top\nobjectClass: person\nobjectClass: user\n{string.Join('\n', lines)}\n";

    public static string Scp(string cn, string url, string created, params string[] sites) =>
        $"\ndn: CN={cn},CN=Autodiscover,CN=Protocols,CN={cn},CN=Servers,CN=Configuration,DC=contoso,DC=test\nobjectClass: serviceConnectionPoint\ncn: {cn}\n"
        + $"keywords: 77378F46-2C66-4aa9-A6A6-3E7A48B19596\n{string.Concat(sites.Select(site => $"keywords: Site={site}\n"))}serviceBindingInformation: {url}\nwhenCreated: {created}0101000000.0Z\n";

    public static DirectoryConfiguration Forest(IDirectory directory) =>
        new(new ForestChoice.Open(directory), new DirectoryLogon.Anonymous(), TlsTrust.Platform, TimeSpan.FromSeconds(5));

    public static LdifDirectory Read(params string[] ldif) =>
        (LdifDirectory)Assert.IsType<OpenOutcome.Opened>(LdifDirectory.Parse(Root + string.Concat(ldif), "forest.ldif")).Directory;

    public Task<MailboxLookup> FindAsync(string address, params string[] ldif) => FindAsync(MailboxAddress.Parse(address), Read(ldif));

    public async Task<MailboxLookup> FindAsync(MailboxAddress address, IDirectory directory, int times = 1)
    {
        await using var forest = new KeptForest(Forest(directory), Log, TimeProvider.System);
        await using var mailboxes = Mailboxes(forest);
        for (; times > 1; times--)
        {
            await mailboxes.FindAsync(address, TestContext.Current.CancellationToken);
        }

        return await mailboxes.FindAsync(address, TestContext.Current.CancellationToken);
    }

    public async Task<MailboxLookup> FindByLegacyDnAsync(string legacyDn, params string[] ldif)
    {
        await using var forest = new KeptForest(Forest(Read(ldif)), Log, TimeProvider.System);
        await using var mailboxes = Mailboxes(forest);
        return await mailboxes.FindAsync(legacyDn, TestContext.Current.CancellationToken);
    }

    public async Task<bool> AcceptsAsync(string domain, params string[] ldif)
    {
        await using var forest = new KeptForest(Forest(Read(ldif)), Log, TimeProvider.System);
        await using var mailboxes = Mailboxes(forest);
        return await mailboxes.AcceptsAsync(domain, TestContext.Current.CancellationToken);
    }

    private DirectoryMailboxes Mailboxes(KeptForest forest) => new(forest, Configuration, new CasIdentity("cas1.contoso.test", "CAS1", null), Log, TimeProvider.System);
}
