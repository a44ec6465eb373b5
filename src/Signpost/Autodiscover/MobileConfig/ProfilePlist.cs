using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Signpost.Autodiscover.MobileConfig;

/// <summary>What is in a profile (Apple, "Configuration Profile Reference"): one payload for each account, in one of type Configuration.</summary>
internal sealed class ProfilePlist(PlistWriter plist, AppleProfile profile)
{
    // RFC 9562 section 6.6: the name space of URLs.
    private static readonly Guid Urls = new("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

    private readonly string address = profile.Address.ToString();

    public void Write() => plist.Dictionary(() =>
    {
        plist.Array("PayloadContent", () =>
        {
            foreach (var account in profile.Accounts)
            {
                plist.Dictionary(() => Payload(account));
            }
        });
        plist.Text("PayloadDescription", $"Accounts of {address}");
        plist.Text("PayloadDisplayName", profile.Organization);
        plist.Text("PayloadOrganization", profile.Organization);
        plist.Flag("PayloadRemovalDisallowed", false);
        Identity("Configuration");
    });

    private void Payload(AppleAccount account)
    {
        switch (account)
        {
            case AppleAccount.Mail mail:
                Mail(mail);
                Identity("com.apple.mail.managed");
                break;
            case AppleAccount.ActiveSync activeSync:
                plist.Text("EmailAddress", address);
                plist.Text("Host", activeSync.Host);
                plist.Flag("SSL", true);
                plist.Text("UserName", address);
                Identity("com.apple.eas.account");
                break;
            case AppleAccount.Ews ews:
                Ews(ews);
                Identity("com.apple.ews.account");
                break;
            case AppleAccount.CalDav dav:
                Dav("CalDAV", dav.Url);
                Identity("com.apple.caldav.account");
                break;
            case AppleAccount.CardDav dav:
                Dav("CardDAV", dav.Url);
                Identity("com.apple.carddav.account");
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void Mail(AppleAccount.Mail mail)
    {
        plist.Text("EmailAccountDescription", profile.Organization);
        plist.Text("EmailAccountType", mail.IsImap ? "EmailTypeIMAP" : "EmailTypePOP");
        plist.Text("EmailAddress", address);
        Server("Incoming", mail.Incoming);
        Server("Outgoing", mail.Outgoing);
        plist.Flag("OutgoingPasswordSameAsIncomingPassword", true);
    }

    private void Server(string direction, AppleHost host)
    {
        plist.Text($"{direction}MailServerAuthentication", "EmailAuthPassword");
        plist.Text($"{direction}MailServerHostName", host.Name);
        plist.Number($"{direction}MailServerPortNumber", host.Port);
        plist.Flag($"{direction}MailServerUseSSL", true);
        plist.Text($"{direction}MailServerUsername", address);
    }

    private void Ews(AppleAccount.Ews ews)
    {
        plist.Text("EmailAddress", address);
        plist.Text("UserName", address);
        foreach (var (prefix, url) in new[] { ("", ews.Internal ?? ews.External), ("External", ews.External ?? ews.Internal) })
        {
            if (url is not null)
            {
                plist.Text($"{prefix}Host", url.IdnHost);
                plist.Text($"{prefix}Path", url.AbsolutePath);
                plist.Number($"{prefix}Port", url.Port);
                plist.Flag($"{prefix}SSL", true);
            }
        }
    }

    private void Dav(string kind, Uri url)
    {
        plist.Text($"{kind}AccountDescription", profile.Organization);
        plist.Text($"{kind}HostName", url.IdnHost);
        plist.Number($"{kind}Port", url.Port);
        plist.Text($"{kind}PrincipalURL", url.AbsolutePath);
        plist.Flag($"{kind}UseSSL", true);
        plist.Text($"{kind}Username", address);
    }

    // A device replaces what it has under the same identifier.
    private void Identity(string type)
    {
        var id = NameBased($"https://{profile.ServerName}/{address.ToLowerInvariant()}/{type}").ToString("D").ToUpperInvariant();
        plist.Text("PayloadIdentifier", $"{string.Join('.', profile.ServerName.Split('.').Reverse())}.{id}");
        plist.Text("PayloadType", type);
        plist.Text("PayloadUUID", id);
        plist.Number("PayloadVersion", 1);
    }

    // RFC 9562 section 5.5: version 5, from the SHA-1 of a name.
    [SuppressMessage("Security", "CA5350", Justification = "the standard names SHA-1; it protects nothing here")]
    private static Guid NameBased(string name)
    {
        var text = Encoding.UTF8.GetBytes(name);
        var bytes = new byte[16 + text.Length];
        Urls.TryWriteBytes(bytes, bigEndian: true, out _);
        text.CopyTo(bytes, 16);
        var id = SHA1.HashData(bytes)[..16];
        BinaryPrimitives.WriteUInt16BigEndian(id.AsSpan(6), (ushort)((BinaryPrimitives.ReadUInt16BigEndian(id.AsSpan(6)) & 0x0fff) | 0x5000));
        id[8] = (byte)((id[8] & 0x3f) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
