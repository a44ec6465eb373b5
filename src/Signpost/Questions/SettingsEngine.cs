using System.Collections.Immutable;
using System.Globalization;
using Signpost.Autodiscover;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Dns;
using Signpost.Logon;
using Signpost.Transport;

namespace Signpost.Questions;

/// <summary>Asks for the settings of users or domains: finds the endpoint of each domain where none is given, and goes on to other addresses where that is wanted.</summary>
internal sealed class SettingsEngine(DiscoveryOptions options, IServiceResolver resolver, TimeProvider time, Random random, ICasHttp? http = null, CasLogon? logon = null)
{
    private readonly ICasHttp http = http ?? new CasHttpClient(resolver, time, options.Trust, options.WrapHandler);
    private readonly CasLogon logon = logon ?? new CasLogon();
    private readonly LogonGuard guard = new();
    private readonly HostConsent consent = new(options.Redirects);
    private readonly List<DiscoveryReport> discoveries = [];
    private readonly Dictionary<string, SettingsAnswer> answers = [];

    /// <summary>Asks.</summary>
    /// <param name="endpoint">Whom; null is who is found for each domain.</param>
    /// <param name="addresses">For whom, each once; of a question about domains, anybody in each.</param>
    /// <param name="question">What.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    public async Task<SettingsReport> AskAsync(Uri? endpoint, ImmutableArray<MailboxAddress> addresses, SettingsQuestion question, CancellationToken cancellationToken)
    {
        var trace = new Trace(time, options.Observer, options.KeepsWire);
        using var patience = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await RoundsAsync(endpoint, addresses, question, trace, either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            foreach (var subject in addresses.Select(question.SubjectOf))
            {
                answers.TryAdd(subject, new SettingsAnswer(subject, null, new SettingsOutcome.NotAsked(
                    string.Create(CultureInfo.InvariantCulture, $"the {options.Timeout.TotalSeconds:0.###} s given to the run were over; give more with --timeout"))));
            }
        }

        return new SettingsReport([.. addresses.Select(address => answers[question.SubjectOf(address)])], [.. discoveries], trace.Elapsed, trace.Events);
    }

    private async Task RoundsAsync(Uri? endpoint, ImmutableArray<MailboxAddress> addresses, SettingsQuestion question, Trace trace, CancellationToken cancellationToken)
    {
        ImmutableArray<string> domains = [.. addresses.Select(address => address.Domain).Distinct()];
        var talk = new SettingsTalk(options, question, consent, http, trace, time);
        var errands = addresses.Select(address => new Errand(question.SubjectOf(address), address, [address.Domain], new HopBudget(options.Redirects.MaxHops))
        {
            Before = [address],
        }).ToList();
        if (endpoint is not null)
        {
            // Whoever names the endpoint wants it asked for all of them: their domains are his own.
            errands = [.. errands.Select(errand => errand with { OwnDomains = domains })];
        }

        for (var round = 1; errands is not []; round++)
        {
            var next = new List<Errand>();
            foreach (var group in round is 1 && endpoint is not null ? errands.GroupBy(_ => "") : errands.GroupBy(errand => errand.Way))
            {
                ImmutableArray<Errand> together = [.. group];
                var given = round is 1 ? endpoint : null;
                try
                {
                    await AskAsync(given, together, talk, question, cancellationToken);
                }
                finally
                {
                    next.AddRange(Take(together, talk, question));
                }
            }

            errands = next;
        }
    }

    private async Task AskAsync(Uri? endpoint, ImmutableArray<Errand> together, SettingsTalk talk, SettingsQuestion question, CancellationToken cancellationToken)
    {
        if (Refusal(talk) is { } refusal)
        {
            Answer(together, new SettingsOutcome.NotAsked(refusal));
            return;
        }

        var first = together[0];
        var terms = new ConversationTerms(first.Address, options.Question, options.Redirects, consent, guard, logon) { OwnDomains = first.OwnDomains };
        SettingsPlace place;
        if (endpoint is not null)
        {
            place = new SettingsPlace(endpoint, IsHearsay: false, terms, first.Hops);
        }
        else if (await DiscoverAsync(first, cancellationToken) is { Found.Candidate: var candidate } report)
        {
            // The talk begins at the candidate and not at the end of its redirects: so the rules for whom they may name hold for it as well.
            var isForeign = terms.IsAddressHearsay && candidate.Step is not StepKind.Scp;
            place = new SettingsPlace(candidate.Url, candidate.IsHearsay || isForeign || report.Rounds.Length > 1, terms, first.Hops);
        }
        else
        {
            Answer(together, new SettingsOutcome.NoEndpoint(discoveries[^1].Why));
            return;
        }

        await talk.AskAsync(place, [.. together.Select(errand => question.SubjectOf(errand.Address)).Distinct()], cancellationToken);
    }

