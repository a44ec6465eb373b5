using System.Collections.Immutable;
using System.Globalization;
using Signpost.Discovery;
using Signpost.Dns;
using Signpost.Scp;
using Signpost.Sites;

namespace Signpost.Doctor.Clients;

/// <summary>The URLs that each step names to a client, in its order.</summary>
internal sealed class ReplayTargets(ClientHabits habits, ReplayInput input, ReplayJournal journal)
{
    public async Task<StepTargets> OfAsync(StepKind step, MailboxAddress address, ClientPass pass, CancellationToken cancellationToken) => step switch
    {
        StepKind.Scp => OfScps(),
        StepKind.HttpsRootDomain => StepTargets.Of(new Uri($"https://{address.Domain}{pass.NamedPath}")),
        StepKind.HttpsAutodiscoverDomain => StepTargets.Of(new Uri($"https://autodiscover.{address.Domain}{pass.NamedPath}")),
        StepKind.HttpRedirect => StepTargets.Of(new Uri($"http://autodiscover.{address.Domain}{pass.NamedPath}")),
        StepKind.SrvRecord => await OfServicesAsync($"_autodiscover._tcp.{address.Domain}", pass, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private StepTargets OfScps()
    {
        var (habit, rule) = habits.Scps;
        if (input.Scps is [])
        {
            return new StepTargets([], "no SCP", rule);
        }

        if (habit is ScpHabit.ThreeTiers && input.Site is null)
        {
            var lost = string.Create(CultureInfo.InvariantCulture, $"site unknown, {input.Scps.Length} SCPs");
            journal.Warn("the site is not known: every SCP is dropped, also those of no site", rule);
            return new StepTargets([], lost, rule);
        }

        return new StepTargets(habit is ScpHabit.ThreeTiers ? InTiers(input.Site) : InTwoLists(input.Site), "", rule);
    }

    private ImmutableArray<Uri> InTwoLists(SiteName? site) => [.. ScpRanking.Outlook2007(input.Scps, site).Select(ranked => ranked.Scp.Url)];

    private ImmutableArray<Uri> InTiers(SiteName? site)
    {
        var tiers = input.Scps.ToLookup(scp => scp.AffinityTo(site), scp => scp.Url);
        return [.. tiers[SiteAffinity.InSite], .. tiers[SiteAffinity.Siteless].Reverse(), .. tiers[SiteAffinity.OutOfSite]];
    }

    private async Task<StepTargets> OfServicesAsync(string name, ClientPass pass, CancellationToken cancellationToken)
    {
        switch (await input.Resolver.ServicesAsync(name, cancellationToken))
        {
            case SrvAnswer.Records { All: var all }:
                var offered = all.Where(record => !record.IsRefusal).ToImmutableArray();
                var usable = offered.Where(record => habits.SrvPort.Value is not SrvPortHabit.Only443 || record.Port is 443).ToImmutableArray();
                WarnOfPorts(name, offered);
                var chosen = InOrder(usable);
                if (chosen.Length > habits.SrvTries.Value)
                {
                    journal.Warn(ChoiceOf(name, chosen), habits.SrvChoice.Rule);
                }

                return new StepTargets(
                    [.. chosen.Take(habits.SrvTries.Value).Select(record => UrlOf(record, pass)).OfType<Uri>()],
                    offered is [] ? $"{name} says that the service is not offered" : $"{name} names no host on port 443", habits.SrvPort.Rule);
            case SrvAnswer.None:
                return new StepTargets([], $"no SRV record {name}", habits.UselessAnswer);
            case SrvAnswer.Failed { Reason: var reason }:
                return new StepTargets([], $"{name}: {OneLine.Of(reason)}", habits.UselessAnswer);
            default:
                throw new UnreachableException();
        }
    }

    private ImmutableArray<SrvRecord> InOrder(ImmutableArray<SrvRecord> records) => habits.SrvChoice.Value is SrvChoice.LargestPriority
        ? [.. records.OrderByDescending(record => record.Priority)]
        : SrvOrdering.Nominal(records);

    private string ChoiceOf(string name, ImmutableArray<SrvRecord> chosen)
    {
        var first = chosen[0];
        var equals = chosen.Count(record => record.Priority == first.Priority && record.Weight == first.Weight);
        return habits.SrvChoice.Value is SrvChoice.Rfc2782 && equals > 1
            ? string.Create(CultureInfo.InvariantCulture, $"{name} has {chosen.Length} records: one of {equals} is drawn, here {first.Target}, and the others are not asked")
            : string.Create(CultureInfo.InvariantCulture, $"{name} has {chosen.Length} records: {first.Target} of priority {first.Priority} is asked, the others are not");
    }

    private void WarnOfPorts(string name, ImmutableArray<SrvRecord> records)
    {
        foreach (var record in records.Where(record => record.Port is not 443))
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{name} names port {record.Port} of {record.Target}");
            var drops = habits.SrvPort.Value is SrvPortHabit.Only443;
            journal.Warn($"{at}: {(drops ? "the record is dropped" : "port 443 is asked all the same")}", habits.SrvPort.Rule);
        }
    }

    private static Uri? UrlOf(SrvRecord record, ClientPass pass) =>
        MailboxAddress.TryDomain(record.Target, out var host) && Uri.TryCreate($"https://{host}{pass.NamedPath}", UriKind.Absolute, out var url) ? url : null;
}

/// <summary>The URLs of a step; where there is none, why and by which rule.</summary>
internal sealed record StepTargets(ImmutableArray<Uri> Urls, string Nothing, ClientRule Rule)
{
    private static readonly ClientRule FromAddress = new("follows from the address", "MS-OXDISCO 3.1.5.2");

    public static StepTargets Of(Uri url) => new([url], "", FromAddress);
}
