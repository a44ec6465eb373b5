namespace Signpost.Autodiscover.Soap;

/// <summary>A setting that users may be asked for.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Class">What its value is.</param>
/// <param name="Group">What it is about.</param>
public sealed record UserSettingName(string Name, UserSettingClass Class, UserSettingGroup Group);

/// <summary>What the value of a setting is; the words are the classes of MS-OXWSADISC, UserSetting.</summary>
public enum UserSettingClass
{
    /// <summary>A text.</summary>
    StringSetting,

    /// <summary>Pages to log on at.</summary>
    WebClientUrlCollectionSetting,

    /// <summary>Where a mail service is.</summary>
    ProtocolConnectionCollectionSetting,

    /// <summary>Other mailboxes.</summary>
    AlternateMailboxCollectionSetting,

    /// <summary>Places to share documents in.</summary>
    DocumentSharingLocationCollectionSetting,
}

/// <summary>What a setting is about.</summary>
public enum UserSettingGroup
{
    /// <summary>The user and the mailbox.</summary>
    User,

    /// <summary>The mailbox server, from inside.</summary>
    InternalServer,

    /// <summary>The mailbox server, from outside.</summary>
    ExternalServer,

    /// <summary>What the CAS offers.</summary>
    Services,

    /// <summary>The mailbox in a browser.</summary>
    WebClient,

    /// <summary>The control panel, from inside.</summary>
    InternalEcp,

    /// <summary>The control panel, from outside.</summary>
    ExternalEcp,

    /// <summary>What is appended to the URL of the control panel.</summary>
    EcpFragment,

    /// <summary>POP, IMAP and SMTP.</summary>
    Mail,

    /// <summary>The rest.</summary>
    Other,
}
