namespace Signpost.Server.Services;

/// <summary>A mail service (IMAP, POP or SMTP) from inside and from outside; null where it is not to be reached from there.</summary>
public sealed record MailService(MailEndpoint? Internal, MailEndpoint? External)
{
    /// <summary>The service is not offered.</summary>
    public static MailService None { get; } = new(null, null);

    /// <summary>Whether it is offered anywhere.</summary>
    public bool IsOffered => Internal is not null || External is not null;

    /// <summary>Where somebody anywhere reaches it: from outside, else from inside.</summary>
    public MailEndpoint? Best => External ?? Internal;
}

/// <summary>A host and port of a mail service; never without TLS.</summary>
/// <param name="Host">The host.</param>
/// <param name="Port">The port, 1 to 65535.</param>
/// <param name="IsStartTls">TLS begins on request (RFC 8314 section 3 prefers it from the start).</param>
public sealed record MailEndpoint(string Host, int Port, bool IsStartTls);
