using System.Buffers.Binary;
using System.Text;

namespace Signpost.Sites;

/// <summary>Reads an answer from its first byte on; names may point back into what was read (RFC 1035 section 4.1.4).</summary>
internal ref struct NetlogonNameReader(ReadOnlySpan<byte> blob, int end)
{
    private const int LongestName = 255;    // RFC 1035 section 2.3.4

    private readonly ReadOnlySpan<byte> blob = blob;

    /// <summary>Where the next field starts.</summary>
    public int At { get; private set; }

    /// <summary>The next bytes as they are.</summary>
    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (count > end - At)
        {
            throw new NetlogonFormatException("field reaches past the end", At);
        }

        var bytes = blob.Slice(At, count);
        At += count;
        return bytes;
    }

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

    /// <summary>A name of any number of labels, joined by dots.</summary>
    public string Name()
    {
        var labels = new List<string>();
        var bound = At;             // a pointer must point before this, so that no chain of them can turn in a circle
        var after = -1;             // where the field ends: behind its first pointer
        for (var length = 0; ;)
        {
            int head = Bytes(1)[0];
            switch (head)
            {
                case 0:
                    At = after < 0 ? At : after;
                    return string.Join('.', labels);
                case <= 63:
                    length += head + 1;
                    labels.Add(length <= LongestName ? Label(Bytes(head)) : throw new NetlogonFormatException("name is too long", At));
                    break;
                case >= 0xC0:
                    var target = ((head & 0x3F) << 8) | Bytes(1)[0];
                    after = after < 0 ? At : after;
                    At = bound = target < bound ? target : throw new NetlogonFormatException("name points forwards", At);
                    break;
                default:
                    throw new NetlogonFormatException("neither label nor pointer", At - 1);
            }
        }
    }

    /// <summary>A site; the empty name is none.</summary>
    public SiteName? Site() => Name() is var name and not "" ? new SiteName(name) : null;

    private readonly string Label(ReadOnlySpan<byte> bytes)
    {
        // Windows puts site names into labels as UTF-8. Whoever answers first is believed, so nothing that moves a cursor may come through.
        var text = Encoding.UTF8.GetString(bytes);
        return text.Any(char.IsControl) ? throw new NetlogonFormatException("control character in a name", At) : text;
    }
}
