using System.Buffers.Binary;
using CsCheck;
using Signpost.Directory;
using Signpost.Logon;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Directory;

public sealed class SaslStreamTests
{
    [Fact]
    public async Task What_is_written_in_pieces_is_read_as_it_was()
    {
        await Gen.Select(Gen.Byte.Array[0, 200], Gen.Int[1, 50]).SampleAsync(async (bytes, longest) =>
        {
            var wire = new MemoryStream();
            await Over(wire, longest).WriteAsync(bytes);
            wire.Position = 0;

            var read = new MemoryStream();
            await Over(wire).CopyToAsync(read, 7);

            return read.ToArray().AsSpan().SequenceEqual(bytes) && Lengths(wire.ToArray()).All(length => length <= longest);
        });
    }

    [Theory]
    [InlineData("00000000")]
    [InlineData("01000000")]
    [InlineData("ffffffff")]
    public async Task A_piece_of_an_impossible_length_is_no_ldap(string hex)
    {
        await Assert.ThrowsAsync<LdapFormatException>(async () => await Over(Bytes(hex)).ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("0000")]
    [InlineData("00000005aa")]
    [InlineData("00ffffffaa")]
    public async Task A_piece_that_is_cut_off_breaks_the_connection(string hex)
    {
        await Assert.ThrowsAsync<EndOfStreamException>(async () => await Over(Bytes(hex)).ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_piece_that_is_only_signed_is_refused_where_sealing_was_agreed()
    {
        await Assert.ThrowsAsync<LdapFormatException>(async () =>
            await new SaslStream(Bytes("00000001aa"), new SignsOnly(), true, 100).ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    private static MemoryStream Bytes(string hex) => new(Convert.FromHexString(hex));

    private static SaslStream Over(Stream inner, int longest = 100) => new(inner, FakeTokens.Good.Start(new TokenRequest(true, null, "", true, null, BindWords.Remedies)), true, longest);

    private static List<int> Lengths(byte[] wire)
    {
        var lengths = new List<int>();
        for (var at = 0; at < wire.Length; at += sizeof(int) + lengths[^1])
        {
            lengths.Add(BinaryPrimitives.ReadInt32BigEndian(wire.AsSpan(at)));
        }

        return lengths;
    }

    private sealed class SignsOnly : ITokenLogon
    {
        public bool CanSeal => false;

        public Task<TokenStep> StepAsync(byte[] incoming, CancellationToken cancellationToken) => throw new NotSupportedException();

        public byte[] Wrap(ReadOnlySpan<byte> plain, bool seal) => plain.ToArray();

        public byte[] Unwrap(ReadOnlySpan<byte> wrapped, out bool wasSealed)
        {
            wasSealed = false;
            return wrapped.ToArray();
        }

        public void Dispose()
        {
        }
    }
}
