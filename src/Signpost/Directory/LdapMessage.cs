using System.Collections.Immutable;

namespace Signpost.Directory;

/// <summary>One message of LDAP v3 (RFC 4511 section 4.1.1), over TCP or in a datagram.</summary>
/// <param name="Id">Ties an answer to its question; 0 is what a server says unasked.</param>
/// <param name="Operation">What is asked or answered.</param>
/// <param name="Controls">What is asked or answered beside it.</param>
internal sealed record LdapMessage(int Id, LdapOperation Operation, ImmutableArray<LdapControl> Controls)
{
    public LdapMessage(int id, LdapOperation operation)
        : this(id, operation, [])
    {
    }

    /// <summary>The message as bytes.</summary>
    public byte[] Write() => LdapMessageWriter.Write(this);

    /// <summary>Reads exactly one message.</summary>
    /// <exception cref="LdapFormatException">It is none.</exception>
    public static LdapMessage Read(ReadOnlyMemory<byte> bytes) => LdapMessageReader.Read(bytes);

    /// <summary>Reads the messages that lie one after the other in a datagram.</summary>
    /// <exception cref="LdapFormatException">One of them is none, or the last one is cut off.</exception>
    public static ImmutableArray<LdapMessage> ReadAll(ReadOnlyMemory<byte> bytes)
    {
        var messages = ImmutableArray.CreateBuilder<LdapMessage>();
        while (!bytes.IsEmpty)
        {
            if (LdapFraming.NextLength(bytes.Span) is not { } length || length > bytes.Length)
            {
                throw new LdapFormatException("a message is cut off");
            }

            messages.Add(Read(bytes[..length]));
            bytes = bytes[length..];
        }

        return messages.ToImmutable();
    }
}
