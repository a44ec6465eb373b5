namespace Signpost.Server.Mailboxes;

/// <summary>Who has a mailbox here.</summary>
public interface IMailboxDirectory
{
    /// <summary>Whether anybody can say which domains are served. While nobody can, none seems to be.</summary>
    ValueTask<bool> KnowsDomainsAsync(CancellationToken cancellationToken) => ValueTask.FromResult(true);

    /// <summary>Whether addresses of this domain are served here; the domain as A-labels in lower case.</summary>
    ValueTask<bool> AcceptsAsync(string domain, CancellationToken cancellationToken);

    /// <summary>Whose address this is: the primary one or any other.</summary>
    ValueTask<MailboxLookup> FindAsync(MailboxAddress address, CancellationToken cancellationToken);

    /// <summary>Whose legacy DN this is; compared without case.</summary>
    ValueTask<MailboxLookup> FindAsync(string legacyDn, CancellationToken cancellationToken);
}
