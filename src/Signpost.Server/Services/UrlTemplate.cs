using System.Diagnostics.CodeAnalysis;
using System.Text;
using Signpost.Autodiscover;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Services;

/// <summary>An https URL with places to fill in: <c>{server}</c>, <c>{domain}</c>, <c>{address}</c>, <c>{local-part}</c>, <c>{mailbox-guid}</c>.</summary>
public sealed class UrlTemplate
{
    /// <summary>The name of this CAS.</summary>
    public const string Server = "{server}";

    // What a mailbox fills in is escaped: an address may hold characters that mean something in a URL.
    private static readonly (string Place, Func<Mailbox, string> Value)[] OfMailbox =
    [
        ("{domain}", mailbox => mailbox.PrimaryAddress.Domain),
        ("{address}", mailbox => Uri.EscapeDataString(mailbox.PrimaryAddress.ToString())),
        ("{local-part}", mailbox => Uri.EscapeDataString(mailbox.PrimaryAddress.LocalPart)),
        ("{mailbox-guid}", mailbox => mailbox.MailboxGuid.ToString("D")),
    ];

    /// <summary>What stands for a URL that could not be read, so that the rest can be.</summary>
    internal static UrlTemplate Nowhere { get; } = new("https://invalid.invalid/");

    private readonly string text;

    private UrlTemplate(string text) => this.text = text;

    /// <summary>Whether the URL is the same for all mailboxes of a domain.</summary>
    public bool IsForAll => !text.Contains("{address}", StringComparison.Ordinal) && !text.Contains("{local-part}", StringComparison.Ordinal)
        && !text.Contains("{mailbox-guid}", StringComparison.Ordinal);

    /// <summary>The template that <paramref name="text"/> spells, on a CAS of this name.</summary>
    /// <param name="text">The text, for example <c>https://{server}/EWS/Exchange.asmx</c>.</param>
    /// <param name="serverName">The name of this CAS.</param>
    /// <param name="template">The template.</param>
    /// <param name="why">What is wrong with it: one clause, lower-case start, no full stop; "" where nothing is.</param>
    public static bool TryParse(string text, string serverName, [NotNullWhen(true)] out UrlTemplate? template, out string why) =>
        TryParse(text, serverName, mayBeOnThisHost: false, out template, out why);

    /// <summary>As the other one; http is enough where the URL leads to this host itself (loopback).</summary>
    public static bool TryParse(string text, string serverName, bool mayBeOnThisHost, [NotNullWhen(true)] out UrlTemplate? template, out string why)
    {
        ArgumentNullException.ThrowIfNull(text);
        var filled = text.Replace(Server, serverName, StringComparison.Ordinal);
        var sample = OfMailbox.Aggregate(filled, (so, place) => so.Replace(place.Place, "x", StringComparison.Ordinal));
        why = sample.AsSpan().IndexOfAny('{', '}') >= 0 ? $"'{text}' has a place that is none of {Server}, {string.Join(", ", OfMailbox.Select(place => place.Place))}"
            : !Uri.TryCreate(sample, UriKind.Absolute, out var url) || !IsSafe(url, mayBeOnThisHost) || url.Host is "" ? $"'{text}' is not an https URL"
            : url.UserInfo is not "" ? mayBeOnThisHost ? "no user name or password in a URL: give User and PasswordFile" : "no user name or password in a URL that everybody is told"
            : "";
        template = why is "" ? new UrlTemplate(filled) : null;
        return template is not null;
    }

    /// <summary>The URL for a mailbox.</summary>
    public ServiceUrl For(Mailbox mailbox)
    {
        var url = new StringBuilder(text);
        foreach (var (place, value) in OfMailbox)
        {
            if (text.Contains(place, StringComparison.Ordinal))
            {
                url.Replace(place, value(mailbox));
            }
        }

        return new ServiceUrl(url.ToString());
    }

    /// <summary>Whether the URL follows from the address alone.</summary>
    public bool IsForAddress => !text.Contains("{mailbox-guid}", StringComparison.Ordinal);

    /// <summary>The URL for an address, whether or not anybody has it; only where <see cref="IsForAddress"/>.</summary>
    public ServiceUrl For(MailboxAddress address) => For(new Mailbox { PrimaryAddress = address, Addresses = [address] });

    /// <summary>The URL for everybody in a domain; only where <see cref="IsForAll"/>.</summary>
    public ServiceUrl ForDomain(string domain) => new(text.Replace("{domain}", domain, StringComparison.Ordinal));

    private static bool IsSafe(Uri url, bool mayBeOnThisHost) =>
        url.Scheme == Uri.UriSchemeHttps || (mayBeOnThisHost && url.Scheme == Uri.UriSchemeHttp && url.IsLoopback);

    /// <summary>The template as it was written.</summary>
    public override string ToString() => text;
}
