using Signpost.Directory;

namespace Signpost.Discovery;

/// <summary>Opens the directories that SCP pointers name, until one refuses the password: the others are not offered it.</summary>
/// <param name="openAsync">Opens one.</param>
/// <param name="onRefused">Is told who refused it.</param>
internal sealed class PointerDoor(Func<LdapServer, CancellationToken, Task<OpenOutcome>> openAsync, Action<string> onRefused)
{
    private string? refusedBy;

    public async Task<OpenOutcome> OpenAsync(LdapServer server, CancellationToken cancellationToken)
    {
        if (refusedBy is not null)
        {
            return new OpenOutcome.Failed(new DirectoryFailure.NoServer(server.Host, $"{refusedBy} has refused the password, it is offered to nobody else"));
        }

        var opening = await openAsync(server, cancellationToken);
        if (opening is OpenOutcome.Failed { Failure: DirectoryFailure.BindRefused { IsPasswordRefused: true, Server: var refuser } })
        {
            refusedBy = refuser;
            onRefused(refuser);
        }

        return opening;
    }
}
