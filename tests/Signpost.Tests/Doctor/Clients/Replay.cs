using Signpost.Dns;
using Signpost.Doctor.Clients;
using Signpost.Scp;
using Signpost.Sites;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Doctor.Clients;

/// <summary>A client in the world of contoso.test.</summary>
internal static class Replay
{
    public const string Apex = "https://contoso.test";
    public const string Own = "https://autodiscover.contoso.test";
    public const string Plain = "http://autodiscover.contoso.test";
    public const string Mail = "https://mail.contoso.test";
    public const string Xml = "/autodiscover/autodiscover.xml";
    public const string Svc = "/autodiscover/autodiscover.svc";
    public const string ServiceName = "_autodiscover._tcp.contoso.test";

    private static readonly MailboxAddress Ada = MailboxAddress.Parse("ada@contoso.test");
    private static readonly SiteName Berlin = new("Berlin");

    public static Task<ClientVerdict> RunAsync(string client, LiteralFacts facts, FakeResolver? resolver = null) => RunAsync(client, facts, In(resolver));

    public static Task<ClientVerdict> RunAsync(string client, LiteralFacts facts, ReplayInput input) => ClientReplay.RunAsync(Named(client), input, facts, CancellationToken.None);

    public static ClientProfile Named(string client) => ClientProfile.TryFind(client, out var profile) ? profile : throw new ArgumentException(client);

    /// <summary>A client in Berlin that may see these SCPs.</summary>
    public static ReplayInput In(FakeResolver? resolver = null, params ServiceConnectionPoint[] scps) =>
        new() { Address = Ada, Site = Berlin, Scps = [.. scps], Resolver = resolver ?? Hosts() };

    /// <summary>A resolver that knows the hosts of the world by IPv4.</summary>
    public static FakeResolver Hosts() => new FakeResolver()
        .Host("contoso.test", "192.0.2.1").Host("autodiscover.contoso.test", "192.0.2.2").Host("mail.contoso.test", "192.0.2.3").Host("a.hosting.test", "192.0.2.4")
        .Host("b.hosting.test", "192.0.2.5").Host("fabrikam.test", "192.0.2.6");

    public static FakeResolver Service(params SrvRecord[] records) => Hosts().Service(ServiceName, records);

    /// <summary>An SCP; the later it is in the year, the younger.</summary>
    public static ServiceConnectionPoint Scp(string host, int month, params string[] sites) => new()
    {
        DistinguishedName = $"CN={host},DC=contoso,DC=test",
        Cn = host,
        Source = "ldap://dc1.contoso.test",
        Url = new Uri($"https://{host}.contoso.test{Xml}"),
        Sites = [.. sites.Select(site => new SiteName(site))],
        WhenCreated = new DateTimeOffset(2024, month, 1, 0, 0, 0, TimeSpan.Zero),
    };

    /// <summary>The hosts that were asked, each once.</summary>
    public static IEnumerable<string> HostsIn(ClientVerdict verdict) => verdict.Path.Select(place => place.Url?.Host).OfType<string>().Distinct();
}
