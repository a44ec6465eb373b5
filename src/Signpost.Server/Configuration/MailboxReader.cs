using Signpost.Directory;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Configuration;

/// <summary>Reads who has a mailbox.</summary>
internal static class MailboxReader
{
    public static MailboxConfiguration Read(ConfigurationNode node)
    {
        var otherwise = new MailboxConfiguration();
        var mailboxes = otherwise with
        {
            AcceptedDomains = [.. node.List("AcceptedDomains").Select(text => Domain(node, "AcceptedDomains", text)).OfType<string>().Distinct()],
            BaseDn = node.Text("BaseDn") is { } dn ? Checked("BaseDn", dn, DistinguishedName.TryParse(dn, out _), "is not a distinguished name") : "",
            Filter = Filter(node, "Filter"),
            RoomFilter = Filter(node, "RoomFilter"),
            EquipmentFilter = Filter(node, "EquipmentFilter"),
            RoomListFilter = Filter(node, "RoomListFilter"),
            RedirectAddressAttribute = node.Text("RedirectAddressAttribute") ?? otherwise.RedirectAddressAttribute,
            HomeAttribute = node.Has("HomeAttribute") ? node.Text("HomeAttribute") ?? "" : otherwise.HomeAttribute,
            CacheFor = node.Time("CacheFor", otherwise.CacheFor, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
            ServeStaleFor = node.Time("ServeStaleFor", otherwise.ServeStaleFor, TimeSpan.Zero, TimeSpan.FromDays(30)),
            MostCached = node.Number("MostCached", otherwise.MostCached, 100, 10_000_000),
            OwnOnly = node.Flag("OwnOnly", otherwise.OwnOnly),
        };
        node.Done();
        return mailboxes;

        string Checked(string key, string text, bool isGood, string what)
        {
            if (!isGood)
            {
                node.Fault(key, $"'{text}' {what}");
            }

            return isGood ? text : "";
        }
    }

    private static string Filter(ConfigurationNode node, string key)
    {
        if (node.Text(key) is not { } text)
        {
            return "";
        }

        if (FilterText.TryParse(text, out _, out var why))
        {
            return text;
        }

        node.Fault(key, why);
        return "";
    }

    private static string? Domain(ConfigurationNode node, string key, string text)
    {
        if (MailboxAddress.TryDomain(text, out var domain))
        {
            return domain;
        }

        node.Fault(key, $"'{text}' is not a domain");
        return null;
    }
}
