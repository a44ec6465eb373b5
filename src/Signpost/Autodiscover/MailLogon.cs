namespace Signpost.Autodiscover;

/// <summary>How a mail client connects and logs on to POP, IMAP or SMTP. What was not given is "" or null.</summary>
public sealed record MailLogon
{
    /// <summary>Nothing was said.</summary>
    public static MailLogon None { get; } = new();

    /// <summary>The name to log on with.</summary>
    public string LoginName { get; init; } = "";

    /// <summary>Whether a domain belongs to the name; absent means no.</summary>
    public bool? DomainRequired { get; init; }

    /// <summary>That domain.</summary>
    public string DomainName { get; init; } = "";

    /// <summary>Whether secure password authentication is needed; absent means yes.</summary>
    public bool? Spa { get; init; }

    /// <summary>How the connection is encrypted, where more than yes or no is said: <c>SSL</c> from the start, <c>TLS</c> on request, <c>None</c>, <c>Auto</c>.</summary>
    public string Encryption { get; init; } = "";

    /// <summary>Whether a logon is needed at all; absent means yes.</summary>
    public bool? AuthRequired { get; init; }

    /// <summary>Whether SMTP takes the logon of POP.</summary>
    public bool? UsePopAuth { get; init; }

    /// <summary>Whether SMTP works only after POP was read; absent means no.</summary>
    public bool? SmtpLast { get; init; }
}
