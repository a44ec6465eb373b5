namespace Signpost.Logon;

/// <summary>What a directory has against a user and his password, where it says so.</summary>
public enum PasswordFault
{
    /// <summary>It does not say, or it has nothing against them: something else was refused.</summary>
    Unclear,

    /// <summary>There is no such user.</summary>
    UnknownUser,

    /// <summary>The user or the password is wrong.</summary>
    Wrong,

    /// <summary>The password has expired.</summary>
    Expired,

    /// <summary>The password must be changed before the first logon.</summary>
    MustChange,

    /// <summary>The account is locked out after too many wrong passwords.</summary>
    LockedOut,

    /// <summary>The account is disabled.</summary>
    Disabled,

    /// <summary>The account has expired.</summary>
    AccountExpired,

    /// <summary>The account is locked, disabled or expired: Kerberos tells no more.</summary>
    Revoked,

    /// <summary>The account may not log on now, or not from here.</summary>
    Restricted,
}
