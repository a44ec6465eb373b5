namespace Signpost.Autodiscover.Autoconfig;

/// <summary>A server for mail. Text that was not given is "".</summary>
public sealed record AutoconfigServer
{
    /// <summary>What it speaks: <c>imap</c>, <c>pop3</c>, <c>smtp</c>, <c>exchange</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The host.</summary>
    public string HostName { get; init; } = "";

    /// <summary>The port; null where it was no number.</summary>
    public int? Port { get; init; }

    /// <summary>How the connection is encrypted: <c>SSL</c> from the start, <c>STARTTLS</c> on request, <c>plain</c>.</summary>
    public string SocketType { get; init; } = "";

    /// <summary>How one logs on: <c>password-cleartext</c> (which encryption covers), <c>GSSAPI</c>, <c>OAuth2</c>, …</summary>
    public string Authentication { get; init; } = "";

    /// <summary>The name to log on with; mostly <see cref="ClientConfig.EmailAddress"/>.</summary>
    public string UserName { get; init; } = "";

    /// <summary>Exchange Web Services, of a server of type <c>exchange</c>.</summary>
    public ServiceUrl EwsUrl { get; init; }

    /// <summary>The mailbox in a browser, of a server of type <c>exchange</c>.</summary>
    public ServiceUrl OwaUrl { get; init; }

    /// <summary>ActiveSync, of a server of type <c>exchange</c>.</summary>
    public ServiceUrl EasUrl { get; init; }
}
