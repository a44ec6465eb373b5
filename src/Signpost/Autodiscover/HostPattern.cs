namespace Signpost.Autodiscover;

/// <summary>One entry of an allow-list: a host, or <c>*.example.org</c> for every host below a domain.</summary>
internal static class HostPattern
{
    private const string Star = "*.";

    /// <summary>The entry with its name as A-labels.</summary>
    /// <exception cref="ArgumentException">It is neither; or it would cover a whole top-level domain.</exception>
    public static string Parse(string text)
    {
        var (star, name) = text.StartsWith(Star, StringComparison.Ordinal) ? (Star, text[Star.Length..]) : ("", text.Trim('[', ']'));
        if (star is "" && Uri.CheckHostName(name) is (UriHostNameType.IPv4 or UriHostNameType.IPv6))
        {
            return name;
        }

        return !MailboxAddress.TryDomain(name, out var domain) ? throw new ArgumentException($"'{text}' is neither a host nor *.DOMAIN")
            : star is not "" && !domain.Contains('.', StringComparison.Ordinal) ? throw new ArgumentException($"'{text}' would allow a whole top-level domain")
            : star + domain;
    }

    /// <summary>Whether an entry means a host.</summary>
    public static bool Covers(string pattern, string host) => pattern.StartsWith(Star, StringComparison.Ordinal)
        ? host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase) && host.Length >= pattern.Length
        : pattern.Equals(host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);
}
