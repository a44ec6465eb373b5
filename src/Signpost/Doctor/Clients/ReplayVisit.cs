using System.Net.Sockets;
using Signpost.Autodiscover;
using Signpost.Dns;
using Signpost.Logon;
using Signpost.Transport;

namespace Signpost.Doctor.Clients;

/// <summary>A client at one URL: it asks, follows redirects by its rules, and knows whether that was the end.</summary>
/// <remarks>
/// 1. A host that the client's way of looking up names does not find is not asked.
/// 2. A client that keeps only the host of a URL looks there for SOAP first.
/// 3. The answer means what it means to everybody (<see cref="FactReading"/>), and then what the client's habits make of it.
/// </remarks>
internal sealed class ReplayVisit(ReplayTarget target, ClientHabits habits, ReplayInput input, IFactSource facts, ReplayJournal journal, ReplayJourney journey)
{
    private const string GoesOn = "goes on";

    private readonly ReplayRedirects redirects = new(habits, journey);
    private Uri? from;

    public async Task<VisitEnd> RunAsync(CancellationToken cancellationToken)
    {
        var url = target.Url;
        if (target.IsFromSrv)
        {
            AskConsent(url, "an SRV record");
        }

        while (true)
        {
            var end = await AtAsync(url, cancellationToken);
            if (end is not VisitEnd.Onward { Url: var next })
            {
                return end;
            }

            (from, url) = (url, next);
        }
    }

    private async Task<VisitEnd> AtAsync(Uri url, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var isPlain = target.IsPlain && from is null;
        if (url.Scheme != Uri.UriSchemeHttps && !isPlain)
        {
            return Note(url, null, "plain http", GoesOn, habits.Redirects.Rule, new VisitEnd.Nothing());
        }

        if (await InvisibleAsync(url, cancellationToken) is { } why)
        {
            return Note(url, null, why, GoesOn, habits.Lookup.Rule, new VisitEnd.Nothing());
        }

        if (isPlain)
        {
            return await PlainAsync(url, cancellationToken);
        }

        if (target.Pass.Habit is HostHabit.ProbesTheHost)
        {
            if (await ProbeAsync(new Uri(url, target.Pass.NamedPath), cancellationToken) is { } end)
            {
                return end;
            }

            url = new Uri(url, target.Pass.Path);
        }

        redirects.Pass(url);
        var fact = await facts.AskAsync(url, target.Pass.Dialect, target.Address, cancellationToken);
        return Meet(url, fact);
    }

    private async Task<VisitEnd> PlainAsync(Uri url, CancellationToken cancellationToken)
    {
        redirects.Pass(url);
        var fact = await facts.AskAsync(url, target.Pass.Dialect, target.Address, cancellationToken);
        return FactReading.Of(fact) is FactReading.Redirect redirect
            ? Follow(url, redirect.Location, redirect.Status, redirect.Describe(), null)
            : Note(url, null, FactReading.Of(fact).Describe(), "goes on: only a redirect counts here", habits.HttpTargets.Rule, new VisitEnd.Nothing(), LostAt(fact));
    }

    /// <summary>What the look for SOAP came to; null where the host speaks it.</summary>
    private async Task<VisitEnd?> ProbeAsync(Uri url, CancellationToken cancellationToken)
    {
        redirects.Pass(url);
        var fact = await facts.AskAsync(url, AutodiscoverDialect.Pox, target.Address, cancellationToken);
        return fact.Response switch
        {
            null => Useless(url, null, fact, FactReading.Of(fact)),
            { IsRedirect: true } response => Follow(url, response.Location!, response.Status, new FactReading.Redirect(response.Status, response.Location!).Describe(), null),
            { SpeaksSoap: false } => Note(url, null, "no X-SOAP-Enabled", "leaves the host out: it does not say that it speaks SOAP", target.Pass.Rule, new VisitEnd.Nothing(), fact.Took),
            _ => Said(url),
        };
    }

    private VisitEnd? Said(Uri url)
    {
        Note(url, null, "X-SOAP-Enabled", "asks there in SOAP", target.Pass.Rule, new VisitEnd.Nothing());
        return null;
    }

