using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Signpost.Sites;

/// <summary>Writes an answer; a name whose tail was written before points back to it (RFC 1035 section 4.1.4).</summary>
internal sealed class NetlogonNameWriter
{
    private const int FarthestPointer = 0x3FFF;

    private readonly List<byte> blob = [];
    private readonly List<(ImmutableArray<string> Labels, int At)> written = [];

    public byte[] ToArray() => [.. blob];

    public void Bytes(ReadOnlySpan<byte> bytes) => blob.AddRange(bytes);

    public void UInt16(ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        Bytes(bytes);
    }

    public void UInt32(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        Bytes(bytes);
    }

    /// <summary>A DNS name: a label for each part.</summary>
    public void Domain(string name) => Labels(name is "" ? [] : [.. name.Split('.')]);

    /// <summary>A NetBIOS name, a user or a site: one label, whatever is in it.</summary>
    public void Single(string name) => Labels(name is "" ? [] : [name]);

    private void Labels(ImmutableArray<string> labels)
    {
        while (!labels.IsEmpty)
        {
            if (written.FirstOrDefault(before => before.Labels.SequenceEqual(labels)) is { Labels.IsDefault: false } same)
            {
                Bytes([(byte)(0xC0 | (same.At >> 8)), (byte)(same.At & 0xFF)]);
                return;
            }

            if (blob.Count <= FarthestPointer)
            {
                written.Add((labels, blob.Count));
            }

            var bytes = Encoding.UTF8.GetBytes(labels[0]);
            blob.Add(bytes.Length is >= 1 and <= 63
                ? (byte)bytes.Length
                : throw new ArgumentException($"'{labels[0]}' does not fit into a label of 1 to 63 bytes", nameof(labels)));
            Bytes(bytes);
            labels = labels.RemoveAt(0);
        }

        blob.Add(0);
    }
}
