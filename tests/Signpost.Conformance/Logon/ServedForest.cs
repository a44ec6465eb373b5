using Microsoft.Extensions.Logging.Abstractions;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Server.Configuration;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Transport;

namespace Signpost.Conformance.Logon;

/// <summary>The lab's domain as a CAS sees it, with all that it remembers.</summary>
internal sealed class ServedForest : IAsyncDisposable
{
    private readonly DirectoryMailboxes directory;
    private readonly LdapPasswordJudge judge;

    public ServedForest(LdapSecurity security, MailboxConfiguration? mailboxes = null, string? defaultDomain = null, TimeSpan? timeout = null)
    {
        var lab = Directory.Lab.Here();
        var configuration = new DirectoryConfiguration(
            new ForestChoice.Server(lab.Dc, null, security), lab.As("svc-cas@contoso.test"), TlsTrust.FromPemFile(lab.CaFile), timeout ?? TimeSpan.FromSeconds(5));
        var terms = mailboxes ?? new MailboxConfiguration();
        Forest = new KeptForest(configuration, NullLogger.Instance, TimeProvider.System);
        directory = new DirectoryMailboxes(Forest, terms, new CasIdentity("cas1.contoso.test", "CAS1", null), NullLogger.Instance, TimeProvider.System);
        Mailboxes = new CachedMailboxes(directory, terms, TimeProvider.System);
        judge = new LdapPasswordJudge(Forest, Mailboxes, configuration, new BasicConfiguration(TimeSpan.FromMinutes(5), defaultDomain), TimeProvider.System);
        Passwords = new CachedPasswords(judge, TimeSpan.FromMinutes(5), TimeProvider.System);
    }

    public KeptForest Forest { get; }

    public CachedMailboxes Mailboxes { get; }

    public CachedPasswords Passwords { get; }

    public Task<LogonVerdict> JudgeAsync(string user, string? password = null) =>
        Passwords.JudgeAsync(user, new Secret(password ?? Lab.Password), TestContext.Current.CancellationToken).AsTask();

    public Task<MailboxLookup> FindAsync(string address) => Mailboxes.FindAsync(MailboxAddress.Parse(address), TestContext.Current.CancellationToken).AsTask();

    public async ValueTask DisposeAsync()
    {
        await Passwords.DisposeAsync();
        await Mailboxes.DisposeAsync();
        await directory.DisposeAsync();
        judge.Dispose();
        await Forest.DisposeAsync();
    }
}
