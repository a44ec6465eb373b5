using System.Text.RegularExpressions;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Logon;

namespace Signpost.Diagnostics;

/// <summary>Takes from text who is asked for: the local parts of the run's addresses and the names of those who log on.</summary>
internal sealed class Veil
{
    private const string Masked = "***";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly HashSet<string> localParts = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> users = new(StringComparer.OrdinalIgnoreCase);

    public Veil(MailboxAddress? address, DiscoveryOptions options)
    {
        if (address is { } asked)
        {
            Hide(asked);
        }

        Hide((options.Logon as MailboxLogon.Password)?.User);
        Hide((options.DirectoryLogon as DirectoryLogon.Password)?.User);
    }

    /// <summary>The run goes on with this address.</summary>
    public void Hide(MailboxAddress address)
    {
        localParts.Add(address.LocalPart);
        localParts.Add(Uri.EscapeDataString(address.LocalPart));
    }

    /// <summary>The text without them.</summary>
    public string Over(string text)
    {
        foreach (var localPart in localParts)
        {
            text = text.Replace(localPart + "@", Masked + "@", StringComparison.OrdinalIgnoreCase)
                .Replace(localPart + "%40", Masked + "%40", StringComparison.OrdinalIgnoreCase);
        }

        foreach (var user in users.Where(user => user is not ""))
        {
            text = Regex.Replace(text, $@"(?<![\w.-]){Regex.Escape(user)}(?![\w.-])", Masked, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience);
        }

        return text;
    }

    /// <summary>The URL without them, and without what may hold more of the kind: user information, query and fragment.</summary>
    public string Over(Uri url) => Over(url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));

    private void Hide(string? user)
    {
        if (user is { Length: > 0 })
        {
            users.Add(user);
            users.Add(user[(user.IndexOf('\\', StringComparison.Ordinal) + 1)..]);     // the user of DOMAIN\user
        }

        if (MailboxAddress.TryParse(user, out var address))
        {
            Hide(address);
        }
    }
}
