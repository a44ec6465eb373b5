namespace Signpost.Autodiscover.Pox;

/// <summary>What a phone is told, as the settings of a mailbox: each server is a block of its own kind whose Server is the URL.</summary>
internal static class PhoneSettings
{
    public static MailboxSettings Of(MobileSyncAnswer.Settings answer) => new()
    {
        DisplayName = answer.DisplayName,
        AutoDiscoverSmtpAddress = answer.EMailAddress,
        Protocols = [.. answer.Servers.Select(server => new ProtocolSettings { Kind = server.Type, Server = server.Url.Text })],
    };
}
