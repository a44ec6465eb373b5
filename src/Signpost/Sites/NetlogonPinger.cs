using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using Signpost.Dns;

namespace Signpost.Sites;

/// <summary>Asks a domain controller which site we are in, by the LDAP ping (MS-ADTS section 6.3.3).</summary>
/// <remarks>
/// All addresses of the host are asked, the best first, each a little after the one before. Where UDP is refused TCP is asked at once, where UDP
/// stays silent TCP is asked beside it: a firewall that swallows datagrams costs the patience of the first, not of all three.
/// <code>
/// ms         0        400               1000                   1800            3400
/// UDP        1st──────2nd───────────────3rd────────────────────end
/// TCP                 connect, ask─────────────────────────────────────────────end
/// </code>
/// </remarks>
internal sealed class NetlogonPinger(IServiceResolver resolver, TimeProvider time, IPingWire wire)
{
    public const int LdapPort = 389;

    // The extended form, which alone names sites; the next closest one beside, where the domain controller knows that word.
    private const NetlogonVersion Wanted = NetlogonVersion.V5 | NetlogonVersion.V5Extended | NetlogonVersion.WithClosestSite;

    private const int MaxPlacesAtOnce = 8;

    private static readonly TimeSpan NameTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan PlaceStagger = TimeSpan.FromMilliseconds(100);

    private int lastId;

    public NetlogonPinger(IServiceResolver resolver, TimeProvider time)
        : this(resolver, time, new SocketPingWire())
    {
    }

    /// <summary>Asks a host for its view of us.</summary>
    /// <param name="host">A name, or an address in text.</param>
    /// <param name="port">Where it listens; null, or a port at which there is only TLS or the global catalogue, for 389.</param>
    /// <param name="domain">The DNS name of the domain.</param>
    /// <param name="cancellationToken">Calls the ping off.</param>
    public async Task<PingOutcome> AskAsync(string host, int? port, string domain, CancellationToken cancellationToken)
    {
        var plain = port is null or 636 or 3268 or 3269 ? LdapPort : port.Value;
        return await TimeLimit.WithinAsync(NameTimeout, time, limited => resolver.HostAsync(host, plain, limited), cancellationToken) switch
        {
            HostAnswer.Places { All: var places } => await AskAsync(places, domain, cancellationToken),
            HostAnswer.Unknown unknown => new PingOutcome.Silent($"{host}: {unknown.Reason}"),
            null => new PingOutcome.Silent($"{host}: looking up the name took more than {NameTimeout.TotalSeconds:0} s"),
            _ => throw new UnreachableException(),
        };
    }

    private async Task<PingOutcome> AskAsync(ImmutableArray<IPEndPoint> places, string domain, CancellationToken cancellationToken) => Summary(
        await new Hedge(PlaceStagger, MaxPlacesAtOnce, time).FirstGoodAsync(
            places.Select(place => (Func<CancellationToken, Task<PingOutcome>>)(limited => AskAsync(place, domain, limited))),
            IsConclusive,
            cancellationToken));

    private async Task<PingOutcome> AskAsync(IPEndPoint place, string domain, CancellationToken cancellationToken)
    {
        var question = new PingQuestion(NextId(), new NetlogonQuestion(domain, Wanted));
        var attempt = new PingAttempt(wire, time, place, question);
        return Summary(await new Hedge(PingAttempt.FirstPatience, 2, time).FirstGoodAsync(
            [attempt.ByDatagramAsync, attempt.OverTcpAsync], IsConclusive, cancellationToken));
    }

    private static bool IsConclusive(PingOutcome outcome) => outcome is not PingOutcome.Silent;

    private static PingOutcome Summary(HedgeResult<PingOutcome> result) =>
        result.Good ?? new PingOutcome.Silent(string.Join("; ", result.Bad.Select(one => one.Describe())));

    // Message ids are 1 to 2^31-1 (RFC 4511 section 4.1.1.1); each ping has its own, so that a late answer to another is not taken for its.
    private int NextId() => unchecked(Interlocked.Increment(ref lastId)) & int.MaxValue;
}
