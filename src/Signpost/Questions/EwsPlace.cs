using System.Collections.Immutable;

namespace Signpost.Questions;

/// <summary>Where Exchange Web Services are asked.</summary>
/// <param name="Url">The URL.</param>
/// <param name="Asker">The mailbox that asks.</param>
/// <param name="OwnDomains">The domains that are the user's own.</param>
internal sealed record EwsPlace(Uri Url, MailboxAddress Asker, ImmutableArray<string> OwnDomains)
{
    /// <summary>The host whose settings name the URL, where that is another one; null where the user names the URL, or the host itself does.</summary>
    public string? NamedBy { get; init; }
}
