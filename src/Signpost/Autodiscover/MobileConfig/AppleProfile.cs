using System.Collections.Immutable;

namespace Signpost.Autodiscover.MobileConfig;

/// <summary>A configuration profile for the Mail, Calendar and Contacts of Apple: accounts for one address. There is never a password in it: the device asks for one.</summary>
/// <param name="ServerName">Who made it; the profile is named after it, so that a later one replaces it.</param>
/// <param name="Address">Whose accounts these are.</param>
/// <param name="Organization">The name people see.</param>
/// <param name="Accounts">The accounts.</param>
public sealed record AppleProfile(string ServerName, MailboxAddress Address, string Organization, ImmutableArray<AppleAccount> Accounts)
{
    /// <inheritdoc/>
    public bool Equals(AppleProfile? other) =>
        other is not null && ServerName == other.ServerName && Address == other.Address && Organization == other.Organization && Accounts.SequenceEqual(other.Accounts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ServerName, Address, Organization, Accounts.Length);
}
