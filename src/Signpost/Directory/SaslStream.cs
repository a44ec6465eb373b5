using System.Buffers.Binary;
using Signpost.Logon;

namespace Signpost.Directory;

/// <summary>A stream in pieces that are signed or sealed: four bytes of length, then the token (RFC 4422 section 3.7).</summary>
internal sealed class SaslStream(Stream inner, ITokenLogon context, bool seals, int longestSent) : Stream
{
    /// <summary>The longest token we take. In RFC 4752 section 3.1 it has three bytes.</summary>
    public const int LongestToken = 0xff_ffff;

    private readonly byte[] lengthBytes = new byte[sizeof(int)];
    private ReadOnlyMemory<byte> opened;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (opened.IsEmpty)
        {
            if (!await ReadTokenAsync(cancellationToken))
            {
                return 0;
            }
        }

        var count = Math.Min(buffer.Length, opened.Length);
        opened[..count].CopyTo(buffer);
        opened = opened[count..];
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        for (; !buffer.IsEmpty; buffer = buffer[Math.Min(longestSent, buffer.Length)..])
        {
            var token = context.Wrap(buffer.Span[..Math.Min(longestSent, buffer.Length)], seals);
            var piece = new byte[sizeof(int) + token.Length];
            BinaryPrimitives.WriteInt32BigEndian(piece, token.Length);
            token.CopyTo(piece, sizeof(int));
            await inner.WriteAsync(piece, cancellationToken);
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => throw new NotSupportedException("asynchronous only");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("asynchronous only");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("asynchronous only");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        context.Dispose();
        await base.DisposeAsync();
    }

    private async Task<bool> ReadTokenAsync(CancellationToken cancellationToken)
    {
        var came = await FillAsync(lengthBytes, cancellationToken);
        if (came == 0)
        {
            return false;
        }

        ThrowIfShort(came, lengthBytes.Length);
        var length = BinaryPrimitives.ReadUInt32BigEndian(lengthBytes);
        if (length is 0 or > LongestToken)
        {
            throw new LdapFormatException($"a sealed piece of {length} bytes");
        }

        opened = Opened(await ReadPieceAsync((int)length, cancellationToken));
        return true;
    }

    private byte[] Opened(byte[] piece)
    {
        try
        {
            var plain = context.Unwrap(piece, out var wasSealed);
            return !seals || wasSealed ? plain : throw new LdapFormatException("a piece is not sealed, as was agreed");
        }
        catch (InvalidDataException broken)
        {
            throw new LdapFormatException(broken.Message, broken);
        }
    }

    // Memory follows what has come, not what was announced.
    private async Task<byte[]> ReadPieceAsync(int length, CancellationToken cancellationToken)
    {
        var piece = new byte[Math.Min(length, 64 * 1024)];
        for (var filled = 0; ;)
        {
            filled += await FillAsync(piece.AsMemory(filled), cancellationToken);
            ThrowIfShort(filled, piece.Length);
            if (filled == length)
            {
                return piece;
            }

            Array.Resize(ref piece, (int)Math.Min(length, 2L * filled));
        }
    }

    // The framework's own words for this leave the caller's context.
    private async Task<int> FillAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var filled = 0;
        while (filled < buffer.Length && await inner.ReadAsync(buffer[filled..], cancellationToken) is > 0 and var came)
        {
            filled += came;
        }

        return filled;
    }

    private static void ThrowIfShort(int came, int due)
    {
        if (came < due)
        {
            throw new EndOfStreamException("the connection ended within a message");
        }
    }
}
