using System.Collections.Immutable;
using System.Globalization;
using Signpost.Dns;
using Signpost.Tracing;

namespace Signpost.Discovery;

/// <summary>The hosts that SRV records name (MS-OXDISCO section 3.1.5.3), in the order of RFC 2782.</summary>
internal sealed class SrvStep : IDiscoveryStep
{
    private readonly ImmutableArray<string> names;
    private readonly IServiceResolver resolver;
    private readonly Func<ImmutableArray<SrvRecord>, ImmutableArray<SrvRecord>> order;
    private readonly Trace trace;
    private readonly bool honoursPort;

    private SrvStep(
        StepKind kind, ImmutableArray<string> names, bool honoursPort, IServiceResolver resolver,
        Func<ImmutableArray<SrvRecord>, ImmutableArray<SrvRecord>> order, Trace trace) =>
        (Kind, this.names, this.honoursPort, this.resolver, this.order, this.trace) = (kind, names, honoursPort, resolver, order, trace);

    public StepKind Kind { get; }

    public static SrvStep Autodiscover(string domain, IServiceResolver resolver, Func<ImmutableArray<SrvRecord>, ImmutableArray<SrvRecord>> order, Trace trace) =>
        new(StepKind.SrvRecord, [$"_autodiscover._tcp.{domain}"], honoursPort: true, resolver, order, trace);

    /// <summary>A SIP record's port is that of SIP: only its host is of use.</summary>
    public static SrvStep Sip(string domain, IServiceResolver resolver, Func<ImmutableArray<SrvRecord>, ImmutableArray<SrvRecord>> order, Trace trace) =>
        new(StepKind.SipSrvRecord, [$"_sip._tls.{domain}", $"_sipinternaltls._tcp.{domain}"], honoursPort: false, resolver, order, trace);

    public async Task<StepResult> FindAsync(CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(names.Select(name => resolver.ServicesAsync(name, cancellationToken)));
        var candidates = ImmutableArray.CreateBuilder<CandidateEndpoint>();
        string? nothing = null;
        var failed = false;
        foreach (var (name, answer) in names.Zip(answers))
        {
            switch (answer)
            {
                case SrvAnswer.Records { All: var records } when SrvOrdering.IsRefused(records):
                    nothing = $"{name} says that the service is not offered";
                    trace.Note(DiscoveryFindings.ServiceRefused(name));
                    break;
                case SrvAnswer.Records { All: var records }:
                    candidates.AddRange(order(records).Select(record => CandidateOf(name, record)).OfType<CandidateEndpoint>());
                    nothing = $"{name} names no host that could be asked";     // shown only where there is no candidate
                    break;
                case SrvAnswer.None:
                    nothing ??= $"no SRV record {name}";
                    break;
                case SrvAnswer.Failed { Reason: var reason }:
                    nothing = $"{name}: {reason}";
                    failed = true;
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        var numbered = candidates.DistinctBy(candidate => candidate.Url).Select((candidate, index) => candidate with { Position = index + 1 });
        return candidates.Count > 0 ? new StepResult([.. numbered]) : new StepResult([], nothing, failed);
    }

    private CandidateEndpoint? CandidateOf(string name, SrvRecord record)
    {
        var port = honoursPort && record.Port != 443 ? string.Create(CultureInfo.InvariantCulture, $":{record.Port}") : "";
        if (!MailboxAddress.TryDomain(record.Target, out var host)
            || !Uri.TryCreate($"https://{host}{port}/autodiscover/autodiscover.xml", UriKind.Absolute, out var url))
        {
            trace.Note(DiscoveryFindings.BadServiceTarget(name, record));
            return null;
        }

        if (honoursPort && record.Port != 443)
        {
            trace.Note(DiscoveryFindings.ServiceNot443(name, record));
        }

        return new CandidateEndpoint { Step = Kind, Position = 0, Url = url, Source = "dns", Service = record };
    }
}
