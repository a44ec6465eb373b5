namespace Signpost.Autodiscover;

/// <summary>Pages of the control panel: what is appended to its URL. A token such as <c>&lt;MsgID&gt;</c> is filled in by the client.</summary>
public sealed record EcpPages
{
    /// <summary>No page at all.</summary>
    public static EcpPages None { get; } = new();

    /// <summary>Voice mail.</summary>
    public string VoiceMail { get; init; } = "";

    /// <summary>Subscriptions to other mailboxes.</summary>
    public string Subscriptions { get; init; } = "";

    /// <summary>Delivery reports.</summary>
    public string DeliveryReport { get; init; } = "";

    /// <summary>Retention tags.</summary>
    public string Retention { get; init; } = "";

    /// <summary>Text messages.</summary>
    public string TextMessaging { get; init; } = "";

    /// <summary>Publishing of calendars.</summary>
    public string Publishing { get; init; } = "";

    /// <summary>The user's photo.</summary>
    public string Photo { get; init; } = "";

    /// <summary>Social networks.</summary>
    public string Connect { get; init; } = "";

    /// <summary>Team mailboxes.</summary>
    public string TeamMailbox { get; init; } = "";

    /// <summary>A new team mailbox.</summary>
    public string TeamMailboxCreating { get; init; } = "";

    /// <summary>A team mailbox being changed.</summary>
    public string TeamMailboxEditing { get; init; } = "";

    /// <summary>Which team mailboxes are hidden.</summary>
    public string TeamMailboxHiding { get; init; } = "";

    /// <summary>Extensions of the client.</summary>
    public string ExtensionInstallation { get; init; } = "";
}
