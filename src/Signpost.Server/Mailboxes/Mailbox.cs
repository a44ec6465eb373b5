using System.Collections.Immutable;
using Signpost.Server.Logon;

namespace Signpost.Server.Mailboxes;

/// <summary>A mailbox that is here, as the directory describes it. Text the directory does not have is "".</summary>
/// <remarks>Compared by reference: while the directory's entry is remembered it is the same object, and what was made of it may be remembered with it.</remarks>
public sealed class Mailbox
{
    /// <summary>The primary SMTP address.</summary>
    public required MailboxAddress PrimaryAddress { get; init; }

    /// <summary>All its SMTP addresses, the primary one first.</summary>
    public required ImmutableArray<MailboxAddress> Addresses { get; init; }

    /// <summary>The name people see.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Its legacy DN.</summary>
    public string LegacyDn { get; init; } = "";

    /// <summary>The mailbox's GUID: Exchange's where there is one, else that of the directory's object.</summary>
    public Guid MailboxGuid { get; init; }

    /// <summary>The name its owner logs on with, for example <c>ann@contoso.test</c>.</summary>
    public string UserPrincipalName { get; init; } = "";

    /// <summary>The older name its owner logs on with, for example <c>ann</c>.</summary>
    public string SamAccountName { get; init; } = "";

    /// <summary>The host of the directory it was read from.</summary>
    public string DirectoryServer { get; init; } = "";

    /// <summary>The DNS name of the domain its owner's account is in; "" where the directory has no such.</summary>
    public string Domain { get; init; } = "";

    /// <summary>Whether a caller is the owner: by the name he logs on with, or by the older one where that is one of the owner's domain.</summary>
    /// <remarks>An address may be the logon name of somebody else, so addresses count only of callers who are known by such, and where there is nothing better.</remarks>
    public bool IsOwnedBy(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return Same(UserPrincipalName, caller.Name)
            || IsAccountOf(caller)
            || (IsKnownByAddressTo(caller) && MailboxAddress.TryParse(caller.Name, out var address) && Addresses.Contains(address));
    }

    /// <summary>Whether the directory says the same of both.</summary>
    internal bool SaysTheSameAs(Mailbox other) =>
        PrimaryAddress.ToString() == other.PrimaryAddress.ToString()
        && Addresses.SequenceEqual(other.Addresses)
        && (DisplayName, LegacyDn, MailboxGuid, UserPrincipalName, SamAccountName, DirectoryServer, Domain)
            == (other.DisplayName, other.LegacyDn, other.MailboxGuid, other.UserPrincipalName, other.SamAccountName, other.DirectoryServer, other.Domain);

    private bool IsAccountOf(Caller caller) => UserName.Parse(caller.Name) switch
    {
        // Of Kerberos names the realm is always there, and always whole; a backslash or a blank in one is part of the user.
        UserName.Principal principal when caller.Scheme is NegotiateScheme.SchemeName =>
            Same(Domain, principal.Domain) && Same(SamAccountName, principal.User),
        _ when caller.Scheme is NegotiateScheme.SchemeName => false,
        UserName.Principal principal => UserName.IsDomain(principal.Domain, Domain) && Same(SamAccountName, principal.User),
        UserName.DownLevel account => UserName.IsDomain(account.Domain, Domain) && Same(SamAccountName, account.User),
        UserName.Bare account => Same(SamAccountName, account.User),
        _ => false,
    };

    private bool IsKnownByAddressTo(Caller caller) => caller.Scheme switch
    {
        BearerScheme.SchemeName => true,
        NegotiateScheme.SchemeName => Domain is "",
        _ => (UserPrincipalName, SamAccountName) is ("", ""),
    };

    private static bool Same(string mine, string yours) => mine is not "" && mine.Equals(yours, StringComparison.OrdinalIgnoreCase);
}
