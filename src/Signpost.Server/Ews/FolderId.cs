using System.Security.Cryptography;
using System.Text;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Ews;

/// <summary>The id of a folder: whose it is, and which. The same as long as the mailbox is the same.</summary>
internal static class FolderId
{
    private const byte Version = 1;
    private const int LengthOfOwner = 16;

    /// <summary>The id of a folder that every mailbox has.</summary>
    public static string Of(Mailbox mailbox, string name) => Convert.ToBase64String([Version, .. OwnerOf(mailbox), .. Encoding.ASCII.GetBytes(name)]);

    /// <summary>Which folder of this mailbox it is; "" where it is another mailbox's, null where it is none of our ids.</summary>
    public static string? NameIn(Mailbox mailbox, string id)
    {
        var bytes = new byte[(id.Length * 3 / 4) + 3];
        return !Convert.TryFromBase64String(id, bytes, out var length) || length <= 1 + LengthOfOwner || bytes[0] is not Version ? null
            : bytes.AsSpan(1, LengthOfOwner).SequenceEqual(OwnerOf(mailbox)) ? Encoding.ASCII.GetString(bytes, 1 + LengthOfOwner, length - 1 - LengthOfOwner)
            : "";
    }

    private static byte[] OwnerOf(Mailbox mailbox) => mailbox.MailboxGuid != Guid.Empty
        ? mailbox.MailboxGuid.ToByteArray()
        : SHA256.HashData(Encoding.UTF8.GetBytes(mailbox.PrimaryAddress.ToString().ToUpperInvariant()))[..LengthOfOwner];
}
