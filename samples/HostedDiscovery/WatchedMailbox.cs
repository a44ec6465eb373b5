using Signpost;

namespace HostedDiscovery;

/// <summary>Whose endpoints are watched.</summary>
internal sealed record WatchedMailbox(MailboxAddress Address);
