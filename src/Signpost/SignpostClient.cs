using Signpost.Discovery;
using Signpost.Dns;
using Signpost.Doctor;
using Signpost.Tracing;

namespace Signpost;

/// <summary>Finds the Client Access Server of a mailbox. It keeps nothing between calls and may be shared.</summary>
/// <param name="options">How to go about it.</param>
/// <param name="resolver">Where names are looked up; null is the network.</param>
/// <param name="time">The clock; null is the system's.</param>
/// <param name="random">Chance, for the weights of SRV records; null is a new one.</param>
public sealed class SignpostClient(DiscoveryOptions options, IServiceResolver? resolver = null, TimeProvider? time = null, Random? random = null)
{
    private readonly IServiceResolver resolver = resolver ?? new NetworkResolver();
    private readonly TimeProvider time = time ?? TimeProvider.System;
    private readonly Random random = random ?? new Random();

    /// <summary>Finds the CAS of an address. Whatever the network does is in the report.</summary>
    /// <exception cref="OperationCanceledException">The caller called it off.</exception>
    public Task<DiscoveryReport> DiscoverAsync(MailboxAddress address, CancellationToken cancellationToken) =>
        new DiscoveryEngine(options, resolver, time, random).DiscoverAsync(address, cancellationToken);

    /// <summary>What <see cref="DiscoverAsync"/> would try, in which order, without contacting any CAS.</summary>
    /// <exception cref="OperationCanceledException">The caller called it off.</exception>
    public Task<RankedList> PlanAsync(MailboxAddress address, CancellationToken cancellationToken) =>
        new PlanEngine(options, resolver, time, random).PlanAsync(address, cancellationToken);

    /// <summary>Looks at everything that could lead a client to a CAS, every SCP of the forest included, and says what is wrong with it.</summary>
    /// <exception cref="OperationCanceledException">The caller called it off.</exception>
    public Task<DoctorReport> ExamineAsync(MailboxAddress address, CancellationToken cancellationToken) =>
        new Examiner(options, resolver, time, random).ExamineAsync(address, cancellationToken);

    /// <summary>The SCPs of the forest, ranked for this client.</summary>
    /// <param name="address">Whose pointers are followed, and whose domain tells the forest where the options do not; may be null.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    /// <exception cref="OperationCanceledException">The caller called it off.</exception>
    public Task<RankedList> ScpsAsync(MailboxAddress? address, CancellationToken cancellationToken) =>
        new PlanEngine(options, resolver, time, random).ScpsAsync(address, cancellationToken);

    /// <summary>The client's site, how it is known, and how far the other sites are.</summary>
    /// <param name="address">Whose domain tells the forest where the options do not; may be null.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    /// <exception cref="OperationCanceledException">The caller called it off.</exception>
    public Task<SiteReport> SiteAsync(MailboxAddress? address, CancellationToken cancellationToken) =>
        new PlanEngine(options, resolver, time, random).SiteAsync(address, cancellationToken);
}
