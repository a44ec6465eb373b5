using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Server.Mailboxes.AddressBook;

namespace Signpost.Cli.Demo;

/// <summary>Every address of the made-up domain has a mailbox, and all have the same password.</summary>
internal sealed class DemoMailboxes : IMailboxDirectory, IOwnMailboxes, IDistributionLists, IPasswordJudge
{
    /// <summary>The password of every mailbox of the demo.</summary>
    public const string Password = "demo";

    private const string Domain = "contoso.test";

    public ValueTask<LogonVerdict> JudgeAsync(string user, Secret password, CancellationToken cancellationToken) => ValueTask.FromResult<LogonVerdict>(
        password.Reveal() is Password ? new LogonVerdict.Accepted(new Caller(user, "Basic")) : new LogonVerdict.Refused("bad-password", user));

    public ValueTask<bool> AcceptsAsync(string domain, CancellationToken cancellationToken) => ValueTask.FromResult(domain is Domain);

    public ValueTask<MailboxLookup> FindAsync(MailboxAddress address, CancellationToken cancellationToken) => ValueTask.FromResult<MailboxLookup>(
        address.Domain is Domain
            ? new MailboxLookup.Here(new Mailbox { PrimaryAddress = address, Addresses = [address], DisplayName = address.LocalPart })
            : MailboxLookup.Unknown.It);

    public async ValueTask<MailboxLookup> FindOwnAsync(Caller caller, CancellationToken cancellationToken) =>
        MailboxAddress.TryParse(caller.Name, out var address) ? await FindAsync(address, cancellationToken) : MailboxLookup.Unknown.It;

    public ValueTask<ListReading> ExpandAsync(MailboxAddress address, CancellationToken cancellationToken) => ValueTask.FromResult<ListReading>(ListReading.NotAList.It);

    public ValueTask<MailboxLookup> FindAsync(string legacyDn, CancellationToken cancellationToken) => ValueTask.FromResult<MailboxLookup>(MailboxLookup.Unknown.It);
}
