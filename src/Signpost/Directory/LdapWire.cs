namespace Signpost.Directory;

/// <summary>Messages over a stream: plain, TLS, or signed and sealed. The stream may be changed between two messages.</summary>
internal sealed class LdapWire(Stream stream) : IAsyncDisposable
{
    private const int FirstBuffer = 16 * 1024;

    private byte[] buffer = new byte[FirstBuffer];
    private int start;
    private int end;

    /// <summary>What the messages go over.</summary>
    public Stream Stream { get; private set; } = stream;

    /// <summary>Whether bytes have come that belong to no message read so far.</summary>
    public bool HasUnread => end > start;

    /// <summary>The next messages go over this stream, which is built upon the one before.</summary>
    public void ChangeTo(Stream upper) =>
        Stream = HasUnread ? throw new InvalidOperationException("what has come over the old stream would be taken for the new one's") : upper;

    public async Task WriteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await Stream.WriteAsync(message, cancellationToken);
        await Stream.FlushAsync(cancellationToken);
    }

    /// <summary>The next message, or null where the other side has closed the connection.</summary>
    /// <exception cref="LdapFormatException">What came is no message.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task<LdapMessage?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var unread = buffer.AsMemory(start, end - start);
            if (LdapFraming.NextLength(unread.Span) is { } length && length <= unread.Length)
            {
                start += length;
                return LdapMessage.Read(unread[..length]);
            }

            MakeRoom();
            var came = await Stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
            if (came == 0)
            {
                return unread.IsEmpty ? null : throw new EndOfStreamException("the connection ended within a message");
            }

            end += came;
        }
    }

    public ValueTask DisposeAsync() => Stream.DisposeAsync();

    // The buffer grows by what has come, never by what a length promises: anyone can promise 64 MiB.
    private void MakeRoom()
    {
        if (end < buffer.Length)
        {
            return;
        }

        var unread = buffer.AsSpan(start, end - start);
        var room = start > 0 ? buffer : new byte[buffer.Length * 2];
        unread.CopyTo(room);
        (buffer, start, end) = (room, 0, unread.Length);
    }
}
