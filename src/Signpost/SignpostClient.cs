using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Signpost.Autodiscover.Soap;
using Signpost.Availability;
using Signpost.Diagnostics;
using Signpost.Discovery;
using Signpost.Dns;
using Signpost.Doctor;
using Signpost.Doctor.Clients;
using Signpost.Ews;
using Signpost.Oof;
using Signpost.Questions;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost;

/// <summary>Finds the Client Access Server of a mailbox. It keeps nothing between calls and may be shared by any number of them at once.</summary>
/// <param name="options">How to go about it, where a call does not say otherwise.</param>
/// <param name="resolver">Where names are looked up; null is the network.</param>
/// <param name="time">The clock; null is the system's.</param>
/// <param name="random">Chance, for the weights of SRV records; null is a new one for each call.</param>
/// <param name="loggers">Who is told of runs in words; null is nobody.</param>
/// <param name="meters">Whose instruments count the runs; null takes those of the process.</param>
public sealed class SignpostClient(
    DiscoveryOptions options, IServiceResolver? resolver = null, TimeProvider? time = null, Random? random = null,
    ILoggerFactory? loggers = null, IMeterFactory? meters = null)
{
    private readonly IServiceResolver resolver = resolver ?? new NetworkResolver();
    private readonly TimeProvider time = time ?? TimeProvider.System;
    private readonly Watch watch = new(time ?? TimeProvider.System, loggers, meters);
    private readonly Lock dice = new();

    /// <summary>How it goes about it; vary it with <c>with</c> for a call that is to differ.</summary>
    public DiscoveryOptions Options { get; } = options;

    /// <summary>Finds the CAS of an address. Whatever the network does is in the report.</summary>
    /// <exception cref="OperationCanceledException">The caller called it off.</exception>
    public Task<DiscoveryReport> DiscoverAsync(MailboxAddress address, CancellationToken cancellationToken) =>
        DiscoverAsync(address, null, cancellationToken);

    /// <summary>Finds the CAS of an address. Whatever the network does is in the report.</summary>
    /// <param name="address">Whose.</param>
    /// <param name="options">How to go about it, instead of <see cref="Options"/>; null means these.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    /// <exception cref="OperationCanceledException">The caller called it off.</exception>
    public Task<DiscoveryReport> DiscoverAsync(MailboxAddress address, DiscoveryOptions? options, CancellationToken cancellationToken) => watch.RunAsync(
        RunKind.Discover, address, options ?? Options,
        watched => new DiscoveryEngine(watched, resolver, time, Chance()).DiscoverAsync(address, cancellationToken));

    /// <summary>What discovery would try, in which order, without contacting any CAS.</summary>
    /// <exception cref="OperationCanceledException">The caller called it off.</exception>
    public Task<RankedList> PlanAsync(MailboxAddress address, CancellationToken cancellationToken) => PlanAsync(address, null, cancellationToken);

    /// <summary>What discovery would try, in which order, without contacting any CAS.</summary>
    /// <param name="address">Whose.</param>
    /// <param name="options">How to go about it, instead of <see cref="Options"/>; null means these.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    /// <exception cref="OperationCanceledException">The caller called it off.</exception>
    public Task<RankedList> PlanAsync(MailboxAddress address, DiscoveryOptions? options, CancellationToken cancellationToken) => watch.RunAsync(
        RunKind.Plan, address, options ?? Options, watched => PlanEngine(watched).PlanAsync(address, cancellationToken));

    /// <summary>Looks at everything that could lead a client to a CAS, every SCP of the forest included, and says what is wrong with it. The memory of
    /// endpoints that answered is neither asked nor fed.</summary>
    /// <exception cref="OperationCanceledException">The caller called it off.</exception>
    public Task<DoctorReport> ExamineAsync(MailboxAddress address, CancellationToken cancellationToken) => ExamineAsync(address, [], null, cancellationToken);

    /// <summary>Looks at everything that could lead a client to a CAS, every SCP of the forest included, and says what is wrong with it. The memory of
    /// endpoints that answered is neither asked nor fed.</summary>
    /// <param name="address">Whose.</param>
    /// <param name="clients">Also say where these clients would end, and why.</param>
    /// <param name="options">How to go about it, instead of <see cref="Options"/>; null means these.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    /// <exception cref="OperationCanceledException">The caller called it off.</exception>
    public Task<DoctorReport> ExamineAsync(MailboxAddress address, ImmutableArray<ClientProfile> clients, DiscoveryOptions? options, CancellationToken cancellationToken) => watch.RunAsync(
        RunKind.Examine, address, options ?? Options, watched => new Examiner(watched, resolver, time, Chance()).ExamineAsync(address, clients, cancellationToken));

    /// <summary>The SCPs of the forest, ranked for this client.</summary>
    /// <param name="address">Whose pointers are followed, and whose domain tells the forest where the options do not; may be null.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    /// <exception cref="OperationCanceledException">The caller called it off.</exception>
    public Task<RankedList> ScpsAsync(MailboxAddress? address, CancellationToken cancellationToken) => ScpsAsync(address, null, cancellationToken);

    /// <summary>The SCPs of the forest, ranked for this client.</summary>
    /// <param name="address">Whose pointers are followed, and whose domain tells the forest where the options do not; may be null.</param>
    /// <param name="options">How to go about it, instead of <see cref="Options"/>; null means these.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    /// <exception cref="OperationCanceledException">The caller called it off.</exception>
    public Task<RankedList> ScpsAsync(MailboxAddress? address, DiscoveryOptions? options, CancellationToken cancellationToken) => watch.RunAsync(
        RunKind.Scps, address, options ?? Options, watched => PlanEngine(watched).ScpsAsync(address, cancellationToken));

    /// <summary>The client's site, how it is known, and how far the other sites are.</summary>
    /// <param name="address">Whose domain tells the forest where the options do not; may be null.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    /// <exception cref="OperationCanceledException">The caller called it off.</exception>
    public Task<SiteReport> SiteAsync(MailboxAddress? address, CancellationToken cancellationToken) => SiteAsync(address, null, cancellationToken);

    /// <summary>The client's site, how it is known, and how far the other sites are.</summary>
    /// <param name="address">Whose domain tells the forest where the options do not; may be null.</param>
    /// <param name="options">How to go about it, instead of <see cref="Options"/>; null means these.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    /// <exception cref="OperationCanceledException">The caller called it off.</exception>
    public Task<SiteReport> SiteAsync(MailboxAddress? address, DiscoveryOptions? options, CancellationToken cancellationToken) => watch.RunAsync(
        RunKind.Site, address, options ?? Options, watched => PlanEngine(watched).SiteAsync(address, cancellationToken));

    /// <summary>Fetches chosen settings of many mailboxes by SOAP Autodiscover, in as few calls as servers allow.</summary>
    /// <param name="endpoint">Whom to ask; null finds the endpoint of each mailbox's domain.</param>
    /// <param name="mailboxes">Whose settings.</param>
    /// <param name="settings">The names of the settings, see <see cref="UserSettingNames"/>; empty asks for what <see cref="UserSettingsMapping.AskedByDefault"/> names.</param>
    /// <param name="options">How to go about it, instead of <see cref="Options"/>; null means these.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    /// <exception cref="ArgumentException">No mailbox is given, or the endpoint is no https URL.</exception>
    /// <exception cref="OperationCanceledException">The caller called it off.</exception>
    public Task<SettingsReport> UserSettingsAsync(
        Uri? endpoint, ImmutableArray<MailboxAddress> mailboxes, ImmutableArray<string> settings, DiscoveryOptions? options, CancellationToken cancellationToken) =>
        SettingsAsync(endpoint, mailboxes, SettingsQuestion.Users(settings), options, cancellationToken);

    /// <summary>Fetches settings of whole domains by SOAP Autodiscover.</summary>
    /// <param name="endpoint">Whom to ask; null finds the endpoint of each domain.</param>
    /// <param name="domains">Which domains.</param>
    /// <param name="settings">The names of the settings, <c>ExternalEwsUrl</c> and <c>ExternalEwsVersion</c>; empty asks for both.</param>
    /// <param name="options">How to go about it, instead of <see cref="Options"/>; null means these.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    /// <exception cref="ArgumentException">No domain is given, one is none, or the endpoint is no https URL.</exception>
    /// <exception cref="OperationCanceledException">The caller called it off.</exception>
    public Task<SettingsReport> DomainSettingsAsync(
        Uri? endpoint, ImmutableArray<string> domains, ImmutableArray<string> settings, DiscoveryOptions? options, CancellationToken cancellationToken) =>
        SettingsAsync(
            endpoint, domains.IsDefault ? [] : [.. domains.Select(domain => SomebodyIn(domain, nameof(domains)))], SettingsQuestion.Domains(settings), options, cancellationToken);

    /// <summary>Asks whom the organization of a domain trusts to issue tokens. Anybody may ask: no credentials are sent.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="endpoint">Whom to ask; null is the hosts that follow from the domain (MS-OXWSADISC section 3.1.4.2).</param>
    /// <param name="options">How to go about it, instead of <see cref="Options"/>; null means these.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    /// <exception cref="ArgumentException">The domain is none, or the endpoint is no https URL.</exception>
    /// <exception cref="OperationCanceledException">The caller called it off.</exception>
    public Task<FederationReport> FederationInformationAsync(string domain, Uri? endpoint, DiscoveryOptions? options, CancellationToken cancellationToken)
    {
        RequireHttps(endpoint);
        var somebody = SomebodyIn(domain, nameof(domain));
        return watch.RunAsync(
            RunKind.Federation, somebody, options ?? Options,
            watched => new FederationEngine(watched, resolver, time).AskAsync(somebody.Domain, endpoint, cancellationToken));
    }

    /// <summary>Asks a CAS when people are free, and what times it suggests to meet.</summary>
    /// <param name="endpoint">Whom to ask: the URL of Exchange Web Services; null is whom the asker's settings name.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="options">How to go about it, instead of <see cref="Options"/>; null means these.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    /// <exception cref="ArgumentException">The question has a <see cref="FreeBusyQuestion.Problem"/>, nobody says whose settings name the endpoint, or that is no https URL.</exception>
    /// <exception cref="OperationCanceledException">The caller called it off.</exception>
    public Task<FreeBusyReport> FreeBusyAsync(Uri? endpoint, FreeBusyQuestion question, DiscoveryOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        RequireHttps(endpoint);
        if (question.Problem is { } problem)
        {
            throw new ArgumentException(problem, nameof(question));
        }

        var asker = question.Asker ?? (question.Attendees[0].Mailbox is { RoutingType: "" or EwsAddress.SmtpRouting } first && MailboxAddress.TryParse(first.Address, out var address)
            ? address
            : throw new ArgumentException("the first attendee has no SMTP address, and nobody else asks", nameof(question)));
        return watch.RunAsync(
            RunKind.FreeBusy, asker, options ?? Options,
            watched => new FreeBusyEngine(EwsRun(watched)).AskAsync(endpoint, question, asker, cancellationToken));
    }

    /// <summary>Asks what is answered while somebody is away.</summary>
    /// <param name="endpoint">Whom to ask: the URL of Exchange Web Services; null is whom the mailbox's settings name.</param>
    /// <param name="mailbox">Whose.</param>
    /// <param name="options">How to go about it, instead of <see cref="Options"/>; null means these.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    /// <exception cref="ArgumentException">The endpoint is no https URL.</exception>
    /// <exception cref="OperationCanceledException">The caller called it off.</exception>
    public Task<OofReport> GetOofAsync(Uri? endpoint, MailboxAddress mailbox, DiscoveryOptions? options, CancellationToken cancellationToken)
    {
        RequireHttps(endpoint);
        return watch.RunAsync(
            RunKind.Oof, mailbox, options ?? Options, watched => new OofEngine(EwsRun(watched), time).GetAsync(endpoint, mailbox, cancellationToken));
    }

    /// <summary>Sets what is answered while somebody is away. What no server would take is not sent.</summary>
    /// <param name="endpoint">Whom to ask: the URL of Exchange Web Services; null is whom the mailbox's settings name.</param>
    /// <param name="mailbox">Whose.</param>
    /// <param name="settings">All of it: what is left out is set to nothing.</param>
    /// <param name="options">How to go about it, instead of <see cref="Options"/>; null means these.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    /// <exception cref="ArgumentException">The endpoint is no https URL.</exception>
    /// <exception cref="OperationCanceledException">The caller called it off.</exception>
    public Task<OofReport> SetOofAsync(Uri? endpoint, MailboxAddress mailbox, OofSettings settings, DiscoveryOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        RequireHttps(endpoint);
        return watch.RunAsync(
            RunKind.Oof, mailbox, options ?? Options, watched => new OofEngine(EwsRun(watched), time).SetAsync(endpoint, mailbox, settings, cancellationToken));
    }

    private EwsRun EwsRun(DiscoveryOptions watched) => new(watched, resolver, time, Chance());

    private Task<SettingsReport> SettingsAsync(
        Uri? endpoint, ImmutableArray<MailboxAddress> addresses, SettingsQuestion question, DiscoveryOptions? options, CancellationToken cancellationToken)
    {
        RequireHttps(endpoint);
        ImmutableArray<MailboxAddress> each = addresses.IsDefault ? [] : [.. addresses.Distinct()];
        return each is []
            ? throw new ArgumentException("nobody to ask for", nameof(addresses))
            : watch.RunAsync(
                RunKind.Settings, each[0], options ?? Options,
                watched => new SettingsEngine(watched, resolver, time, Chance()).AskAsync(endpoint, each, question, cancellationToken));
    }

    private static void RequireHttps(Uri? endpoint)
    {
        if (endpoint is not null && !(endpoint.IsAbsoluteUri && endpoint.MayCarryCredentials && endpoint.UserInfo is ""))
        {
            throw new ArgumentException("an https URL without a user name", nameof(endpoint));
        }
    }

    // Discovery is for an address; nobody's settings are asked for, so that it need not exist.
    private static MailboxAddress SomebodyIn(string domain, string parameter) =>
        MailboxAddress.TryParse($"postmaster@{domain}", out var address) ? address : throw new ArgumentException($"'{domain}' is not a domain name", parameter);

    private PlanEngine PlanEngine(DiscoveryOptions watched) => new(watched, resolver, time, Chance());

    /// <summary>A source of chance of the call's own: one shared by two calls at once would break.</summary>
    private Random Chance()
    {
        if (random is null)
        {
            return new Random();
        }

        lock (dice)
        {
            return new Random(random.Next());
        }
    }
}
