using CsCheck;

namespace Signpost.Tests.Fakes;

/// <summary>Damage to bytes: some changed, some cut off, some put in.</summary>
internal static class Mutation
{
    private static readonly Gen<Func<byte[], byte[]>> One = Gen.OneOf<Func<byte[], byte[]>>(
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Byte).Select((at, value) => new Func<byte[], byte[]>(bytes => Change(bytes, at, value))),
        Gen.Int[0, int.MaxValue].Select(at => new Func<byte[], byte[]>(bytes => bytes[..(at % (bytes.Length + 1))])),
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Byte.Array[1, 8]).Select((at, more) => new Func<byte[], byte[]>(bytes => Insert(bytes, at, more))));

    /// <summary>One to six damages after each other.</summary>
    public static Gen<Func<byte[], byte[]>> Any { get; } =
        One.Array[1, 6].Select(all => new Func<byte[], byte[]>(bytes => all.Aggregate(bytes, (damaged, next) => next(damaged))));

    private static byte[] Change(byte[] bytes, int at, byte value)
    {
        var changed = (byte[])bytes.Clone();
        if (changed.Length > 0)
        {
            changed[at % changed.Length] = value;
        }

        return changed;
    }

    private static byte[] Insert(byte[] bytes, int at, byte[] more)
    {
        var place = at % (bytes.Length + 1);
        return [.. bytes[..place], .. more, .. bytes[place..]];
    }
}
