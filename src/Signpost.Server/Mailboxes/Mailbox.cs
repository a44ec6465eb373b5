using System.Collections.Immutable;

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

    /// <summary>The names the owner may log on by: both of them, and each address.</summary>
    public bool IsOwnedBy(string userName)
    {
        ArgumentNullException.ThrowIfNull(userName);
        var account = userName.Split('\\') is [_, var plain] ? plain : userName;
        return Same(UserPrincipalName, userName)
            || Same(SamAccountName, account)
            || (MailboxAddress.TryParse(userName, out var address) && Addresses.Contains(address));
    }

    /// <summary>Whether the directory says the same of both.</summary>
    internal bool SaysTheSameAs(Mailbox other) =>
        PrimaryAddress.ToString() == other.PrimaryAddress.ToString()
        && Addresses.SequenceEqual(other.Addresses)
        && (DisplayName, LegacyDn, MailboxGuid, UserPrincipalName, SamAccountName, DirectoryServer)
            == (other.DisplayName, other.LegacyDn, other.MailboxGuid, other.UserPrincipalName, other.SamAccountName, other.DirectoryServer);

    private static bool Same(string mine, string yours) => mine is not "" && mine.Equals(yours, StringComparison.OrdinalIgnoreCase);
}
