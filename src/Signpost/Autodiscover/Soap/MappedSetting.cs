using Signpost.Transport;

namespace Signpost.Autodiscover.Soap;

/// <summary>One setting: which one, and where its value comes from and goes to.</summary>
/// <param name="Name">The setting.</param>
/// <param name="Get">Its value; null where the mailbox has none.</param>
/// <param name="Set">The mailbox with that value; the mailbox itself where the value is of another class.</param>
internal sealed record MappedSetting(string Name, Func<MailboxSettings, UserSetting?> Get, Func<MailboxSettings, UserSetting, MailboxSettings> Set)
{
    /// <summary>Whether the mailbox is any the wiser for it.</summary>
    public bool IsRead { get; init; } = true;

    /// <summary>A text of the mailbox.</summary>
    public static MappedSetting Text(string name, Func<MailboxSettings, string> get, Func<MailboxSettings, string, MailboxSettings> set) => new(
        name,
        mailbox => get(mailbox) is not "" and var text ? new UserSetting.StringSetting(name, text) : null,
        (mailbox, setting) => setting is UserSetting.StringSetting { Value: not "" and var text } ? set(mailbox, text) : mailbox);

    /// <summary>A text of the first block of a kind.</summary>
    public static MappedSetting Text(
        string name, ProtocolKind kind, Func<ProtocolSettings, string> get, Func<ProtocolSettings, string, ProtocolSettings> set) => Text(
        name,
        mailbox => mailbox.Of(kind) is { } block ? get(block) : "",
        (mailbox, text) => mailbox.With(kind, block => set(block, text)));

    /// <summary>A URL of the first block of a kind.</summary>
    public static MappedSetting Url(
        string name, ProtocolKind kind, Func<ProtocolSettings, ServiceUrl> get, Func<ProtocolSettings, ServiceUrl, ProtocolSettings> set) =>
        Text(name, kind, block => get(block).Text, (block, text) => set(block, new ServiceUrl(text)));

    /// <summary>A yes or no of the first block of a kind.</summary>
    public static MappedSetting Flag(
        string name, string yes, string no, ProtocolKind kind, Func<ProtocolSettings, bool?> get, Func<ProtocolSettings, bool?, ProtocolSettings> set) =>
        Text(
            name,
            mailbox => mailbox.Of(kind) is { } block ? get(block) switch { true => yes, false => no, null => "" } : "",
            (mailbox, text) => CodecXml.Flag(text) is { } flag ? mailbox.With(kind, block => set(block, flag)) : mailbox);
}

/// <summary>Words for a mailbox that is put together block by block.</summary>
internal static class MailboxParts
{
    extension(MailboxSettings mailbox)
    {
        /// <summary>The mailbox with its first block of a kind changed; where there is none, with one more block.</summary>
        public MailboxSettings With(ProtocolKind kind, Func<ProtocolSettings, ProtocolSettings> change) => mailbox.Of(kind) is { } block
            ? mailbox with { Protocols = mailbox.Protocols.SetItem(mailbox.Protocols.IndexOf(block), change(block)) }
            : mailbox with { Protocols = mailbox.Protocols.Add(change(new ProtocolSettings { Kind = kind })) };
    }
}
