using System.Collections.Immutable;
using System.Net;
using Signpost.Autodiscover;
using Signpost.Directory;
using Signpost.Logon;
using Signpost.Sites;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Discovery;

/// <summary>How a run of discovery is to go. The defaults are what a client of the domain does.</summary>
public sealed record DiscoveryOptions
{
    /// <summary>Which directory is asked for SCPs.</summary>
    public ForestChoice Forest { get; init; } = new ForestChoice.Domain(null);

    /// <summary>Who logs on at the directory.</summary>
    public DirectoryLogon DirectoryLogon { get; init; } = new DirectoryLogon.CurrentUser();

    /// <summary>The client's site, where the user knows better than the directory.</summary>
    public SiteName? Site { get; init; }

    /// <summary>Take this for the client's address: "where would a client there end?"</summary>
    public IPAddress? ClientAddress { get; init; }

    /// <summary>The steps and their order.</summary>
    public DiscoveryPlan Plan { get; init; } = DiscoveryPlan.Modern;

    /// <summary>How candidates are tried.</summary>
    public RacePolicy Race { get; init; } = RacePolicy.Hedged;

    /// <summary>Steps of the plan to leave out, as the policies of Outlook do.</summary>
    public ImmutableHashSet<StepKind> Excluded { get; init; } = [];

    /// <summary>Autodiscover answers in files; null where there are none.</summary>
    public LocalXml? LocalXml { get; init; }

    /// <summary>Where it is remembered which endpoint answered, to be asked first the next time; null remembers nothing.</summary>
    public ILastKnownGood? LastKnownGood { get; init; }

    /// <summary>Who logs on at the CAS; null finds the CAS without fetching the settings.</summary>
    public MailboxLogon? Logon { get; init; }

    /// <summary>What is asked about the mailbox, and in which dialects.</summary>
    public AutodiscoverQuestion Question { get; init; } = AutodiscoverQuestion.Default;

    /// <summary>Whether a mailbox whose settings are asked for by SOAP is asked for again at the other address that a server names, or that address only reported.</summary>
    public bool FollowsRedirectAddress { get; init; }

    /// <summary>Where redirects may lead, and which hosts may see the password.</summary>
    public RedirectPolicy Redirects { get; init; } = RedirectPolicy.Default;

    /// <summary>Which certificates are trusted.</summary>
    public TlsTrust Trust { get; init; } = TlsTrust.Platform;

    /// <summary>Puts handlers of the application around the HTTP handler of each attempt; null leaves it bare.</summary>
    /// <remarks>
    /// It is called once for each attempt, which has connections of its own, and what it returns is disposed with them. The handlers see
    /// every request, also one with credentials. One that follows redirects, keeps cookies or retries would take from discovery what it is to report.
    /// </remarks>
    public Func<HttpMessageHandler, HttpMessageHandler>? WrapHandler { get; init; }

    /// <summary>The longest the whole run may take.</summary>
    public TimeSpan Timeout
    {
        get;
        init => field = value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "must be positive");
    } = TimeSpan.FromMinutes(2);

    /// <summary>The longest one operation on the directory may take.</summary>
    public TimeSpan DirectoryTimeout
    {
        get;
        init => field = value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "must be positive");
    } = TimeSpan.FromSeconds(5);

    /// <summary>The longest one call of free/busy or out-of-office may take, its logon and redirects included: the server asks others for it.</summary>
    public TimeSpan EwsTimeout
    {
        get;
        init => field = value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "must be positive");
    } = TimeSpan.FromSeconds(60);

    /// <summary>Whether the exchanged messages are kept in the report, without secrets.</summary>
    public bool KeepsWire { get; init; }

    /// <summary>Is told each event as it happens; it must be quick.</summary>
    public Action<TraceEvent>? Observer { get; init; }

    /// <summary>The plan's steps for an address, those to leave out included: a memory or a local file is a step only where there is one, and a file the first where it is preferred.</summary>
    internal ImmutableArray<StepKind> StepsFor(MailboxAddress address)
    {
        var file = LocalXml?.FileFor(address.Domain);
        ImmutableArray<StepKind> steps = [.. Plan.Steps.Where(step => step switch
        {
            StepKind.LastKnownGood => LastKnownGood is not null,
            StepKind.LocalXml => file is not null,
            _ => true,
        })];
        return file is not null && LocalXml!.IsPreferred ? [StepKind.LocalXml, .. steps.Remove(StepKind.LocalXml)] : steps;
    }
}
