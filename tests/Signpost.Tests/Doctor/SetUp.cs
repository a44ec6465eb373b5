using System.Globalization;
using System.Net;
using System.Text;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Dns;
using Signpost.Logon;
using Signpost.Sites;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Tests.Doctor;

/// <summary>A world with one thing wrong, read from a file of SetUps/ (see the README there).</summary>
internal sealed class SetUp
{
    private static readonly string[] Healthy = ["https://cas1.contoso.test", "https://cas2.contoso.test", "https://autodiscover.contoso.test"];

    private readonly VirtualTime time;
    private readonly StringBuilder added = new();
    private readonly List<string> removed = [];
    private readonly List<SrvRecord> services = [];
    private readonly Dictionary<string, string> hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly FakeResolver resolver = new();
    private DiscoveryOptions options = new() { ClientAddress = IPAddress.Parse("10.77.1.10") };
    private PingOutcome? ping;
    private string password = SetUpCas.Password;

    private SetUp(VirtualTime time) => this.time = time;

    /// <summary>The codes that the doctor is to name, in order of name.</summary>
    public List<string> Expected { get; } = [];

    public DiscoveryOptions Options => options with
    {
        Forest = new ForestChoice.Open(Forest()) { Ping = ping, DomainController = ping is null ? "" : "dc1.contoso.test" },
        Logon = new MailboxLogon.Password("anna", new Secret(password)),
    };

    public IServiceResolver Resolver => services is [] ? resolver : resolver.Service("_autodiscover._tcp.contoso.test", [.. services]);

    public FakeNet Net => hosts.Aggregate(new FakeNet(time), (net, host) => HostOf(host.Key, host.Value) is { } one ? Put(net, host.Key, one) : net);

    public static IEnumerable<string> Names() => typeof(SetUp).Assembly.GetManifestResourceNames()
        .Where(name => name.EndsWith(".setup", StringComparison.Ordinal)).Select(name => name.Split('.')[^2]).Order(StringComparer.Ordinal);

    public static SetUp Read(string name, VirtualTime time)
    {
        var setUp = new SetUp(time);
        foreach (var host in Healthy)
        {
            setUp.hosts[host] = "cas";
        }

        using var lines = new StringReader(Resource($"{name}.setup"));
        while (lines.ReadLine() is { } line)
        {
            setUp.Take(line, lines);
        }

        return setUp;
    }

    private void Take(string line, StringReader rest)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (words)
        {
            case [] or ["#", ..]:
                break;
            case ["expect", var code]:
                Expected.Add(code);
                break;
            case ["ldif"]:
                while (rest.ReadLine() is { } entry and not "end")
                {
                    added.Append(entry).Append('\n');
                }

                added.Append('\n');
                break;
            case ["without", var rdn]:
                removed.Add(rdn);
                break;
            case ["host", var url, ..]:
                hosts[url] = string.Join(' ', words[2..]);
                break;
            case ["srv", var priority, var weight, var port, var target]:
                services.Add(new SrvRecord(Number(priority), Number(weight), Number(port), target));
                break;
            case ["address", var host, var ip]:
                resolver.Host(host, ip);
                break;
            case ["site", var site]:
                options = options with { Site = new SiteName(site) };
                break;
            case ["client", var ip]:
                options = options with { ClientAddress = IPAddress.Parse(ip) };
                break;
            case ["ping", var site, var ip]:
                options = options with { ClientAddress = null };
                ping = Pings.Answered(site, IPAddress.Parse(ip));
                break;
            case ["password", var word]:
                password = word;
                break;
            default:
                throw new FormatException($"'{line}' is no line of a set-up");
        }
    }

    private LdifDirectory Forest()
    {
        var entries = Resource("base.ldif").Split("\n\n").Where(entry => !removed.Exists(rdn => entry.StartsWith($"dn: {rdn},", StringComparison.Ordinal)));
        var text = string.Join("\n\n", entries).TrimEnd() + "\n\n" + added;
        return LdifDirectory.Parse(text, "forest.ldif") is OpenOutcome.Opened { Directory: LdifDirectory forest } ? forest : throw new FormatException("the forest is no LDIF");
    }

    // A port of its own is one in the name as well: FakeNet tells hosts apart by both.
    private static FakeNet Put(FakeNet net, string url, FakeHost host) => net.Host(new Uri(url).GetLeftPart(UriPartial.Authority), host);

    private FakeHost? HostOf(string url, string behaviour)
    {
        var words = behaviour.Split(' ');
        var faults = words[1..].Select(word => word.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair.Length > 1 ? pair[1] : "");
        var first = words[0].Split('=', 2);
        var host = new Uri(url).IdnHost;
        return (first[0], first.ElementAtOrDefault(1) ?? "") switch
        {
            ("cas", _) => new SetUpCas(host, faults, time.GetUtcNow()).Host,
            ("gone", _) => null,
            ("refuses", _) => FakeHost.Refusing,
            ("silent", _) => FakeHost.Silent,
            ("hangs", _) => FakeHost.Hanging,
            ("html", _) => FakeHost.Html,
            ("status", var status) => FakeHost.Status(Number(status)),
            ("redirects", var target) => Redirect(target, faults.ContainsKey("svc")),
            ("redirect-url", var target) => FakeHost.RedirectsUrl(target).Behind(SetUpCas.Password),
            ("untrusted", var fault) => FakeHost.Untrusted(host, Enum.Parse<TlsFault>(fault)),
            _ => throw new FormatException($"'{behaviour}' is no behaviour of a host"),
        };
    }

    private static FakeHost Redirect(string target, bool alsoSoap) => new(request =>
        alsoSoap && request.Url.AbsolutePath.EndsWith(".svc", StringComparison.Ordinal)
            ? FakeHost.Redirects(target.Replace(".xml", ".svc", StringComparison.Ordinal)).Answers(request)
            : FakeHost.Redirects(target).Answers(request));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Resource(string name)
    {
        using var stream = typeof(SetUp).Assembly.GetManifestResourceStream($"Signpost.Tests.Doctor.SetUps.{name}") ?? throw new ArgumentException($"no set-up {name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
