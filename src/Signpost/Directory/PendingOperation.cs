namespace Signpost.Directory;

/// <summary>A question on its way, and who waits for its answer.</summary>
internal sealed class PendingOperation(string server, LdapOperation question)
{
    private readonly LdapHearing hearing = new(server, question);

    // Whoever waits must not run on the task that reads for all the others.
    private readonly TaskCompletionSource<LdapReply> reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LdapOperation Question => question;

    public Task<LdapReply> Reply => reply.Task;

    /// <summary>Only the connection's reader calls this.</summary>
    public LdapReply? Hear(LdapMessage message) => hearing.Hear(message);

    public void End(LdapReply outcome) => reply.TrySetResult(outcome);

    public void Cancel(CancellationToken cancellationToken) => reply.TrySetCanceled(cancellationToken);
}
