using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Signpost.Server.Logon;

/// <summary>A key of a keytab: whose it is, not what it is.</summary>
/// <param name="Principal">Its owner, for example <c>HTTP/cas1.contoso.test@CONTOSO.TEST</c>.</param>
/// <param name="Version">Its number (kvno).</param>
/// <param name="EncryptionType">Its kind (RFC 3961): 17 and 18 are AES, 23 is RC4.</param>
internal sealed record KeytabKey(string Principal, uint Version, int EncryptionType);

/// <summary>A file of keys, as MIT Kerberos writes it (version 2): read to tell an administrator what is missing before a client does.</summary>
internal static class Keytab
{
    private const int LongestFile = 1 << 20;

    /// <summary>The keys in a file; where it is no keytab, or can't be read, <paramref name="why"/> says why.</summary>
    public static ImmutableArray<KeytabKey>? Load(string path, out string why)
    {
        try
        {
            var file = new FileInfo(path);
            why = $"{path} is too large for a keytab";
            return file.Length > LongestFile ? null : Read(File.ReadAllBytes(path), path, out why);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            why = unreadable is FileNotFoundException or DirectoryNotFoundException ? $"{path} is not there" : $"{path} can't be read by this user";
            return null;
        }
    }

    /// <summary>The keys in the bytes of a file.</summary>
    public static ImmutableArray<KeytabKey>? Read(ReadOnlySpan<byte> file, string name, out string why)
    {
        why = $"{name} is no keytab of version 2";
        if (file is not [5, 2, .. var rest])
        {
            return null;
        }

        var keys = ImmutableArray.CreateBuilder<KeytabKey>();
        while (rest.Length >= sizeof(int))
        {
            // A negative size is a hole that a deleted key left.
            var size = BinaryPrimitives.ReadInt32BigEndian(rest);
            rest = rest[sizeof(int)..];
            var length = Math.Abs((long)size);
            if (size == 0)
            {
                break;
            }

            if (length > rest.Length)
            {
                why = $"{name} ends in the middle of a key";
                return null;
            }

            if (size > 0)
            {
                if (new Entry(rest[..size]).Read() is not { } key)
                {
                    why = $"{name} holds a key that is none";
                    return null;
                }

                keys.Add(key);
            }

            rest = rest[(int)length..];
        }

        return keys.ToImmutable();
    }

    private ref struct Entry(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> rest = bytes;
        private bool isBroken;

        public KeytabKey? Read()
        {
            var parts = Number(2);
            var realm = Text();
            var components = new List<string>();
            for (var i = 0; i < parts && !isBroken; i++)
            {
                components.Add(Text());
            }

            _ = Number(4);      // the type of the name
            _ = Number(4);      // when it was written
            var version = (uint)Number(1);
            var type = Number(2);
            _ = Take((int)Number(2));
            if (rest.Length >= 4 && Number(4) is not 0 and var wide)
            {
                version = (uint)wide;
            }

            return isBroken ? null : new KeytabKey(string.Create(CultureInfo.InvariantCulture, $"{string.Join('/', components)}@{realm}"), version, (int)type);
        }

        private string Text() => Encoding.UTF8.GetString(Take((int)Number(2)));

        private long Number(int octets)
        {
            long number = 0;
            foreach (var octet in Take(octets))
            {
                number = (number << 8) | octet;
            }

            return number;
        }

        private ReadOnlySpan<byte> Take(int length)
        {
            if (length > rest.Length)
            {
                isBroken = true;
                return [];
            }

            var taken = rest[..length];
            rest = rest[length..];
            return taken;
        }
    }
}
