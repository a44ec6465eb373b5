using Signpost.Autodiscover;
using Signpost.Server.Mailboxes;

namespace Signpost.Cli.Demo;

/// <summary>Every address of the made-up domain has a mailbox, and all have the same password.</summary>
internal sealed class DemoMailboxes : IMailboxDirectory
{
    /// <summary>The password of every mailbox of the demo.</summary>
    public const string Password = "demo";

    public Task<bool> MayLogOnAsync(string user, Secret password, CancellationToken cancellationToken) => Task.FromResult(password.Reveal() is Password);

    public Task<MailboxSettings?> FindAsync(MailboxAddress mailbox, string host, CancellationToken cancellationToken) => Task.FromResult<MailboxSettings?>(
        mailbox.Domain is not "contoso.test" ? null : new MailboxSettings
        {
            DisplayName = mailbox.LocalPart,
            AutoDiscoverSmtpAddress = mailbox.ToString(),
            Protocols = [Block(ProtocolKind.Exch, host), Block(ProtocolKind.Expr, "mail.contoso.test")],
        });

    private static ProtocolSettings Block(ProtocolKind kind, string host) => new()
    {
        Kind = kind,
        Server = host,
        EwsUrl = new($"https://{host}/EWS/Exchange.asmx"),
        AsUrl = new($"https://{host}/EWS/Exchange.asmx"),
        OofUrl = new($"https://{host}/EWS/Exchange.asmx"),
        OabUrl = new($"https://{host}/OAB/5b1b1f6e-0c7c-4a0e-8f0d-3f2f0d3c9a10/"),
    };
}
