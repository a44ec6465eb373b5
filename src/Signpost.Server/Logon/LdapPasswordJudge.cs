using Signpost.Directory;
using Signpost.Dns;
using Signpost.Logon;
using Signpost.Server.Configuration;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Logon;

/// <summary>Asks the directory server whether a password is right, by logging on there with it.</summary>
/// <remarks>
/// Over TLS by a simple bind, else by Kerberos or NTLM, which seal the connection; never in clear. One password is tried once: a wrong one counts
/// once towards the account's lock-out. Whoever is refused waits at least a quarter of a second for it, so that an unknown user takes no less time than
/// a wrong password.
/// </remarks>
public sealed class LdapPasswordJudge : IPasswordJudge, IDisposable
{
    private const int MostAtOnce = 16;

    private static readonly TimeSpan LeastForRefusal = TimeSpan.FromMilliseconds(250);

    private readonly KeptForest forest;
    private readonly IMailboxDirectory mailboxes;
    private readonly DirectoryConfiguration directory;
    private readonly string? defaultDomain;
    private readonly TimeProvider time;
    private readonly IServiceResolver resolver;
    private readonly SemaphoreSlim turns = new(MostAtOnce);

    /// <summary>Judges by the servers of a forest; a user may give an address of his mailbox as his name.</summary>
    public LdapPasswordJudge(
        KeptForest forest, IMailboxDirectory mailboxes, DirectoryConfiguration directory, BasicConfiguration basic, TimeProvider time, IServiceResolver? resolver = null)
    {
        ArgumentNullException.ThrowIfNull(basic);
        (this.forest, this.mailboxes, this.directory, defaultDomain, this.time, this.resolver) =
            (forest, mailboxes, directory, basic.DefaultDomain, time, resolver ?? new NetworkResolver());
    }

    /// <inheritdoc/>
    public async ValueTask<LogonVerdict> JudgeAsync(string user, Secret password, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(password);
        var name = UserName.Parse(user);

        // RFC 4513 section 5.1.2: a server takes a name without a password for nobody, and says success.
        if (name is null || password.Reveal() is "")
        {
            return new LogonVerdict.Refused(name is null ? "malformed" : "empty-password", user);
        }

        var began = time.GetTimestamp();
        using var limit = new CancellationTokenSource(directory.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        LogonVerdict verdict;
        try
        {
            verdict = await AskAsync(user, name, password, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new LogonVerdict.Away($"the directory did not judge a password in {directory.Timeout.TotalSeconds:0.###} s");
        }

        if (verdict is LogonVerdict.Refused && LeastForRefusal - time.GetElapsedTime(began) is { Ticks: > 0 } rest)
        {
            await Task.Delay(rest, time, cancellationToken);
        }

        return verdict;
    }

    /// <inheritdoc/>
    public void Dispose() => turns.Dispose();

    /// <summary>What a failed logon at the directory means.</summary>
    internal static LogonVerdict VerdictOf(DirectoryFailure failure, string user) => failure is DirectoryFailure.BindRefused { Fault: not PasswordFault.Unclear and var fault }
        ? new LogonVerdict.Refused(ReasonOf(fault), user)
        : new LogonVerdict.Away(KeptForest.Words(failure));

    /// <summary>By what mechanism a password is tried. Kerberos would ask the KDC of whatever realm a stranger names, so it is for the server's own domain only.</summary>
    internal static LogonMechanism MechanismFor(LogonServer server, string bindName) => server.Server.Security is not LdapSecurity.None
        ? LogonMechanism.Simple
        : UserName.Parse(bindName) switch
        {
            UserName.Bare => LogonMechanism.Auto,
            UserName.Principal { Domain: var domain } when UserName.IsDomain(domain, server.Domain) => LogonMechanism.Auto,
            UserName.DownLevel { Domain: var domain } when UserName.IsDomain(domain, server.Domain) => LogonMechanism.Auto,
            _ => LogonMechanism.Ntlm,
        };

    private static string ReasonOf(PasswordFault fault) => fault switch
    {
        PasswordFault.Expired => "password-expired",
        PasswordFault.MustChange => "password-must-change",
        PasswordFault.LockedOut => "account-locked",
        PasswordFault.Disabled => "account-disabled",
        PasswordFault.AccountExpired => "account-expired",
        PasswordFault.Revoked => "account-locked-or-disabled",
        PasswordFault.Restricted => "account-restricted",
        _ => "bad-password",
    };

    private async Task<LogonVerdict> AskAsync(string user, UserName name, Secret password, CancellationToken cancellationToken)
    {
        var (server, why) = await forest.LogonServerAsync(cancellationToken);
        if (server is null)
        {
            return new LogonVerdict.Away(why);
        }

        var (bindName, callerName) = await NamesAsync(user, name, server, cancellationToken);
        await turns.WaitAsync(cancellationToken);
        try
        {
            var logon = new DirectoryLogon.Password(bindName, password, MechanismFor(server, bindName));
            var options = new LdapOptions { Trust = directory.Trust, Timeout = directory.Timeout };
            switch (await LdapDirectory.OpenAsync(server.Server, logon, options, resolver, time, cancellationToken))
            {
                case OpenOutcome.Opened { Directory: var open }:
                    await open.DisposeAsync();
                    return new LogonVerdict.Accepted(new Caller(callerName, "Basic"));
                case OpenOutcome.Failed { Failure: var failure }:
                    return VerdictOf(failure, user);
                default:
                    throw new InvalidOperationException("a case is missing");
            }
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>The name to log on with, and the one the caller is known by. An address of a mailbox stands for its owner.</summary>
    private async Task<(string BindName, string CallerName)> NamesAsync(string user, UserName name, LogonServer server, CancellationToken cancellationToken)
    {
        if (name is UserName.Bare)
        {
            var whole = defaultDomain is { } domain ? $"{user}@{domain}" : user;
            return (whole, whole);
        }

        if (name is not UserName.Principal || !MailboxAddress.TryParse(user, out var address) || OwnerOf(await mailboxes.FindAsync(address, cancellationToken)) is not { } mailbox)
        {
            return (user, user);
        }

        return mailbox switch
        {
            { UserPrincipalName: not "" and var principal } => (principal, principal),
            { SamAccountName: not "" and var account } when server.Domain is not "" => ($"{account}@{server.Domain}", account),
            _ => (user, user),
        };
    }

    private static Mailbox? OwnerOf(MailboxLookup lookup) => lookup switch
    {
        MailboxLookup.Here { Mailbox: var mailbox } => mailbox,
        MailboxLookup.MovedTo { Mailbox: var mailbox } => mailbox,
        MailboxLookup.ServedBy { Mailbox: var mailbox } => mailbox,
        _ => null,
    };
}
