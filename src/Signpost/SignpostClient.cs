using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Signpost.Diagnostics;
using Signpost.Discovery;
using Signpost.Dns;
using Signpost.Doctor;
using Signpost.Doctor.Clients;
using Signpost.Tracing;

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

    /// <summary>Looks at everything that could lead a client to a CAS, every SCP of the forest included, and says what is wrong with it.</summary>
    /// <exception cref="OperationCanceledException">The caller called it off.</exception>
    public Task<DoctorReport> ExamineAsync(MailboxAddress address, CancellationToken cancellationToken) => ExamineAsync(address, [], null, cancellationToken);

    /// <summary>Looks at everything that could lead a client to a CAS, every SCP of the forest included, and says what is wrong with it.</summary>
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
