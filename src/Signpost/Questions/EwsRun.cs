using System.Collections.Immutable;
using System.Globalization;
using Signpost.Autodiscover;
using Signpost.Discovery;
using Signpost.Dns;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Questions;

/// <summary>A run of questions to Exchange Web Services: finds the place, asks there, and ends when the time given to it is over.</summary>
internal sealed class EwsRun(DiscoveryOptions options, IServiceResolver resolver, TimeProvider time, Random random, ICasHttp? http = null, CasLogon? logon = null)
{
    private readonly ICasHttp http = http ?? new CasHttpClient(resolver, time, options.Trust, options.WrapHandler);
    private readonly CasLogon logon = logon ?? new CasLogon();

    /// <summary>Runs.</summary>
    /// <param name="endpoint">Whom to ask; null is whom the settings name.</param>
    /// <param name="asker">Whose settings.</param>
    /// <param name="service">Which service is asked.</param>
    /// <param name="ask">Asks, and keeps the answers as they come.</param>
    /// <param name="giveUp">Is told why there is nothing more to come.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    public async Task<EwsVisit> VisitAsync(
        Uri? endpoint, MailboxAddress asker, CasService service, Func<EwsTalk, CancellationToken, Task> ask, Action<EwsFailure> giveUp, CancellationToken cancellationToken)
    {
        var trace = new Trace(time, options.Observer, options.KeepsWire);
        var finder = new EwsFinder(options, resolver, time, random, http);
        var (place, failure) = await finder.FindAsync(endpoint, asker, service, cancellationToken);
        if (failure is not null || Left(trace) <= TimeSpan.Zero)
        {
            giveUp(failure ?? Over());
            return Visit();
        }

        using var limit = new TimeLimit(Left(trace), time, cancellationToken);
        try
        {
            await ask(new EwsTalk(options, place!, http, logon, trace, time), limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsOver)
        {
            giveUp(Over());
        }

        return Visit();

        EwsVisit Visit() => new(place?.Url, finder.Discovery, trace.Elapsed, trace.Events);
    }

    private TimeSpan Left(Trace trace) => options.Timeout - trace.Elapsed;

    private EwsFailure.NotAsked Over() =>
        new(string.Create(CultureInfo.InvariantCulture, $"the {options.Timeout.TotalSeconds:0.###} s given to the run were over; give more with --timeout"));
}

/// <summary>The way a run went.</summary>
/// <param name="Url">Who was asked; null where nobody was.</param>
/// <param name="Discovery">How that was found; null where it was given.</param>
/// <param name="Elapsed">How long all of it took.</param>
/// <param name="Events">What happened, without the discovery.</param>
internal sealed record EwsVisit(Uri? Url, DiscoveryReport? Discovery, TimeSpan Elapsed, ImmutableArray<TraceEvent> Events);
