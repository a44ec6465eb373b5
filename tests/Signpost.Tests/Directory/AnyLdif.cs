using System.Collections.Immutable;
using System.Text;
using CsCheck;
using Signpost.Directory;

namespace Signpost.Tests.Directory;

/// <summary>Random forests, and LDIF written of them in one of the many ways that say the same.</summary>
internal static class AnyLdif
{
    private static readonly string[] Names = ["cn", "CN", "l", "usn", "member"];
    private static readonly string[] Values =
        ["a", "A", "ab", "abc", "ä", "Ä", "aä", "9", "10", "-3", "CN=a,DC=b", "cn=A, dc=B", "20070301090000.0Z", "20070301100000+0100", "Site=HQ", "Site= HQ"];

    public static Gen<string> Name { get; } = Gen.Int[0, Names.Length - 1].Select(n => Names[n]);

    public static Gen<OctetString> Value { get; } = Gen.Int[0, Values.Length - 1].Select(n => new OctetString(Values[n]));

    /// <summary>Objects at different places, each below DC=b, with values that often meet.</summary>
    public static Gen<ImmutableArray<DirectoryEntry>> Related { get; } = Forest(Value);

    /// <summary>Objects with any bytes as values.</summary>
    public static Gen<ImmutableArray<DirectoryEntry>> Any { get; } = Forest(Gen.OneOf(
        Value, Gen.String[Gen.Char[" :<#a\r\n\0é-"], 0, 12].Select(text => new OctetString(text)), Gen.Byte.Array[0, 40].Select(bytes => new OctetString(bytes))));

    public static Gen<LdapFilter> Filter { get; } = AnyFilter.Of(Gen.OneOf(Name, Gen.Const("never"), Gen.Const("not one")), Value, Value, 2, 3);

    /// <summary>LDIF of some objects; a seed decides about folds, base64, comments and line ends.</summary>
    public static byte[] Write(ImmutableArray<DirectoryEntry> entries, Random random)
    {
        var file = new List<byte>();
        byte[] end = random.Next(2) == 0 ? [.. "\n"u8] : [.. "\r\n"u8];
        void Line(byte[] line)
        {
            for (var left = line.AsSpan(); ;)
            {
                var part = random.Next(3) == 0 && left.Length > 1 ? random.Next(1, left.Length) : left.Length;
                file.AddRange(left[..part]);
                file.AddRange(end);
                left = left[part..];
                if (left.IsEmpty)
                {
                    break;
                }

                file.Add((byte)' ');
            }

            if (random.Next(8) == 0)
            {
                file.AddRange("# cn: not this"u8);
                file.AddRange(end);
            }
        }

        foreach (var entry in entries)
        {
            Line(Attribute("dn", new OctetString(entry.DistinguishedName), random));
            foreach (var name in entry.AttributeNames)
            {
                foreach (var value in entry.Values(name))
                {
                    Line(Attribute(name, value, random));
                }
            }

            for (var empty = random.Next(1, 3); empty > 0; empty--)
            {
                file.AddRange(end);
            }
        }

        return [.. file];
    }

    private static byte[] Attribute(string name, OctetString value, Random random) => IsPlain(value) && random.Next(4) > 0
        ? [.. Encoding.UTF8.GetBytes(random.Next(2) == 0 ? $"{name}:" : $"{name}: "), .. value.Span]
        : Encoding.UTF8.GetBytes($"{name}:: {Convert.ToBase64String(value.Span)}");

    // RFC 2849, SAFE-STRING; letters beyond ASCII are common in exports all the same.
    private static bool IsPlain(OctetString value) =>
        value.Span is [] || (value.Span[0] is not ((byte)' ' or (byte)':' or (byte)'<') && value.Span[^1] != ' ' && value.Span.IndexOfAny("\0\r\n"u8) < 0);

    private static Gen<ImmutableArray<DirectoryEntry>> Forest(Gen<OctetString> values) =>
        from entries in Gen.Select(
            Gen.Int[0, 3].Array[0, 4],
            Gen.Select(Name, values).Array[0, 6]).Array[1, 8]
        select entries
            .Select(entry => new DirectoryEntry(
                entry.Item1.Aggregate("DC=b", (above, n) => $"{(n < 2 ? "CN" : "OU")}={"aAbé"[n]},{above}"),
                entry.Item2.Select(one => KeyValuePair.Create(one.Item1, ImmutableArray.Create(one.Item2)))))
            .DistinctBy(entry => DistinguishedName.Parse(entry.DistinguishedName))
            .ToImmutableArray();
}
