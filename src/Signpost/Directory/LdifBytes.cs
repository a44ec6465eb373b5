using System.Globalization;
using System.Text;

namespace Signpost.Directory;

/// <summary>The bytes of an LDIF file as UTF-8 without a byte order mark.</summary>
internal static class LdifBytes
{
    /// <summary>A larger file is refused: it is held in memory.</summary>
    public const long Largest = 512L << 20;

    /// <exception cref="LdifFormatException">It can't be read, or is too large.</exception>
    public static byte[] Load(string path)
    {
        try
        {
            if (System.IO.Directory.Exists(path))
            {
                throw new LdifFormatException(0, "it is a directory, not a file");
            }

            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return file.CanSeek ? Whole(file) : Piped(file);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new LdifFormatException(0, "there is no such file");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new LdifFormatException(0, $"it can't be read: {OneLine.Of(refused.Message)}");
        }
    }

    /// <summary>As UTF-8, without its mark.</summary>
    /// <exception cref="LdifFormatException">It is no text.</exception>
    public static ReadOnlyMemory<byte> AsText(byte[] bytes)
    {
        // ldifde -u and redirection in PowerShell write UTF-16.
        var text = bytes switch
        {
            [0xff, 0xfe, ..] => Encoding.Convert(Encoding.Unicode, Encoding.UTF8, bytes, 2, bytes.Length - 2),
            [0xfe, 0xff, ..] => Encoding.Convert(Encoding.BigEndianUnicode, Encoding.UTF8, bytes, 2, bytes.Length - 2),
            [0xef, 0xbb, 0xbf, ..] => bytes.AsMemory(3),
            _ => (ReadOnlyMemory<byte>)bytes,
        };
        if (text.IsEmpty)
        {
            throw new LdifFormatException(0, "it is empty");
        }

        var nothing = text.Span.IndexOf((byte)0);
        return nothing < 0 ? text : throw new LdifFormatException(text.Span[..nothing].Count((byte)'\n') + 1, "a byte 0: this is no LDIF but a binary file");
    }

    private static byte[] Whole(FileStream file)
    {
        if (file.Length > Largest)
        {
            throw TooLarge();
        }

        if (file.Length == 0)
        {
            return Piped(file);     // /proc and the like say 0 and have more
        }

        var bytes = GC.AllocateUninitializedArray<byte>((int)file.Length);
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    private static byte[] Piped(FileStream file)
    {
        using var whole = new MemoryStream();
        var part = new byte[1 << 16];
        for (int read; (read = file.Read(part)) > 0;)
        {
            if (whole.Length + read > Largest)
            {
                throw TooLarge();
            }

            whole.Write(part, 0, read);
        }

        return whole.ToArray();
    }

    private static LdifFormatException TooLarge() =>
        new(0, string.Create(CultureInfo.InvariantCulture, $"larger than {Largest >> 20} MiB: export CN=Configuration alone"));
}
