namespace Signpost.Autodiscover.MobileConfig;

/// <summary>An account of a profile; always over TLS.</summary>
public abstract record AppleAccount
{
    private AppleAccount()
    {
    }

    /// <summary>Mail by IMAP or POP, sent by SMTP.</summary>
    /// <param name="IsImap">Whether it is read by IMAP; else by POP.</param>
    /// <param name="Incoming">Where it is read.</param>
    /// <param name="Outgoing">Where it is sent.</param>
    public sealed record Mail(bool IsImap, AppleHost Incoming, AppleHost Outgoing) : AppleAccount;

    /// <summary>ActiveSync, on iPhones and iPads. A profile can say the host alone: the path is the usual one.</summary>
    public sealed record ActiveSync(string Host) : AppleAccount;

    /// <summary>Exchange Web Services, on Macs; null where it is not to be reached from there.</summary>
    public sealed record Ews(Uri? Internal, Uri? External) : AppleAccount;

    /// <summary>Calendars.</summary>
    public sealed record CalDav(Uri Url) : AppleAccount;

    /// <summary>Contacts.</summary>
    public sealed record CardDav(Uri Url) : AppleAccount;
}

/// <summary>A host and its port.</summary>
public sealed record AppleHost(string Name, int Port);
