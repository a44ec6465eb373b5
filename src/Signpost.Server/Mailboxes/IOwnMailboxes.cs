using Signpost.Server.Logon;

namespace Signpost.Server.Mailboxes;

/// <summary>Whose mailbox a caller's is.</summary>
public interface IOwnMailboxes
{
    /// <summary>The mailbox of somebody who proved who he is; it is his own by <see cref="Mailbox.IsOwnedBy"/>.</summary>
    ValueTask<MailboxLookup> FindOwnAsync(Caller caller, CancellationToken cancellationToken);
}
