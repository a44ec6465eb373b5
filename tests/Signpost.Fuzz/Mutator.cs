namespace Signpost.Fuzz;

/// <summary>Damages bytes the way a broken or hostile peer does. The same seed does the same damage.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly byte[] Interesting = [0x00, 0x01, 0x20, 0x30, 0x3c, 0x3e, 0x7f, 0x80, 0x81, 0x84, 0xc0, 0xff];

    private readonly Random random = new(seed);

    public byte[] Mutate(byte[] whole)
    {
        var damaged = whole.ToList();
        for (var times = random.Next(1, 8); times > 0; times--)
        {
            Damage(damaged);
        }

        return [.. damaged];
    }

    private void Damage(List<byte> bytes)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(random.Next(1, 16), bytes.Count - at);
        switch (random.Next(6))
        {
            case 0 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1 when at < bytes.Count:
                bytes[at] = Interesting[random.Next(Interesting.Length)];
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                bytes.Insert(at, Interesting[random.Next(Interesting.Length)]);
                break;
            default:
                bytes.RemoveRange(at, (bytes.Count - at) * random.Next(2));
                break;
        }
    }
}