    private VisitEnd Meet(Uri url, EndpointFact fact)
    {
        var dialect = target.Pass.Dialect;
        var reading = FactReading.Of(fact);
        var met = reading.Describe();
        if (habits.NeedsOffer.Value && fact.Response is { } first && !IsWayIn(first))
        {
            return Note(url, dialect, met, "ends the search: no logon is offered that it knows", habits.NeedsOffer.Rule, new VisitEnd.GivenUp("an answer offered no logon that it knows"));
        }

        if (LacksBasic(fact))
        {
            WarnOfLogon(url, fact);
            return Note(url, dialect, met, "goes on: Basic is not offered", habits.Logon.Rule, new VisitEnd.Nothing());
        }

        switch (reading)
        {
            case FactReading.Settings { HasAsUrl: false } when habits.NeedsAsUrl is { } rule:
                return Note(url, dialect, "settings without ASUrl", GoesOn, rule, new VisitEnd.Nothing());
            case FactReading.Settings:
                WarnOfLogon(url, fact);
                return Note(url, dialect, met, "ends here", habits.Logon.Rule, new VisitEnd.Found(url, NeedsLogon: false));
            case FactReading.LogonWanted:
                WarnOfLogon(url, fact);
                return Note(url, dialect, met, "logs on here", habits.Logon.Rule, new VisitEnd.Found(url, NeedsLogon: true));
            case FactReading.LogonRefused:
                return Note(url, dialect, met, GoesOn, habits.RefusedLogon, new VisitEnd.Nothing());
            case FactReading.Locked when habits.LockedEnds.Value:
                return Note(url, dialect, met, "ends the search", habits.LockedEnds.Rule, new VisitEnd.GivenUp(met));
            case FactReading.Locked:
                return Note(url, dialect, met, GoesOn, habits.LockedEnds.Rule, new VisitEnd.Nothing());
            case FactReading.Redirect redirect:
                return Follow(url, redirect.Location, redirect.Status, met, dialect);
            case FactReading.OtherUrl when habits.LeavesAnsweredUrls is { } rule:
                return Note(url, dialect, met, GoesOn, rule, new VisitEnd.Nothing());
            case FactReading.OtherUrl other:
                return Follow(url, other.Url, null, met, dialect);
            case FactReading.OtherAddress other:
                return OtherAddress(url, other.Address, met);
            case FactReading.Error error when (habits.Errors.Value is ErrorHabit.UnlessPassing && !IsPassing(error)) || (habits.Errors.Value is ErrorHabit.OutsideScp && !target.IsFromScp):
                return Note(url, dialect, met, "ends the search", habits.Errors.Rule, new VisitEnd.GivenUp(met));
            case FactReading.Error:
                return Note(url, dialect, met, GoesOn, habits.Errors.Rule, new VisitEnd.Nothing());
            default:
                return Useless(url, dialect, fact, reading);
        }
    }

    // What the library asks for: requests' Basic and Digest, and NTLM.
    private static bool IsWayIn(CasResponse response) => response.Status is 200
        || response.Offers.Any(offer => offer.ToUpperInvariant() is "BASIC" or "NTLM" or "DIGEST");

    private static bool IsPassing(FactReading.Error error) => new ConversationOutcome.Error(error.Code, "").IsPassing;

    private VisitEnd Useless(Uri url, AutodiscoverDialect? dialect, EndpointFact fact, FactReading reading)
    {
        if (reading is not FactReading.Untrusted { Verdict: var verdict })
        {
            return Note(url, dialect, reading.Describe(), GoesOn, habits.UselessAnswer, new VisitEnd.Nothing(), LostAt(fact));
        }

        if (habits.Certificates.Value is CertificateHabit.PromptsForName && verdict.Faults is [TlsFault.NameMismatch])
        {
            journal.Warn($"prompts the user about the name in the certificate of {url.IdnHost}, each time anew; here he declines", habits.Certificates.Rule);
        }

        return Note(url, dialect, reading.Describe(), GoesOn, habits.Certificates.Rule, new VisitEnd.Nothing(), LostAt(fact));
    }

    private VisitEnd Follow(Uri url, string location, int? status, string met, AutodiscoverDialect? dialect)
    {
        switch (redirects.Follow(url, location, status))
        {
            case RedirectVerdict.To { Url: var next }:
                if (url.Scheme == Uri.UriSchemeHttp)
                {
                    AskConsent(next, "a redirect from plain http");
                }

                return Note(url, dialect, met, "follows", habits.Redirects.Rule, new VisitEnd.Onward(next));
            case RedirectVerdict.InTheClear { Url: var plain, Rule: var rule }:
                journal.Warn($"follows to {plain.IdnHost} over plain http, and logs on there if it is asked to: from here nothing is asked there", rule);
                return Note(url, dialect, met, "would follow over plain http, where nothing is asked from here", rule, new VisitEnd.Nothing());
            case RedirectVerdict.No no:
                return Note(url, dialect, met, $"{no.Why}; {GoesOn}", no.Rule, new VisitEnd.Nothing());
            case RedirectVerdict.GivesUp enough:
                return Note(url, dialect, met, $"ends the search: {enough.Why}", enough.Rule, new VisitEnd.GivenUp(enough.Why));
            default:
                throw new UnreachableException();
        }
    }

