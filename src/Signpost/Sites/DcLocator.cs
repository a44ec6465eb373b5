using System.Collections.Immutable;
using System.Globalization;
using Signpost.Dns;

namespace Signpost.Sites;

/// <summary>Finds the domain controllers of a domain (MS-ADTS section 6.3.6): SRV records, those of the site first, then LDAP pings; the first good answer wins.</summary>
/// <remarks>
/// 1. Names: those of the site, then those of the domain.
/// 2. Pings, a few at once: the first domain controller that answers, and is not paused, is the one.
/// 3. Where it says that we are in a site not thought of, and that it is not of that site itself, those of that site are asked for: once, and briefly,
///    for we have an answer already.
/// </remarks>
internal sealed class DcLocator(IServiceResolver resolver, NetlogonPinger pinger, TimeProvider time, Random random)
{
    private const int MaxPingsAtOnce = 8;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PingStagger = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan NearerTimeout = TimeSpan.FromSeconds(1);

    private readonly DcNameLookup dns = new(resolver, random);

    /// <summary>The domain controllers to try, best first.</summary>
    /// <param name="domain">The DNS name of the domain.</param>
    /// <param name="site">The client's site, where it is known.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    public async Task<DcOutcome> LocateAsync(string domain, SiteName? site, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();

        // 1.
        var names = await TimeLimit.WithinAsync(Timeout, time, limited => dns.OfDomainAsync(domain, site, limited), cancellationToken);
        if (names is not { All: [_, ..] all })
        {
            return new DcOutcome.None(names?.WhyNone ?? $"no answer from DNS in {Seconds(Timeout)}");
        }

        // 2.
        var (first, silence) = await PingAsync(domain, all, Left(Timeout, start), cancellationToken);
        if (first is null)
        {
            return new DcOutcome.Found(all, null, silence);
        }

        // 3.
        return first.NearerThan(site) is { } mine
            ? await NearerAsync(domain, mine, first, all, start, cancellationToken)
            : Found(first, all);
    }

    private async Task<DcOutcome> NearerAsync(
        string domain, SiteName site, Pinged first, ImmutableArray<DcName> all, long start, CancellationToken cancellationToken)
    {
        var second = time.GetTimestamp();
        var names = await TimeLimit.WithinAsync(LeftOfBoth(), time, limited => dns.OfSiteAsync(domain, site, limited), cancellationToken);
        ImmutableArray<DcName> near = names?.All ?? [];
        if (near is [] || near.Contains(first.Controller))
        {
            return Found(first, [.. near, .. all]);
        }

        var (nearer, _) = await PingAsync(domain, near, LeftOfBoth(), cancellationToken);
        return Found(nearer ?? first, [.. near, .. all]);

        TimeSpan LeftOfBoth() => new[] { Left(Timeout, start), Left(NearerTimeout, second) }.Min();
    }

    /// <summary>The first that answers; else why nobody does.</summary>
    private async Task<(Pinged? First, string Silence)> PingAsync(
        string domain, ImmutableArray<DcName> controllers, TimeSpan limit, CancellationToken cancellationToken)
    {
        // What is known of the silent must outlive the limit, so each attempt leaves it here.
        var outcomes = new PingOutcome?[controllers.Length];
        var attempts = controllers.Select((controller, at) => (Func<CancellationToken, Task<Pinged>>)(async limited =>
        {
            var outcome = await pinger.AskAsync(controller.Host, controller.Port, domain, limited);
            outcomes[at] = outcome;
            return new Pinged(controller, outcome);
        }));
        var result = await TimeLimit.WithinAsync(
            limit, time,
            limited => new Hedge(PingStagger, MaxPingsAtOnce, time).FirstGoodAsync(attempts, pinged => pinged.Answer is not null, limited),
            cancellationToken);
        return result?.Good is { } good ? (good, "") : (null, SilenceOf(controllers, outcomes));
    }

    /// <summary>The silence of the best explains most; the others are counted.</summary>
    private static string SilenceOf(ImmutableArray<DcName> controllers, PingOutcome?[] outcomes)
    {
        var (controller, outcome) = controllers.Zip(outcomes).FirstOrDefault(pinged => pinged.Second is not null, (controllers[0], null));
        var why = outcome switch
        {
            null => $"{controller.Host}: no answer to the LDAP ping in {Seconds(Timeout)}",
            PingOutcome.Answered => $"{controller.Host}: {outcome.Describe()}",
            _ => outcome.Describe(),
        };
        return controllers.Length == 1
            ? why
            : string.Create(CultureInfo.InvariantCulture, $"none of {controllers.Length} domain controllers answered the LDAP ping ({why})");
    }

    private static DcOutcome.Found Found(Pinged first, ImmutableArray<DcName> known) =>
        new([.. known.Prepend(first.Controller).Distinct()], first.Answer, "");

    private TimeSpan Left(TimeSpan limit, long start) => limit - time.GetElapsedTime(start) is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    private static string Seconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#} s");

    /// <summary>A domain controller and what came of its ping.</summary>
    private sealed record Pinged(DcName Controller, PingOutcome Outcome)
    {
        /// <summary>What it said, if that is of use: one that is paused wants to be left alone.</summary>
        public PingOutcome.Answered? Answer => Outcome is PingOutcome.Answered { Answer.IsPaused: false } answered ? answered : null;

        /// <summary>The client's site, where it is not the one thought of and this domain controller is not of it.</summary>
        public SiteName? NearerThan(SiteName? assumed) =>
            Answer?.Answer is NetlogonAnswer.Extended { ClientSite: { } mine } answer && mine != assumed && !answer.Flags.HasFlag(NetlogonFlags.Closest)
                ? mine
                : null;
    }
}

/// <summary>A domain controller, as its SRV record names it.</summary>
internal sealed record DcName(string Host, int Port);

/// <summary>What came of looking for domain controllers.</summary>
internal abstract record DcOutcome
{
    private DcOutcome()
    {
    }

    /// <summary>There are some.</summary>
    /// <param name="Controllers">Best first: the one that answered the ping, then the others.</param>
    /// <param name="Ping">The answer of the first; null when none answered.</param>
    /// <param name="Silence">Why no ping was answered; "" when one was.</param>
    public sealed record Found(ImmutableArray<DcName> Controllers, PingOutcome.Answered? Ping, string Silence) : DcOutcome;

    /// <summary>DNS names none.</summary>
    public sealed record None(string Why) : DcOutcome;
}
