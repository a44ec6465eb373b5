using Signpost.Ews;
using Signpost.Oof;

namespace Signpost.MailTips;

/// <summary>What somebody should know before he writes to a recipient (MS-OXWMT, MailTips). What is null is not said.</summary>
/// <param name="Recipient">To whom, as it was asked.</param>
public sealed record RecipientTips(EwsAddress Recipient)
{
    /// <summary>What could not be found out in time: it may be asked again.</summary>
    public MailTipKinds Pending { get; init; }

    /// <summary>What is answered, where the recipient is away.</summary>
    public OutOfOfficeTip? OutOfOffice { get; init; }

    /// <summary>Whether the mailbox can take no more.</summary>
    public bool? IsMailboxFull { get; init; }

    /// <summary>Words of the administrator; "" where there are none.</summary>
    public string Custom { get; init; } = "";

    /// <summary>How many are on the list; one where it is none.</summary>
    public int? TotalMembers { get; init; }

    /// <summary>How many of these are outside.</summary>
    public int? ExternalMembers { get; init; }

    /// <summary>How large a message may be, in bytes.</summary>
    public int? MaxMessageSize { get; init; }

    /// <summary>Whether who asks may not write to it.</summary>
    public bool? IsDeliveryRestricted { get; init; }

    /// <summary>Whether somebody reads messages before they are delivered.</summary>
    public bool? IsModerated { get; init; }

    /// <summary>Whether there is no such recipient.</summary>
    public bool? IsInvalid { get; init; }
}

/// <summary>Somebody is away (MS-OXWMT, OutOfOfficeMailTip).</summary>
/// <param name="Reply">What is answered; Exchange answers nothing where nobody is away.</param>
/// <param name="Duration">From when to when; null where it is not said.</param>
public sealed record OutOfOfficeTip(OofReply Reply, EwsDuration? Duration);

/// <summary>What came of one recipient.</summary>
/// <param name="Outcome">How it went.</param>
/// <param name="Tips">The tips; null with an error.</param>
public sealed record RecipientAnswer(EwsOutcome Outcome, RecipientTips? Tips);
