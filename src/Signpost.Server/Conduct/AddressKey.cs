using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Signpost.Server.Conduct;

/// <summary>What counts as one address: IPv4 as it is, IPv6 by its /64, which is what one household or one machine is given.</summary>
internal readonly record struct AddressKey(ulong High, ulong Low)
{
    private const ulong Four = 0xffff_0000_0000;
    private const ulong Six = 1;

    /// <summary>The key of no address.</summary>
    public bool IsNone => High == 0 && Low == 0;

    public static AddressKey Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily is AddressFamily.InterNetwork
            ? new AddressKey(0, Four | BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : new AddressKey(BinaryPrimitives.ReadUInt64BigEndian(bytes), Six);
    }

    /// <summary>For the log: <c>192.0.2.7</c>, <c>2001:db8::/64</c>.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        if (Low is not Six)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)(Low & uint.MaxValue));
            return new IPAddress(bytes[..4]).ToString();
        }

        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        return $"{new IPAddress(bytes)}/64";
    }
}
