using Signpost.Directory;
using Signpost.Dns;
using Signpost.Server.Configuration;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Logon;

/// <summary>Judges a password by logging on to the directory with it.</summary>
internal sealed class BindJudge(KeptForest forest, DirectoryConfiguration configuration, TimeProvider time) : IPasswordJudge
{
    private readonly NetworkResolver resolver = new();

    public async ValueTask<LogonVerdict> JudgeAsync(string user, Secret password, CancellationToken cancellationToken)
    {
        // A bind without a password is an anonymous one, and succeeds (RFC 4513 section 5.1.2).
        if (password.Reveal() is "")
        {
            return new LogonVerdict.Refused("bad-password", user);
        }

        if (await forest.ServerAsync(cancellationToken) is not ({ } server, _) found)
        {
            return new LogonVerdict.Away("the directory is no server");
        }

        var options = new LdapOptions { Trust = configuration.Trust, Timeout = configuration.Timeout };
        switch (await LdapDirectory.OpenAsync(server, new DirectoryLogon.Password(user, password), options, resolver, time, cancellationToken))
        {
            case OpenOutcome.Opened { Directory: var directory }:
                await directory.DisposeAsync();
                return new LogonVerdict.Accepted(new Caller(user, "Basic"));
            case OpenOutcome.Failed { Failure: DirectoryFailure.BindRefused }:
                return new LogonVerdict.Refused("bad-password", user);
            case OpenOutcome.Failed { Failure: var failure }:
                return new LogonVerdict.Away(failure.Describe());
            default:
                throw new InvalidOperationException("a case is missing");
        }
    }
}
