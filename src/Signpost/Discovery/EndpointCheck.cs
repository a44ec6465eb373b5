using System.Collections.Immutable;
using Signpost.Autodiscover;
using Signpost.Dns;
using Signpost.Logon;
using Signpost.Tracing;
using Signpost.Transport;

namespace Signpost.Discovery;

/// <summary>Looks at one Autodiscover URL as a client does that was sent to it: does a CAS answer there, under that name, with a certificate that is trusted?</summary>
/// <remarks>Redirects are not followed, and no other dialect is tried: whether this URL may be announced is the question.</remarks>
/// <param name="options">Which certificates are trusted, who logs on, how long one attempt may take.</param>
/// <param name="resolver">Where names are looked up; null is the network.</param>
/// <param name="time">The clock; null is the system's.</param>
public sealed class EndpointCheck(DiscoveryOptions options, IServiceResolver? resolver = null, TimeProvider? time = null)
{
    private readonly TimeProvider time = time ?? TimeProvider.System;
    private readonly CasHttpClient http = new(resolver ?? new NetworkResolver(), time ?? TimeProvider.System, options.Trust, options.WrapHandler);

    /// <summary>Asks without credentials; where an address is given, then with those of the options, until its settings come.</summary>
    /// <param name="url">Which URL, of https.</param>
    /// <param name="address">Whose settings must come; null contents itself with a demand for a logon.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    /// <exception cref="ArgumentException">The URL is none of https.</exception>
    public async Task<EndpointVerdict> CheckAsync(Uri url, MailboxAddress? address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!url.IsAbsoluteUri || url.Scheme != Uri.UriSchemeHttps)
        {
            throw new ArgumentException("an https URL", nameof(url));
        }

        TlsVerdict? certificate = null;
        var trace = new Trace(time, options.Observer, options.KeepsWire);
        using var session = new TracedSession(http.Open(() => { }), trace, verdict =>
        {
            certificate = verdict;
            trace.Write(new TlsSeen(0, verdict));
        });
        var patience = options.Race.AttemptTimeout;
        var outcome = await TimeLimit.WithinAsync(
            patience, time, limited => AskAsync(session, url, address, limited), () => new ConversationOutcome.TimedOut(patience), cancellationToken);
        return VerdictOf(outcome, url, address) with { Certificate = certificate, Events = trace.Events };
    }

    private async Task<ConversationOutcome> AskAsync(ICasSession session, Uri url, MailboxAddress? address, CancellationToken cancellationToken)
    {
        // Somebody must be asked about; without a logon it does not matter who.
        var whose = address ?? (MailboxAddress.TryParse($"postmaster@{url.IdnHost}", out var nobody) ? nobody : MailboxAddress.Parse("postmaster@invalid.test"));
        var terms = new ConversationTerms(
            whose, options.Question with { Dialects = [AutodiscoverDialect.Pox] }, options.Redirects, new HostConsent(options.Redirects), new LogonGuard(), new CasLogon());
        var chain = new RedirectChain(new HopBudget(0), url, _ => { });
        var conversation = await Conversation.BeginAsync(session, terms, chain, isHearsay: false, _ => { }, cancellationToken);
        return address is null ? conversation.Asked : await conversation.ConcludeAsync(options.Logon, cancellationToken);
    }

    private static EndpointVerdict VerdictOf(ConversationOutcome outcome, Uri url, MailboxAddress? address) => outcome switch
    {
        ConversationOutcome.Settings => new EndpointVerdict.Serves { Url = url },
        ConversationOutcome.LogonRequired { Offers: [] } => new EndpointVerdict.Fails("it answers 401 without an offer of a logon (WWW-Authenticate)") { Url = url },
        ConversationOutcome.LogonRequired { Offers: var offers } when address is null => new EndpointVerdict.Answers(offers) { Url = url },
        ConversationOutcome.LogonRequired => new EndpointVerdict.Fails($"it wants a logon before it gives the settings of {address}, and there is none to give") { Url = url },
        ConversationOutcome.Error when address is null => new EndpointVerdict.Answers([]) { Url = url },
        ConversationOutcome.BadRedirect redirect => new EndpointVerdict.Fails($"it redirects to {redirect.Target}: announce the URL that answers itself") { Url = url },
        var other => new EndpointVerdict.Fails(other.Describe()) { Url = url },
    };
}

/// <summary>What came of looking at an Autodiscover URL.</summary>
public abstract record EndpointVerdict
{
    private EndpointVerdict()
    {
    }

    /// <summary>The URL.</summary>
    public required Uri Url { get; init; }

    /// <summary>The certificate that was shown, good or not; null where it did not come so far.</summary>
    public TlsVerdict? Certificate { get; internal init; }

    /// <summary>What was exchanged, where that is kept.</summary>
    public ImmutableArray<TraceEvent> Events { get; internal init; } = [];

    /// <summary>Whether clients may be sent there.</summary>
    public bool IsGood => this is not Fails;

    /// <summary>The verdict in one clause.</summary>
    public string Describe() => this switch
    {
        Answers { Offers: [] } => "answers as Autodiscover does",
        Answers { Offers: var offers } => $"answers as Autodiscover does: it wants a logon ({string.Join(", ", offers.Select(OneLine.Of))})",
        Serves => "gives the settings",
        Fails fails => fails.Why,
        _ => throw new UnreachableException(),
    };

    /// <summary>It answers as a CAS does, as far as that can be seen without a logon.</summary>
    /// <param name="Offers">The logons it offers; none where it answered without.</param>
    public sealed record Answers(ImmutableArray<string> Offers) : EndpointVerdict;

    /// <summary>It gave the settings of the mailbox.</summary>
    public sealed record Serves : EndpointVerdict;

    /// <summary>Clients would not get what they need there.</summary>
    /// <param name="Why">Why, in one clause.</param>
    public sealed record Fails(string Why) : EndpointVerdict;
}
