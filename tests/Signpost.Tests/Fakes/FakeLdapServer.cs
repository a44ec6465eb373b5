using System.Buffers.Binary;
using System.Threading.Channels;
using Signpost.Directory;

namespace Signpost.Tests.Fakes;

/// <summary>A directory server at the other end of a stream. It answers within the write that asked; what it was asked, and said besides, is kept.</summary>
internal sealed class FakeLdapServer : Stream
{
    private readonly Channel<byte[]> said = Channel.CreateUnbounded<byte[]>();
    private readonly Func<LdapMessage, IEnumerable<LdapOperation>> answers;
    private byte[] asked = [];
    private ReadOnlyMemory<byte> reading;

    /// <summary>Answers each question by these operations, under its id.</summary>
    public FakeLdapServer(Func<LdapMessage, IEnumerable<LdapOperation>> answers) => this.answers = answers;

    public List<LdapMessage> Heard { get; } = [];

    public IEnumerable<string> HeardWords => Heard.Select(message => message.Operation.GetType().Name);

    /// <summary>Whether the bytes go in pieces that are sealed, as <see cref="FakeTokens"/> does it.</summary>
    public bool IsSealed { get; set; }

    /// <summary>Whether it has stopped reading.</summary>
    public bool IsStuck { get; set; }

    public bool IsDisposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static FakeLdapServer Silent() => new(_ => []);

    public static LdapOperation.SearchEntry Entry(string dn, params (string Name, string Value)[] attributes) =>
        new(new DirectoryEntry(dn, attributes.Select(one => KeyValuePair.Create(one.Name, System.Collections.Immutable.ImmutableArray.Create(new OctetString(one.Value))))));

    public static LdapOperation.SearchDone Done(int code = 0, string diagnostic = "") => new(new LdapAnswer(code, "", diagnostic, []));

    public static LdapOperation.BindDone Bound(int code = 0, string diagnostic = "", byte[]? token = null) =>
        new(new LdapAnswer(code, "", diagnostic, []), token is null ? null : new OctetString(token));

    public static LdapOperation.SearchEntry Root { get; } = Entry(
        "",
        ("defaultNamingContext", "DC=example,DC=org"),
        ("configurationNamingContext", "CN=Configuration,DC=example,DC=org"),
        ("dnsHostName", "dc1.example.org"));

    public void Say(LdapMessage message) => Say(message.Write());

    public void Say(byte[] bytes) => said.Writer.TryWrite(IsSealed ? Seal(bytes) : bytes);

    public void HangUp() => said.Writer.TryComplete();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (reading.IsEmpty)
        {
            if (!await said.Reader.WaitToReadAsync(cancellationToken))
            {
                return 0;
            }

            reading = said.Reader.TryRead(out var next) ? next : default;
        }

        var count = Math.Min(buffer.Length, reading.Length);
        reading[..count].CopyTo(buffer);
        reading = reading[count..];
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (IsStuck)
        {
            var never = new TaskCompletionSource();
            using var gone = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
            await never.Task;
        }

        asked = [.. asked, .. IsSealed ? Open(buffer.Span) : buffer.Span];
        while (LdapFraming.NextLength(asked) is { } length && length <= asked.Length)
        {
            var question = LdapMessage.Read(asked.AsMemory(0, length));
            asked = asked[length..];
            Heard.Add(question);
            foreach (var answer in answers(question))
            {
                Say(new LdapMessage(question.Id, answer));
            }
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return base.DisposeAsync();
    }

    private static byte[] Seal(byte[] plain)
    {
        var token = FakeTokens.Turn(plain);
        var piece = new byte[sizeof(int) + token.Length];
        BinaryPrimitives.WriteInt32BigEndian(piece, token.Length);
        token.CopyTo(piece, sizeof(int));
        return piece;
    }

    private static byte[] Open(ReadOnlySpan<byte> piece)
    {
        Assert.Equal(piece.Length - sizeof(int), BinaryPrimitives.ReadInt32BigEndian(piece));
        return FakeTokens.Turn(piece[sizeof(int)..]);
    }
}
