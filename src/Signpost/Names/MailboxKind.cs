namespace Signpost.Names;

/// <summary>What an entry of the address book is (MS-OXWSCDATA, MailboxTypeType).</summary>
public enum MailboxKind
{
    /// <summary>It is not said, or not known.</summary>
    Unknown,

    /// <summary>An address that nobody keeps.</summary>
    OneOff,

    /// <summary>A mailbox: somebody's, or that of a room.</summary>
    Mailbox,

    /// <summary>A list of the address book.</summary>
    PublicDL,

    /// <summary>A list in somebody's own contacts.</summary>
    PrivateDL,

    /// <summary>Somebody elsewhere.</summary>
    Contact,

    /// <summary>A public folder.</summary>
    PublicFolder,

    /// <summary>A mailbox of a group.</summary>
    GroupMailbox,

    /// <summary>Somebody who was written to.</summary>
    ImplicitContact,

    /// <summary>A user without a mailbox.</summary>
    User,
}
