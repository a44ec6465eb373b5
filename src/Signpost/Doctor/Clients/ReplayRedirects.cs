using System.Globalization;
using System.Text.RegularExpressions;

namespace Signpost.Doctor.Clients;

/// <summary>Which redirects a client follows, by its rules; whoever remembers where he has been goes round no circle.</summary>
internal sealed partial class ReplayRedirects(ClientHabits habits, ReplayJourney journey)
{
    private readonly HashSet<string> trail = new(StringComparer.OrdinalIgnoreCase);
    private int followed;

    /// <summary>It asks here.</summary>
    public void Pass(Uri url)
    {
        trail.Add(url.AbsoluteUri);
        journey.Asked.Add(url.AbsoluteUri);
    }

    /// <summary>Where a redirect leads, or why not.</summary>
    /// <param name="from">Who redirects.</param>
    /// <param name="target">Where to, as it was sent.</param>
    /// <param name="status">The HTTP status; null where the dialect redirects.</param>
    public RedirectVerdict Follow(Uri from, string target, int? status)
    {
        var (habit, rule) = habits.Redirects;
        if (status is { } code && !habit.Statuses.Contains(code))
        {
            return new RedirectVerdict.No(string.Create(CultureInfo.InvariantCulture, $"does not follow HTTP {code}"), rule);
        }

        if (!Uri.TryCreate(from, target, out var next))
        {
            return new RedirectVerdict.No("cannot read the target", rule);
        }

        if (next.Scheme == Uri.UriSchemeHttp && habit.LeavesHttps)
        {
            return new RedirectVerdict.InTheClear(next, rule);
        }

        if (next.Scheme != Uri.UriSchemeHttps)
        {
            return new RedirectVerdict.No("does not follow to anything but https", rule);
        }

        if (from.Scheme == Uri.UriSchemeHttp && habits.HttpTargets.Value is HttpTarget.PoxPath && !PoxPath().IsMatch(next.AbsolutePath))
        {
            return new RedirectVerdict.No("does not follow to a path that is not Autodiscover's", habits.HttpTargets.Rule);
        }

        if (habit.RefusesRepeats && journey.Asked.Contains(next.AbsoluteUri))
        {
            return new RedirectVerdict.No("has asked there before", rule);
        }

        return IsTooMany(next, habit) ? TooMany(habit, rule) : new RedirectVerdict.To(next);
    }

    // Who does not remember goes round until he has had enough: the path need not say it twenty times.
    private bool IsTooMany(Uri next, RedirectHabit habit)
    {
        followed++;
        journey.Hops++;
        return trail.Contains(next.AbsoluteUri) || (habit.InAll ? journey.Hops : followed) > habit.Max;
    }

    private static RedirectVerdict TooMany(RedirectHabit habit, ClientRule rule)
    {
        var words = string.Create(CultureInfo.InvariantCulture, $"too many redirects, more than {habit.Max}");
        return habit.InAll ? new RedirectVerdict.GivesUp(words, rule) : new RedirectVerdict.No(words, rule);
    }

    // MS-OXDISCO section 2.2.3.
    [GeneratedRegex(@"^/autodiscover/([^/]+/)*autodiscover\.xml$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PoxPath();
}

/// <summary>Whether a redirect is followed.</summary>
internal abstract record RedirectVerdict
{
    private RedirectVerdict()
    {
    }

    /// <summary>It is.</summary>
    public sealed record To(Uri Url) : RedirectVerdict;

    /// <summary>It is, over plain http.</summary>
    public sealed record InTheClear(Uri Url, ClientRule Rule) : RedirectVerdict;

    /// <summary>It is not, the next URL is asked.</summary>
    public sealed record No(string Why, ClientRule Rule) : RedirectVerdict;

    /// <summary>It is one too many for the whole search.</summary>
    public sealed record GivesUp(string Why, ClientRule Rule) : RedirectVerdict;
}