    private VisitEnd OtherAddress(Uri url, string text, string met)
    {
        var (dialect, redirectRule) = (target.Pass.Dialect, habits.Redirects.Rule);
        if (!MailboxAddress.TryParse(text, out var other))
        {
            return Note(url, dialect, met, $"cannot read the address; {GoesOn}", redirectRule, new VisitEnd.Nothing());
        }

        // The client would ask there; but nobody is to learn from us, at a name that anybody may register, whose mailbox is wanted.
        if (other.IsInTopLevelDomain)
        {
            return Note(url, dialect, met, "would ask in a top-level domain, which is not asked from here", redirectRule, new VisitEnd.Nothing());
        }

        if (habits.AddressesLater is { } later)
        {
            return OtherAddressLater(url, other, met, later);
        }

        if (++journey.Hops > habits.Redirects.Value.Max)
        {
            return Note(url, dialect, met, "ends the search: too many redirects", redirectRule, new VisitEnd.GivenUp("too many redirects"));
        }

        if (journey.Addresses.Add(other))
        {
            return Note(url, dialect, met, "begins again for that address", redirectRule, new VisitEnd.OtherAddress(other, WithoutScps: false));
        }

        var (habit, rule) = habits.RepeatedAddress;
        return habit switch
        {
            RepeatedAddress.FailsTheUrl => Note(url, dialect, met, $"has asked for it before; {GoesOn}", rule, new VisitEnd.Nothing()),
            RepeatedAddress.EndsIt => Note(url, dialect, met, "ends the search: a circle", rule, new VisitEnd.GivenUp($"the redirects to addresses go in a circle: {other}")),
            RepeatedAddress.DropsScps => Note(url, dialect, met, "begins again without SCPs", rule, new VisitEnd.OtherAddress(other, WithoutScps: true)),
            _ => throw new UnreachableException(),
        };
    }

    private VisitEnd OtherAddressLater(Uri url, MailboxAddress other, string met, Habit<int> later)
    {
        var dialect = target.Pass.Dialect;
        if (journey.Addresses.Contains(other))
        {
            return Note(url, dialect, met, $"has asked for it before; {GoesOn}", habits.RepeatedAddress.Rule, new VisitEnd.Nothing());
        }

        if (journey.Addresses.Count > later.Value)
        {
            return Note(url, dialect, met, $"too many redirects; {GoesOn}", later.Rule, new VisitEnd.Nothing());
        }

        journey.Addresses.Add(other);
        journey.Waiting.Enqueue(other);
        return Note(url, dialect, met, $"keeps that address for the end; {GoesOn}", later.Rule, new VisitEnd.Nothing());
    }

    /// <summary>Why the client does not even ask at a host; null where it does.</summary>
    private async Task<string?> InvisibleAsync(Uri url, CancellationToken cancellationToken)
    {
        if (habits.Lookup.Value is not HostLookup.ARecordOfAuthority)
        {
            return null;
        }

        if (!url.IsDefaultPort)
        {
            return $"no A record has the name {url.Authority}";
        }

        if (await input.Resolver.HostAsync(url.IdnHost, url.Port, cancellationToken) is not HostAnswer.Places { All: var places })
        {
            return "host has no address";
        }

        if (places.Any(place => place.AddressFamily is AddressFamily.InterNetwork))
        {
            return null;
        }

        journal.Warn($"{url.IdnHost} has IPv6 addresses only: for this client it is not there", habits.Lookup.Rule);
        return "host has no A record";
    }

    private void AskConsent(Uri url, string whoNamedIt)
    {
        var (habit, rule) = habits.Consent;
        if (habit is ConsentHabit.User && !input.TrustedHosts.Contains(url.IdnHost, StringComparer.OrdinalIgnoreCase))
        {
            journal.Warn($"prompts the user before it asks {url.IdnHost}, which {whoNamedIt} names; here he consents", rule);
        }
        else if (habit is ConsentHabit.Program)
        {
            journal.Warn($"asks the program whether {url.IdnHost}, which {whoNamedIt} names, is right; here it consents", rule);
        }
    }

    /// <summary>Whether a logon is wanted, and the one that it sends at once is none of those offered.</summary>
    private bool LacksBasic(EndpointFact fact) =>
        habits.Logon.Value is LogonHabit.BasicAtOnce && fact.Response is { Status: 401, Offers: { Length: > 0 } offers } && !offers.Contains("Basic", StringComparer.OrdinalIgnoreCase);

    private void WarnOfLogon(Uri url, EndpointFact fact)
    {
        var offers = fact.Response?.Offers ?? [];
        if (LacksBasic(fact))
        {
            journal.Warn($"{url.IdnHost} offers {string.Join(", ", offers)} and no Basic: the client must be set to one of them", habits.Logon.Rule);
        }

        // Basic let us in where something stronger was offered: that was in vain here, and may be for the client.
        if (habits.Logon.Value is LogonHabit.StrongestOnly && fact.LoggedOn is LogonOutcome.Answered { Method: LogonMethod.Basic }
            && offers.Any(offer => offer.Equals("Negotiate", StringComparison.OrdinalIgnoreCase) || offer.Equals("NTLM", StringComparison.OrdinalIgnoreCase)))
        {
            journal.Warn($"{url.IdnHost} offers {string.Join(", ", offers)} but let us in by Basic only: the client takes the strongest and may fail", habits.Logon.Rule);
        }
    }

    private TimeSpan LostAt(EndpointFact fact) => fact.TimedOut ? target.Pass.Patience.Value.Cost : fact.Took;

    private VisitEnd Note(Uri url, AutodiscoverDialect? dialect, string met, string makes, ClientRule rule, VisitEnd end, TimeSpan lost = default)
    {
        journal.Add(new ClientTry
        {
            Address = target.Address, Step = target.Step, Url = url, Dialect = dialect, From = from, Met = met, Makes = makes, Rule = rule, Lost = lost,
        });
        return end;
    }
}
