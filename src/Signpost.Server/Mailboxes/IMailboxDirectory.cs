using Signpost.Autodiscover;

namespace Signpost.Server.Mailboxes;

/// <summary>Who has a mailbox here, and who may ask.</summary>
public interface IMailboxDirectory
{
    /// <summary>Whether this user's password is right.</summary>
    Task<bool> MayLogOnAsync(string user, Secret password, CancellationToken cancellationToken);

    /// <summary>The settings of a mailbox as the host that was asked announces them; null when the mailbox is not here.</summary>
    Task<MailboxSettings?> FindAsync(MailboxAddress mailbox, string host, CancellationToken cancellationToken);
}
