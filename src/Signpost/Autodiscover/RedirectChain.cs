using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Signpost.Transport;

namespace Signpost.Autodiscover;

/// <summary>The redirects of one attempt: counted against the budget, never the same place twice, https only.</summary>
internal sealed partial class RedirectChain(HopBudget budget, Uri start, Action<Hop> onHop)
{
    /// <summary>Why plain http is refused.</summary>
    public const string PlainHttp = "plain http is not followed";

    /// <summary>Why a place is refused that was seen before.</summary>
    public const string Loop = "redirect loop";

    private readonly HashSet<string> visited = [KeyOf(start)];

    /// <summary>What is followed here is taken from this.</summary>
    public HopBudget Budget => budget;

    /// <summary>Where the last hop led.</summary>
    public Uri Current { get; private set; } = start;

    /// <summary>One of several ways that lead on from here: what the others take does not count, what was seen on the way here does.</summary>
    public RedirectChain Branch()
    {
        var branch = new RedirectChain(budget.Branch(), Current, onHop);
        branch.visited.UnionWith(visited);
        return branch;
    }

    /// <summary>Follows a redirect; when that is not allowed, says why.</summary>
    public bool TryFollow(string target, string how, [NotNullWhen(false)] out string? refusal)
    {
        refusal = RefusalOf(target, out var next) ?? (budget.TryTake(how) ? null : budget.Exhausted);
        if (refusal is not null)
        {
            return false;
        }

        visited.Add(KeyOf(next!));
        onHop(new Hop(Current, next!, how));
        Current = next!;
        return true;
    }

    private string? RefusalOf(string target, out Uri? next) =>
        !Uri.TryCreate(Current, target, out next) ? "not a URL"
        : next.Scheme == Uri.UriSchemeHttp ? PlainHttp
        : !next.MayCarryCredentials ? $"scheme {next.Scheme} is not followed"
        : next.UserInfo is not "" ? "a URL with a user name in it is not followed"
        : Current.Scheme == Uri.UriSchemeHttp && !AutodiscoverPath().IsMatch(next.AbsolutePath) ? "not an Autodiscover path"
        : visited.Contains(KeyOf(next)) ? Loop
        : null;

    private static string KeyOf(Uri url) => url.GetComponents(UriComponents.SchemeAndServer | UriComponents.PathAndQuery, UriFormat.UriEscaped).ToUpperInvariant();

    // MS-OXDISCO section 2.2.3: what a plain http redirect may point at; .svc where SOAP is spoken (exchangelib).
    [GeneratedRegex(@"^/autodiscover/([^/]+/)*autodiscover\.(xml|svc)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AutodiscoverPath();
}