    /// <summary>Finds who answers for a domain, without credentials and for nobody's settings; null where nobody does.</summary>
    private async Task<DiscoveryReport?> DiscoverAsync(Errand errand, CancellationToken cancellationToken)
    {
        var search = options with
        {
            Logon = null, LastKnownGood = null, LocalXml = null, Question = options.Question with { Dialects = [AutodiscoverDialect.Soap] },
        };
        var (trace, budget) = (new Trace(time, options.Observer, options.KeepsWire), errand.Hops);
        await using var forest = new Forest(search, errand.Address, resolver, time, random, trace, budget, guard);
        var report = await new DiscoveryEngine(search, resolver, time, random, http).DiscoverAsync(
            errand.Address, forest, forest.CallOffAsync, budget, trace, guard, cancellationToken);
        discoveries.Add(report);
        return report.Found is null ? null : report;
    }

    /// <summary>Why nobody else is asked: a directory or a CAS has refused the password.</summary>
    private string? Refusal(SettingsTalk talk) => talk.Refusal is { } refusal ? $"{refusal}; no other host was given it"
        : options.DirectoryLogon is DirectoryLogon.Password who && guard.RefusedBy(new MailboxLogon.Password(who.User, who.Secret)) is { } server
            ? $"{server} has refused the password; no other host was given it"
        : null;

    /// <summary>Takes over what the talk has brought; gives back who is to be asked for at another address.</summary>
    private IEnumerable<Errand> Take(ImmutableArray<Errand> together, SettingsTalk talk, SettingsQuestion question)
    {
        foreach (var errand in together)
        {
            if (answers.ContainsKey(errand.Subject) || !talk.Answers.TryGetValue(question.SubjectOf(errand.Address), out var said))
            {
                continue;
            }

            if (options.FollowsRedirectAddress && said.Outcome is SettingsOutcome.RedirectAddress redirect && Follow(errand, redirect, said) is { } next)
            {
                yield return next;
                continue;
            }

            answers[errand.Subject] = said with { Subject = errand.Subject, AskedAs = errand.Before.Length > 1 ? errand.Address : null };
        }
    }

    /// <summary>The errand at the other address; null where nobody goes there: it is none, it was asked before, or that were too many redirects.</summary>
    private static Errand? Follow(Errand errand, SettingsOutcome.RedirectAddress redirect, SettingsAnswer said)
    {
        var hops = (said.Hops ?? errand.Hops).Branch();
        return !MailboxAddress.TryParse(redirect.Address, out var address) || address.IsInTopLevelDomain || errand.Before.Contains(address) || !hops.TryTake("RedirectAddr")
            ? null
            : errand with
            {
                Address = address,
                OwnDomains = said.IsBelieved ? errand.OwnDomains.Add(address.Domain) : errand.OwnDomains,
                Hops = hops,
                Before = errand.Before.Add(address),
            };
    }

    private void Answer(ImmutableArray<Errand> together, SettingsOutcome outcome)
    {
        foreach (var errand in together)
        {
            answers[errand.Subject] = new SettingsAnswer(errand.Subject, null, outcome) { AskedAs = errand.Before.Length > 1 ? errand.Address : null };
        }
    }

    /// <summary>Somebody who is still to be asked for.</summary>
    /// <param name="Subject">As whom the user knows him.</param>
    /// <param name="Address">The address he is asked for at.</param>
    /// <param name="OwnDomains">The domains that are the user's own on the way there.</param>
    /// <param name="Hops">The redirects on the way there.</param>
    private sealed record Errand(string Subject, MailboxAddress Address, ImmutableArray<string> OwnDomains, HopBudget Hops)
    {
        /// <summary>The addresses so far.</summary>
        public ImmutableArray<MailboxAddress> Before { get; init; } = [];

        /// <summary>Who goes the same way is asked for in one call.</summary>
        public string Way => string.Create(CultureInfo.InvariantCulture, $"{Address.Domain} {string.Join(' ', OwnDomains)} {Hops.Used}");
    }
}
