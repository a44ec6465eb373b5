using System.Collections.Immutable;
using Signpost.Directory;
using Signpost.Server.Configuration;

namespace Signpost.Server.Mailboxes;

/// <summary>An object of the directory, read as a mailbox.</summary>
/// <param name="Mailbox">The mailbox.</param>
/// <param name="MovedTo">The address it has moved to; null where it has not.</param>
/// <param name="Home">The CAS or site it belongs to; "" where that is not said.</param>
/// <param name="IsByLogonName">Whether its address is only the name its owner logs on with.</param>
internal sealed record MailboxEntry(Mailbox Mailbox, MailboxAddress? MovedTo, string Home, bool IsByLogonName)
{
    private const string Smtp = "smtp:";

    // A mailbox has tens of addresses. One with more than this is somebody's mistake, and answers would be as large.
    private const int MostAddresses = 2000;

    /// <summary>Reads an object; null where it has no address at all, and so no mailbox.</summary>
    public static MailboxEntry? From(DirectoryEntry entry, MailboxConfiguration configuration, string server)
    {
        var principal = DirectoryText.Of(entry.Text("userPrincipalName"));
        var addresses = AddressesOf(entry);
        var isByLogonName = addresses is [] && MailboxAddress.TryParse(principal, out _);
        if (isByLogonName)
        {
            addresses = [MailboxAddress.Parse(principal)];
        }

        if (addresses is not [var primary, ..])
        {
            return null;
        }

        var mailbox = new Mailbox
        {
            PrimaryAddress = primary,
            Addresses = addresses,
            DisplayName = NameOf(entry),
            LegacyDn = LegacyDnOf(entry),
            MailboxGuid = GuidOf(entry),
            UserPrincipalName = principal,
            SamAccountName = Either(DirectoryText.Of(entry.Text("sAMAccountName")), DirectoryText.Of(entry.Text("uid"))),
            DirectoryServer = server,
            Domain = AcceptedDomains.DomainAbove(entry.DistinguishedName),
        };
        return new MailboxEntry(mailbox, Redirect(entry, configuration.RedirectAddressAttribute, addresses), HomeOf(entry, configuration.HomeAttribute), isByLogonName);
    }

    /// <summary>The addresses of an object, the primary one first: that of SMTP: in capitals, else mail.</summary>
    internal static ImmutableArray<MailboxAddress> AddressesOf(DirectoryEntry entry) =>
    [
        .. entry.Values("proxyAddresses").Take(MostAddresses).Select(value => value.Text)
            .Where(text => text.StartsWith(Smtp, StringComparison.OrdinalIgnoreCase))
            .Select(text => (Rank: text.StartsWith("SMTP:", StringComparison.Ordinal) ? 0 : 2, Text: text[Smtp.Length..]))
            .Concat(entry.Texts("mail").Select(text => (Rank: 1, Text: text)))
            .OrderBy(claim => claim.Rank)
            .Select(claim => MailboxAddress.TryParse(claim.Text.Trim(), out var address) ? address : (MailboxAddress?)null).OfType<MailboxAddress>()
            .Distinct(),
    ];

    /// <summary>The name people see.</summary>
    internal static string NameOf(DirectoryEntry entry) => Either(DirectoryText.Of(entry.Text("displayName")), DirectoryText.Of(entry.Text("cn")));

    /// <summary>Its legacy DN; "" where it has none.</summary>
    internal static string LegacyDnOf(DirectoryEntry entry) => entry.Text("legacyExchangeDN") is { } legacyDn && DirectoryText.IsPlain(legacyDn) ? legacyDn : "";

    // A mailbox that has moved to itself has not moved.
    private static MailboxAddress? Redirect(DirectoryEntry entry, string attribute, ImmutableArray<MailboxAddress> own)
    {
        if (attribute is "" || entry.Text(attribute)?.Trim() is not { } text)
        {
            return null;
        }

        var target = text.StartsWith(Smtp, StringComparison.OrdinalIgnoreCase) ? text[Smtp.Length..] : text;
        return MailboxAddress.TryParse(target, out var address) && !own.Contains(address) ? address : null;
    }

    // /o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Configuration/cn=Servers/cn=CAS1, or CN=CAS1,CN=Servers,..., or CAS1 itself.
    private static string HomeOf(DirectoryEntry entry, string attribute)
    {
        if (attribute is "" || entry.Text(attribute)?.Trim() is not { } text || !DirectoryText.IsPlain(text))
        {
            return "";
        }

        if (text.StartsWith('/'))
        {
            var last = text.LastIndexOf("/cn=", StringComparison.OrdinalIgnoreCase);
            return last < 0 ? "" : text[(last + "/cn=".Length)..].Trim();
        }

        return DistinguishedName.TryParse(text, out var name) && name.Depth > 1 ? name.FirstValue : text;
    }

    private static Guid GuidOf(DirectoryEntry entry)
    {
        foreach (var attribute in (ReadOnlySpan<string>)["msExchMailboxGuid", "objectGUID", "entryUUID"])
        {
            foreach (var value in entry.Values(attribute))
            {
                if (value.Span.Length == 16)
                {
                    return new Guid(value.Span);
                }

                if (Guid.TryParse(value.Text, out var guid))
                {
                    return guid;
                }
            }
        }

        return Guid.Empty;
    }

    private static string Either(string first, string second) => first is not "" ? first : second;
}
