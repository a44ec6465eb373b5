namespace Signpost.Autodiscover.Pox;

/// <summary>"Tell me the settings of this mailbox" (MS-OXDSCLI, Autodiscover Request).</summary>
public sealed record PoxRequest
{
    /// <summary>The mailbox by its SMTP address; "" where it is asked for by <see cref="LegacyDn"/>.</summary>
    public string EMailAddress { get; init; } = "";

    /// <summary>The mailbox by its legacy DN. Where both are given, this one counts.</summary>
    public string LegacyDn { get; init; } = "";

    /// <summary>The namespace the answer is wanted in.</summary>
    public string AcceptableResponseSchema { get; init; } = PoxSchema.OutlookResponse;

    /// <summary>What Outlook asks.</summary>
    public static PoxRequest For(MailboxAddress address) => new() { EMailAddress = address.ToString() };
}
