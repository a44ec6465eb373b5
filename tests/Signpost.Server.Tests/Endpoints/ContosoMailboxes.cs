using Signpost.Autodiscover;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Tests.Endpoints;

/// <summary>Everybody in contoso.test has a mailbox; ann may log on.</summary>
internal sealed class ContosoMailboxes : IMailboxDirectory
{
    public Task<bool> MayLogOnAsync(string user, Secret password, CancellationToken cancellationToken) =>
        Task.FromResult(user is "ann" && password.Reveal() is "secret");

    public Task<MailboxSettings?> FindAsync(MailboxAddress mailbox, string host, CancellationToken cancellationToken) => Task.FromResult<MailboxSettings?>(
        mailbox.Domain is not "contoso.test" ? null : new MailboxSettings
        {
            AutoDiscoverSmtpAddress = mailbox.ToString(),
            Protocols = [new ProtocolSettings { Kind = ProtocolKind.Exch, EwsUrl = new ServiceUrl($"https://{host}/EWS/Exchange.asmx") }],
        });
}
