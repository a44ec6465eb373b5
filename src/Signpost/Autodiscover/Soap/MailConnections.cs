using System.Collections.Immutable;
using Signpost.Transport;

namespace Signpost.Autodiscover.Soap;

/// <summary>POP, IMAP and SMTP: a block for each place where they are. POX does not tell inside from outside here, and its blocks are for outside.</summary>
internal static class MailConnections
{
    private const string Plain = "None";
    private const string OnRequest = "TLS";

    public static ImmutableArray<MappedSetting> Settings { get; } =
    [
        External("ExternalPop3Connections", ProtocolKind.Pop3), Internal("InternalPop3Connections", ProtocolKind.Pop3),
        External("ExternalImap4Connections", ProtocolKind.Imap), Internal("InternalImap4Connections", ProtocolKind.Imap),
        External("ExternalSmtpConnections", ProtocolKind.Smtp), Internal("InternalSmtpConnections", ProtocolKind.Smtp),
    ];

    private static MappedSetting External(string name, ProtocolKind kind) => new(
        name,
        mailbox => mailbox.Protocols.Where(block => block.Kind == kind && block.Server is not "").Select(Connection).ToImmutableArray() is [_, ..] all
            ? new UserSetting.ProtocolConnectionCollectionSetting(name, all)
            : null,
        (mailbox, setting) => With(mailbox, kind, setting));

    // Only where nothing is said of outside.
    private static MappedSetting Internal(string name, ProtocolKind kind) => new(
        name,
        _ => null,
        (mailbox, setting) => mailbox.Of(kind) is null ? With(mailbox, kind, setting) : mailbox);

    private static MailboxSettings With(MailboxSettings mailbox, ProtocolKind kind, UserSetting setting) =>
        setting is UserSetting.ProtocolConnectionCollectionSetting { Connections: var connections }
            ? mailbox with { Protocols = [.. mailbox.Protocols, .. connections.Select(connection => Block(kind, connection))] }
            : mailbox;

    private static ProtocolConnection Connection(ProtocolSettings block) =>
        new(block.Mail.Encryption is not "" and var said ? said : block.Ssl is false ? Plain : "SSL", block.Server, block.Port ?? UsualPort(block.Kind, block.Ssl is not false));

    private static ProtocolSettings Block(ProtocolKind kind, ProtocolConnection connection) => new()
    {
        Kind = kind,
        Server = connection.Hostname,
        Port = connection.Port,
        Ssl = connection.EncryptionMethod is "" ? null : !CodecXml.Same(connection.EncryptionMethod, Plain),
        Mail = CodecXml.Same(connection.EncryptionMethod, OnRequest) ? new MailLogon { Encryption = OnRequest } : MailLogon.None,
    };

    // RFC 8314 section 3 for the encrypted ones, RFC 6409 section 3.1 for sending.
    private static int UsualPort(ProtocolKind kind, bool isEncrypted) => isEncrypted
        ? kind == ProtocolKind.Pop3 ? 995 : kind == ProtocolKind.Imap ? 993 : 465
        : kind == ProtocolKind.Pop3 ? 110 : kind == ProtocolKind.Imap ? 143 : 587;
}
