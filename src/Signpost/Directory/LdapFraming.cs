namespace Signpost.Directory;

/// <summary>Where a message ends in a stream (RFC 4511 section 5.1).</summary>
internal static class LdapFraming
{
    /// <summary>No message of a directory is longer; who announces a longer one is not believed.</summary>
    public const int LongestMessage = 64 * 1024 * 1024;

    private const byte Sequence = 0x30;

    /// <summary>How many bytes the message has that begins here, or null where too few have come to tell.</summary>
    /// <exception cref="LdapFormatException">No LDAP message begins like this.</exception>
    public static int? NextLength(ReadOnlySpan<byte> start)
    {
        if (start is [not Sequence, ..])
        {
            throw new LdapFormatException($"a message can't begin with 0x{start[0]:x2}");
        }

        if (start is [] or [_])
        {
            return null;
        }

        if (start[1] < 0x80)
        {
            return 2 + start[1];
        }

        // RFC 4511 section 5.1: definite lengths only. Active Directory always writes four bytes of length, also where one would do.
        var bytes = start[1] - 0x80;
        if (bytes is < 1 or > 4)
        {
            throw new LdapFormatException($"a length can't begin with 0x{start[1]:x2}");
        }

        return start.Length < 2 + bytes ? null : Bounded(start.Slice(2, bytes));
    }

    private static int Bounded(ReadOnlySpan<byte> length)
    {
        var value = 0L;
        foreach (var octet in length)
        {
            value = (value << 8) | octet;
        }

        return value <= LongestMessage ? (int)value + 2 + length.Length : throw new LdapFormatException($"a message of {value} bytes is too long");
    }
}
