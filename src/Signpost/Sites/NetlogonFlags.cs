namespace Signpost.Sites;

/// <summary>What a domain controller says it is (MS-ADTS section 6.3.1.2, DS_FLAG).</summary>
[Flags]
internal enum NetlogonFlags : uint
{
    None = 0,
    Pdc = 0x1,
    GlobalCatalog = 0x4,
    Ldap = 0x8,
    DirectoryService = 0x10,
    Kdc = 0x20,
    TimeService = 0x40,

    /// <summary>The domain controller and the client are in the same site.</summary>
    Closest = 0x80,

    Writable = 0x100,
    GoodTimeService = 0x200,
    ReadOnly = 0x800,
    WebService = 0x2000,
}

/// <summary>Which form of answer is wanted, or was given (MS-ADTS section 6.3.1.1, NETLOGON_NT_VERSION).</summary>
[Flags]
internal enum NetlogonVersion : uint
{
    None = 0,
    V1 = 0x1,
    V5 = 0x2,

    /// <summary>The extended form: the only one with a site in it.</summary>
    V5Extended = 0x4,

    /// <summary>With the address of the domain controller.</summary>
    WithAddress = 0x8,

    /// <summary>With the next closest site; Samba never gives it.</summary>
    WithClosestSite = 0x10,
}

/// <summary>What kind of answer it is (MS-ADTS section 6.3.1.3); only the extended ones tell a site.</summary>
internal enum NetlogonOpcode
{
    /// <summary>LOGON_PRIMARY_RESPONSE, for NT 4.</summary>
    Primary = 12,

    /// <summary>LOGON_SAM_LOGON_RESPONSE.</summary>
    Logon = 19,

    /// <summary>LOGON_SAM_PAUSE_RESPONSE.</summary>
    Pause = 20,

    /// <summary>LOGON_SAM_USER_UNKNOWN.</summary>
    UserUnknown = 21,

    /// <summary>LOGON_SAM_LOGON_RESPONSE_EX.</summary>
    LogonExtended = 23,

    /// <summary>LOGON_SAM_PAUSE_RESPONSE_EX: netlogon is paused, ask another domain controller.</summary>
    PauseExtended = 24,

    /// <summary>LOGON_SAM_USER_UNKNOWN_EX: no such user, but everything else is said.</summary>
    UserUnknownExtended = 25,
}
