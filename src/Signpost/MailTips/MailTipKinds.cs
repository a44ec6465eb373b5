namespace Signpost.MailTips;

/// <summary>Which tips (MS-OXWMT, MailTipTypes).</summary>
[Flags]
public enum MailTipKinds
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>What is answered while somebody is away.</summary>
    OutOfOfficeMessage = 1 << 0,

    /// <summary>Whether a mailbox can take no more.</summary>
    MailboxFullStatus = 1 << 1,

    /// <summary>Words of the administrator.</summary>
    CustomMailTip = 1 << 2,

    /// <summary>How many of a list are outside.</summary>
    ExternalMemberCount = 1 << 3,

    /// <summary>How many are on a list.</summary>
    TotalMemberCount = 1 << 4,

    /// <summary>How large a message may be.</summary>
    MaxMessageSize = 1 << 5,

    /// <summary>Whether who asks may not write to it.</summary>
    DeliveryRestriction = 1 << 6,

    /// <summary>Whether somebody reads messages before they are delivered.</summary>
    ModerationStatus = 1 << 7,

    /// <summary>Whether there is no such recipient.</summary>
    InvalidRecipient = 1 << 8,

    /// <summary>Where the recipient is.</summary>
    Scope = 1 << 9,

    /// <summary>Who else could be meant.</summary>
    RecipientSuggestions = 1 << 10,

    /// <summary>Whether the recipient wants what can be read aloud.</summary>
    PreferAccessibleContent = 1 << 11,

    /// <summary>All there are.</summary>
    All = (1 << 12) - 1,
}
