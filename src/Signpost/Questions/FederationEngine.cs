using System.Collections.Immutable;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Soap;
using Signpost.Discovery;
using Signpost.Dns;
using Signpost.Logon;
using Signpost.Transport;

namespace Signpost.Questions;

/// <summary>Asks whom an organization trusts, without credentials, in the order of MS-OXWSADISC section 3.1.4.2, which is not that of a mail client.</summary>
/// <remarks>
/// 1. <c>https://autodiscover.DOMAIN/autodiscover/autodiscover.svc</c>
/// 2. <c>https://DOMAIN/autodiscover/autodiscover.svc</c>
/// 3. Where <c>http://autodiscover.DOMAIN/autodiscover/autodiscover.xml</c> redirects to: that host's <c>autodiscover.svc</c>. An untrusted network could have
///    made it up, and tokens would be sent to whom it names: it is believed only where the policy for redirects allows the host.
/// </remarks>
internal sealed class FederationEngine(DiscoveryOptions options, IServiceResolver resolver, TimeProvider time, ICasHttp? http = null)
{
    private readonly ICasHttp http = http ?? new CasHttpClient(resolver, time, options.Trust, options.WrapHandler);
    private readonly DiscoveryOptions anonymous = options with { Logon = null };

    public async Task<FederationReport> AskAsync(string domain, Uri? endpoint, CancellationToken cancellationToken)
    {
        var trace = new Trace(time, options.Observer, options.KeepsWire);
        var consent = new HostConsent(options.Redirects);
        var terms = new ConversationTerms(MailboxAddress.Parse($"postmaster@{domain}"), options.Question, options.Redirects, consent, new LogonGuard(), new CasLogon())
        {
            Own = new SoapQuestion(
                new SoapRequest.GetFederationInformation(domain) { MessageId = $"urn:uuid:{Guid.NewGuid()}", ReplyTo = SoapSchema.Anonymous }, ""),
        };
        var attempts = ImmutableArray.CreateBuilder<FederationAttempt>();
        using var patience = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        foreach (var candidate in endpoint is null ? Candidates(domain) : [endpoint])
        {
            try
            {
                attempts.Add(await AttemptAsync(candidate, terms, new Patience(anonymous, consent, time), trace, either.Token));
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                attempts.Add(new FederationAttempt(candidate, candidate, new FederationOutcome.Failed(new ConversationOutcome.TimedOut(options.Timeout))));
                break;
            }

            if (attempts[^1].Outcome is not FederationOutcome.Failed)
            {
                break;
            }
        }

        return new FederationReport(domain, attempts.ToImmutable(), trace.Elapsed, trace.Events);
    }

    private async Task<FederationAttempt> AttemptAsync(Uri candidate, ConversationTerms terms, Patience patience, Trace trace, CancellationToken cancellationToken)
    {
        var chain = new RedirectChain(new HopBudget(options.Redirects.MaxHops), candidate, hop => trace.Write(new HopFollowed(0, hop.From, hop.To, hop.How)));
        using var session = new TracedSession(http.Open(() => { }), trace, verdict => trace.Write(new TlsSeen(0, verdict)));
        var conversation = await patience.WithinTimeAsync(
            token => Conversation.BeginAsync(session, terms, chain, isHearsay: candidate.Scheme == Uri.UriSchemeHttp, _ => { }, token), cancellationToken);
        return conversation is null
            ? new FederationAttempt(candidate, chain.Current, new FederationOutcome.Failed(patience.TimedOut))
            : new FederationAttempt(candidate, conversation.Url, OutcomeOf(await patience.ConcludeAsync(conversation, cancellationToken)));
    }

    private static ImmutableArray<Uri> Candidates(string domain) =>
    [
        new($"https://autodiscover.{domain}/autodiscover/autodiscover.svc"),
        new($"https://{domain}/autodiscover/autodiscover.svc"),
        new($"http://autodiscover.{domain}/autodiscover/autodiscover.xml"),
    ];

    private static FederationOutcome OutcomeOf(ConversationOutcome outcome) => outcome switch
    {
        ConversationOutcome.Document { Response: SoapResponse.GetFederationInformation told } =>
            new FederationOutcome.Federated(told.ApplicationUri, told.Domains, told.TokenIssuers),
        ConversationOutcome.Error { Code: "NotFederated" } error => new FederationOutcome.NotFederated(error.Message),
        _ => new FederationOutcome.Failed(outcome),
    };
}
