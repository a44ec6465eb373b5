using System.Diagnostics.Metrics;
using Signpost.Server.Logon;

namespace Signpost.Server.Operation;

/// <summary>The instruments of a CAS. Each tag is an enumeration's word: no domain, user, path or address can become one. Tags are made once, so that counting allocates nothing.</summary>
public sealed class ServerMeter : IDisposable
{
    /// <summary>The meter, and the source of activities.</summary>
    public const string Name = "Signpost.Server";

    internal const string EndpointTag = "signpost.endpoint";
    internal const string ResultTag = "signpost.result";
    private const string SchemeTag = "signpost.scheme";
    private const string SourceTag = "signpost.source";

    private static readonly string[] EndpointWords = ["pox", "mobilesync", "soap", "ews", "json", "autoconfig", "mobileconfig", "redirect", "health", "other"];
    private static readonly string[] ResultWords = ["ok", "redirect", "unknown", "invalid", "challenged", "refused", "limited", "too-large", "error", "away", "gone"];
    private static readonly string[] SchemeWords = ["basic", "negotiate", "bearer", "other"];
    // The three that are no refusal, the reasons of refusals, and last the word for every other reason.
    private static readonly string[] LogonWords =
    [
        "accepted", "continued", "away",
        "bad-password", "password-expired", "account-disabled", "account-expired", "account-locked", "account-restricted",
        "bad-token", "expired-token", "expired-ticket", "replayed-token", "wrong-audience", "wrong-issuer", "no-name", "no-ntlm", "malformed",
        "refused",
    ];


    private static readonly KeyValuePair<string, object?>[][] RequestTags = Pairs(EndpointTag, EndpointWords, ResultTag, ResultWords);
    private static readonly KeyValuePair<string, object?>[][] LogonTags = Pairs(SchemeTag, SchemeWords, ResultTag, LogonWords);
    private static readonly KeyValuePair<string, object?>[] ReloadTaken = [new(ResultTag, "taken")];
    private static readonly KeyValuePair<string, object?>[] ReloadRefused = [new(ResultTag, "refused")];

    // Most answers come from memory in less than a millisecond; a directory that is away costs seconds.
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] };

    private readonly Meter meter = new(Name, Version);
    private readonly Counter<long> requests;
    private readonly Histogram<double> duration;
    private readonly Counter<long> logons;
    private readonly Counter<long> reloads;

    /// <summary>Instruments of a CAS.</summary>
    /// <param name="figures">How its backing is doing.</param>
    /// <param name="certificateDaysLeft">How many days its certificate is still good for; null where it has none.</param>
    /// <param name="scpPublished">Whether its SCP is published; null where it keeps none.</param>
    /// <param name="isReady">Whether it was ready the last time anybody asked; null before.</param>
    public ServerMeter(Func<BackingFigures> figures, Func<double?> certificateDaysLeft, Func<bool?> scpPublished, Func<bool?> isReady)
    {
        requests = meter.CreateCounter<long>("signpost.server.requests", "{request}", "Requests, by what they were for and what came of them");
        duration = meter.CreateHistogram("signpost.server.request.duration", "s", "How long requests took", advice: Seconds);
        logons = meter.CreateCounter<long>("signpost.server.logons", "{logon}", "Logons, by scheme and by what came of them");
        reloads = meter.CreateCounter<long>("signpost.server.reloads", "{reload}", "How often the configuration was read again, and whether it was taken");
        meter.CreateObservableCounter("signpost.server.directory.lookups", () => LookupsOf(figures().Lookups), "{lookup}", "Lookups of mailboxes, by where the answer came from");
        meter.CreateObservableGauge("signpost.server.directory.up", () => Flag(figures().DirectoryAnswers), null, "Whether the directory answered the last time: 1 or 0");
        meter.CreateObservableGauge("signpost.server.mailboxes.cached", () => One(figures().MailboxesCached), "{mailbox}", "How many mailboxes are remembered");
        meter.CreateObservableGauge("signpost.server.scp.published", () => Flag(scpPublished()), null, "Whether the SCP of this CAS is published: 1 or 0");
        meter.CreateObservableGauge("signpost.server.certificate.left", () => One(certificateDaysLeft()), "d", "How long the certificate for the server's name is still good; below 0 it has expired");
        meter.CreateObservableGauge("signpost.server.ready", () => Flag(isReady()), null, "Whether clients should be sent here, as of the last time anybody asked: 1 or 0");
    }

    internal static string? Version { get; } = typeof(ServerMeter).Assembly.GetName().Version?.ToString(3);

    /// <summary>The meter itself, for listeners that want this one only.</summary>
    internal Meter Meter => meter;

    /// <summary>A request was answered.</summary>
    public void Answered(RequestEndpoint endpoint, RequestResult result, TimeSpan took)
    {
        requests.Add(1, RequestTags[((int)endpoint * ResultWords.Length) + (int)result]);
        duration.Record(took.TotalSeconds, RequestTags[(int)endpoint * ResultWords.Length].AsSpan(0, 1));
    }

    /// <summary>Credentials were judged.</summary>
    /// <param name="scheme">The name of the scheme.</param>
    /// <param name="verdict">What came of it.</param>
    public void Judged(string scheme, LogonVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        var word = verdict switch
        {
            LogonVerdict.Accepted => 0,
            LogonVerdict.GoOn => 1,
            LogonVerdict.Away => 2,
            LogonVerdict.Refused { Reason: var reason } when Array.IndexOf(LogonWords, reason, 3) is > 0 and var known => known,
            _ => LogonWords.Length - 1,
        };
        logons.Add(1, LogonTags[(SchemeOf(scheme) * LogonWords.Length) + word]);
    }

    /// <summary>The configuration was read again.</summary>
    public void Reloaded(bool isTaken) => reloads.Add(1, isTaken ? ReloadTaken : ReloadRefused);

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();

    internal static string WordOf(RequestEndpoint endpoint) => EndpointWords[(int)endpoint];

    internal static string WordOf(RequestResult result) => ResultWords[(int)result];

    private static int SchemeOf(string name)
    {
        for (var at = 0; at < SchemeWords.Length - 1; at++)
        {
            if (SchemeWords[at].Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return at;
            }
        }

        return SchemeWords.Length - 1;
    }

    private static KeyValuePair<string, object?>[][] Pairs(string one, string[] words, string other, string[] otherWords) =>
        [.. words.SelectMany(_ => otherWords, (word, otherWord) => new KeyValuePair<string, object?>[] { new(one, word), new(other, otherWord) })];

    private static IEnumerable<Measurement<long>> LookupsOf(LookupCounts? counts) => counts is not { } known ? [] :
    [
        new Measurement<long>(known.Hit, new KeyValuePair<string, object?>(SourceTag, "hit")), new Measurement<long>(known.Stale, new KeyValuePair<string, object?>(SourceTag, "stale")),
        new Measurement<long>(known.Miss, new KeyValuePair<string, object?>(SourceTag, "miss")), new Measurement<long>(known.Away, new KeyValuePair<string, object?>(SourceTag, "away")),
    ];

    private static IEnumerable<Measurement<int>> Flag(bool? value) => value is { } known ? [new Measurement<int>(known ? 1 : 0)] : [];

    private static IEnumerable<Measurement<T>> One<T>(T? value)
        where T : struct => value is { } known ? [new Measurement<T>(known)] : [];
}
