using System.Collections.Immutable;
using Signpost.Autodiscover;
using Signpost.Dns;
using Signpost.Scp;
using Signpost.Sites;
using Signpost.Transport;

namespace Signpost.Doctor;

/// <summary>All that an examination has seen; the rules read findings off it.</summary>
internal sealed record DoctorFacts
{
    // A large forest has thousands of hosts, and as many questions for one of them.
    private readonly Dictionary<Uri, HostFacts> hostsByUrl = [];

    public required MailboxAddress Address { get; init; }

    /// <summary>What was asked.</summary>
    public AutodiscoverQuestion Question { get; init; } = AutodiscoverQuestion.Default;

    /// <summary>When it was seen.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Whether the directory let itself be asked.</summary>
    public bool HasDirectory { get; init; }

    /// <summary>The server that refused the credentials; null where none did.</summary>
    public string? RefusedBy { get; init; }

    /// <summary>Whether it did so by saying that the account is locked.</summary>
    public bool IsLocked { get; init; }

    /// <summary>The sites of the forest; null where they could not be read.</summary>
    public SiteTopology? Topology { get; init; }

    /// <summary>Every SCP with a URL.</summary>
    public ImmutableArray<ServiceConnectionPoint> Scps { get; init; } = [];

    /// <summary>The clock of the directory; null where it does not tell.</summary>
    public DateTimeOffset? DirectoryClock { get; init; }

    /// <summary>What the candidates of all steps led to, in the order of the steps.</summary>
    public ImmutableArray<EndpointChain> Chains { get; init; } = [];

    /// <summary>The hosts that answered over TLS, with what they said in each dialect.</summary>
    public ImmutableArray<HostFacts> Hosts
    {
        get;
        init => (field, hostsByUrl) = (value, value.ToDictionary(host => host.Url));
    } = [];

    /// <summary>What a bare GET of <c>http://autodiscover.domain/autodiscover/autodiscover.svc</c> came to.</summary>
    public EndpointFact? SoapRedirect { get; init; }

    /// <summary>The URLs of the settings, looked at.</summary>
    public ImmutableArray<ServiceLook> Services { get; init; } = [];

    /// <summary>The addresses of hosts.</summary>
    public ImmutableDictionary<string, HostAnswer> Names { get; init; } = ImmutableDictionary.Create<string, HostAnswer>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the host said at a URL; null where nobody there spoke HTTP over TLS.</summary>
    public HostFacts? HostAt(Uri url) => hostsByUrl.GetValueOrDefault(url);
}

/// <summary>What a host said in each dialect, at the POX URL that led there.</summary>
internal sealed record HostFacts(Uri Url, EndpointFact Pox, EndpointFact Soap, EndpointFact Json)
{
    /// <summary>The settings it gave, dialect by dialect.</summary>
    public IEnumerable<(AutodiscoverDialect Dialect, MailboxSettings Mailbox)> Settings =>
        new[] { Pox, Soap, Json }.Where(fact => fact.Answer is DialectAnswer.Settings).Select(fact => (fact.Dialect, ((DialectAnswer.Settings)fact.Answer!).Mailbox));
}

/// <summary>A URL that settings name, looked at by a bare GET.</summary>
internal sealed record ServiceLook(string What, string Url, Uri? Parsed, HttpOutcome? Outcome);
