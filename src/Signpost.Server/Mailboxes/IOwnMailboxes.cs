using Signpost.Server.Logon;

namespace Signpost.Server.Mailboxes;

/// <summary>Which mailbox is the caller's own.</summary>
public interface IOwnMailboxes
{
    /// <summary>The mailbox that <see cref="Mailbox.IsOwnedBy"/> gives to a caller; unknown where that is none, or several.</summary>
    ValueTask<MailboxLookup> FindOwnAsync(Caller caller, CancellationToken cancellationToken);
}
