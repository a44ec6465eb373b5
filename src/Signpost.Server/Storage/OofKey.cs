using System.Globalization;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Storage;

/// <summary>By what the state of a mailbox is kept: its GUID, so that a mailbox that gets another address keeps it; where the directory has no GUID, its primary address.</summary>
internal readonly record struct OofKey
{
    private OofKey(string text) => Text = text;

    /// <summary>As it is stored: <c>guid:…</c> or <c>smtp:…</c>, in lower case.</summary>
    public string Text { get; }

    public static OofKey Of(Mailbox mailbox) => new(mailbox.MailboxGuid == Guid.Empty
        ? $"smtp:{mailbox.PrimaryAddress.ToString().ToLowerInvariant()}"
        : string.Create(CultureInfo.InvariantCulture, $"guid:{mailbox.MailboxGuid}"));

    public override string ToString() => Text ?? "";
}
