using Signpost.Autodiscover;
using Signpost.Discovery;
using Signpost.Dns;
using Signpost.Transport;

namespace Signpost.Questions;

/// <summary>Finds where Exchange Web Services of a mailbox are: by its settings.</summary>
internal sealed class EwsFinder(DiscoveryOptions options, IServiceResolver resolver, TimeProvider time, Random random, ICasHttp http)
{
    /// <summary>How the settings were looked for; null while nobody has.</summary>
    public DiscoveryReport? Discovery { get; private set; }

    /// <summary>Finds the place, or says why there is none.</summary>
    public async Task<(EwsPlace? Place, EwsFailure? Failure)> FindAsync(Uri? endpoint, MailboxAddress asker, CasService service, CancellationToken cancellationToken)
    {
        if (endpoint is not null)
        {
            return (new EwsPlace(endpoint, asker, [asker.Domain]), null);
        }

        Discovery = await new DiscoveryEngine(options, resolver, time, random, http).DiscoverAsync(asker, cancellationToken);
        return Discovery.Found switch
        {
            { Settings: { } settings } found => PlaceOf(settings.UrlOf(service, found.Vantage), found, asker, service),
            null => (null, new EwsFailure.NoEndpoint(Discovery.Why)),
            _ when Discovery.Why is "" => (null, new EwsFailure.NoEndpoint($"the settings of {asker} are not known: the CAS wants a logon")),
            _ => (null, new EwsFailure.NoEndpoint(Discovery.Why)),
        };
    }

    // Whoever gave the settings is trusted, and vouches for himself and his neighbours; another host that he names is a stranger, as one he redirects to.
    private static (EwsPlace? Place, EwsFailure? Failure) PlaceOf(ServiceUrl text, FoundCas found, MailboxAddress asker, CasService service)
    {
        if (!text.TryUri(out var url))
        {
            return (null, new EwsFailure.NoEndpoint($"the settings of {asker} name no URL for {(service is CasService.Oof ? "out-of-office" : "free/busy")}"));
        }

        if (!url.MayCarryCredentials || url.UserInfo is not "")
        {
            return (null, new EwsFailure.NoEndpoint($"the settings of {asker} name a URL that is not https, or has a user name in it"));
        }

        var isSame = found.Candidate.Step is StepKind.LocalXml || url.IdnHost.Equals(found.Url.IdnHost, StringComparison.OrdinalIgnoreCase);
        return (new EwsPlace(url, asker, [asker.Domain]) { NamedBy = isSame ? null : found.Url.IdnHost }, null);
    }
}
