namespace Signpost.Autodiscover.Json;

/// <summary>"Where is this service for this mailbox?" (Autodiscover V2; there is no public specification).</summary>
/// <param name="Address">The mailbox.</param>
/// <param name="Protocol">The service, compared without case: <c>Ews</c>, <c>ActiveSync</c>, <c>AutodiscoverV1</c>.</param>
/// <param name="RedirectCount">How many redirects led here; null where it is not said.</param>
public sealed record JsonRequest(MailboxAddress Address, string Protocol, int? RedirectCount);

/// <summary>The two ways to write the same question.</summary>
public enum JsonForm
{
    /// <summary>The address in the path: what Outlook asks.</summary>
    Path,

    /// <summary>The address in the query.</summary>
    Query,
}
