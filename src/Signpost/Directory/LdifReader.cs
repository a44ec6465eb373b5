using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Signpost.Directory;

/// <summary>Reads LDIF (RFC 2849): records of content, and records of change, which are applied to the objects before them.</summary>
/// <remarks>Values stay where they lie in the file; only what is folded or in base64 is copied.</remarks>
internal sealed class LdifReader
{
    private static readonly UTF8Encoding Strict = new(false, true);
    private static readonly SearchValues<byte> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="u8);

    private readonly ReadOnlyMemory<byte> text;
    private readonly LdifLines lines;
    private readonly LdifNames names = new();
    private readonly List<LdifAttribute> attributes = [];
    private LdifLine? held;
    private bool isRecordOver;

    private LdifReader(ReadOnlyMemory<byte> text) => (this.text, lines) = (text, new LdifLines(text));

    /// <summary>Reads a text without byte order mark.</summary>
    /// <exception cref="LdifFormatException">A line is wrong.</exception>
    public static LdifTree Read(ReadOnlyMemory<byte> text)
    {
        var tree = new LdifTree();
        new LdifReader(text).ReadInto(tree);
        return tree;
    }

    private void ReadInto(LdifTree tree)
    {
        for (var isFirst = true; TryNext(out var line);)
        {
            if (line.IsEmpty)
            {
                continue;
            }

            isRecordOver = false;
            var (name, value) = Split(line);
            if (Is(name, "dn"))
            {
                ReadRecord(tree, NameFrom(line, value), line.Number);
            }
            else if (isFirst && Is(name, "version"))
            {
                if (!value.Span.SequenceEqual("1"u8))
                {
                    throw new LdifFormatException(line.Number, $"only version 1 of LDIF is known, not '{Words(value.Span)}'");
                }
            }
            else if (Is(name, "search") || Is(name, "result") || Is(name, "ref"))
            {
                // ldapsearch without -LLL ends with how the search ended; a domain controller adds referrals. Neither is an object.
                SkipRecord();
            }
            else
            {
                throw Orphan(line, name);
            }

            isFirst = false;
        }
    }

    private void ReadRecord(LdifTree tree, DistinguishedName dn, int dnLine)
    {
        attributes.Clear();
        var isBare = true;      // nothing but controls came since the dn
        while (TryInRecord(out var line))
        {
            var (name, value) = Split(line);
            if (Is(name, "changetype"))
            {
                if (!isBare)
                {
                    throw new LdifFormatException(line.Number, "changetype must follow the dn");
                }

                if (Encoding.Latin1.GetString(value.Span).ToUpperInvariant() is not "ADD")
                {
                    Change(tree, dn, dnLine, value.Span, line.Number);
                    return;
                }
            }
            else if (!(isBare && Is(name, "control")))
            {
                attributes.Add(new LdifAttribute(name, value));
            }

            isBare = isBare && Is(name, "control");
        }

        tree.Add(dn, dnLine, [.. attributes]);
    }

    private void Change(LdifTree tree, DistinguishedName dn, int dnLine, ReadOnlySpan<byte> kind, int line)
    {
        switch (Encoding.Latin1.GetString(kind).ToUpperInvariant())
        {
            case "MODIFY" when dn.Depth == 0 && !tree.TryGet(dn, out _):
                // MS-ADTS section 3.1.1.3.3: a change of the rootDSE is an order to the server, such as schemaUpdateNow.
                SkipRecord();
                break;
            case "MODIFY":
                var before = Known(tree, dn, dnLine);
                tree.Replace(before with { Attributes = Modified(before.Attributes) });
                break;
            case "DELETE":
                if (!tree.TryRemove(Known(tree, dn, dnLine)))
                {
                    throw new LdifFormatException(dnLine, "an object is deleted that has others below it");
                }

                SkipRecord();
                break;
            case "MODRDN" or "MODDN":
                throw new LdifFormatException(line, "renaming (modrdn) is not supported: export the forest as it is now");
            default:
                throw new LdifFormatException(line, $"changetype '{Words(kind)}' is not known");
        }
    }

    private static LdifEntry Known(LdifTree tree, DistinguishedName dn, int line) => tree.TryGet(dn, out var entry)
        ? entry
        : throw new LdifFormatException(line, "an object is changed that the file does not hold before");

    /// <summary>The blocks of a modify record, each ended by a hyphen; the last hyphen may lack, as ldbmodify allows.</summary>
    private LdifAttribute[] Modified(LdifAttribute[] before)
    {
        var after = new List<LdifAttribute>(before);
        while (TryInRecord(out var line))
        {
            var (kind, attribute) = Split(line);
            var target = names.Of(attribute.Span)
                ?? throw new LdifFormatException(line.Number, $"'{Words(attribute.Span)}' is not the name of an attribute");
            var values = BlockOf(target);
            switch (kind.ToUpperInvariant())
            {
                case "ADD":
                    after.AddRange(values);
                    break;
                case "REPLACE":
                    after.RemoveAll(one => one.Is(target));
                    after.AddRange(values);
                    break;
                case "DELETE":
                    // What is not there is not missed: an export need not hold all that the directory held.
                    after.RemoveAll(one => one.Is(target)
                        && (values.Count == 0 || values.Exists(value => AttributeValue.AreEqual(value.Value.Span, one.Value.Span))));
                    break;
                default:
                    throw new LdifFormatException(line.Number, $"add, delete or replace is due here, not '{Words(Encoding.UTF8.GetBytes(kind))}'");
            }
        }

        return [.. after];
    }

    private List<LdifAttribute> BlockOf(string target)
    {
        var values = new List<LdifAttribute>();
        while (TryInRecord(out var line) && !line.Text.Span.TrimEnd((byte)' ').SequenceEqual("-"u8))
        {
            var (name, value) = Split(line);
            if (!Is(name, target))
            {
                throw new LdifFormatException(line.Number, $"a value of {target} or a line with a hyphen is due here, not {name}");
            }

            values.Add(new LdifAttribute(name, value));
        }

        return values;
    }

    private bool TryNext(out LdifLine line)
    {
        if (held is { } back)
        {
            (line, held) = (back, null);
            return true;
        }

        return lines.TryNext(out line);
    }

    /// <summary>The next line of the record; false when it is over.</summary>
    private bool TryInRecord(out LdifLine line)
    {
        line = default;
        if (isRecordOver || !TryNext(out line) || line.IsEmpty)
        {
            isRecordOver = true;
            return false;
        }

        if (!IsDn(line))
        {
            return true;
        }

        isRecordOver = true;
        held = line.FollowsBlanks ? line : throw new LdifFormatException(line.Number, "a second dn in the record: the empty line before it is missing");
        return false;
    }

    private void SkipRecord()
    {
        while (TryInRecord(out _))
        {
        }
    }

    private LdifFormatException Orphan(LdifLine line, string name)
    {
        while (lines.TryNext(out var later) && !later.IsEmpty)
        {
            if (IsDn(later))
            {
                return new LdifFormatException(line.Number, $"a value of {name} stands before the dn of its record");
            }
        }

        return new LdifFormatException(line.Number, $"a record begins with {name}: it has no dn");
    }

    private static bool IsDn(LdifLine line) => line.Text.Span is [(byte)'d' or (byte)'D', (byte)'n' or (byte)'N', (byte)':', ..];

    private static bool Is(string name, string expected) => string.Equals(name, expected, StringComparison.OrdinalIgnoreCase);

    private static DistinguishedName NameFrom(LdifLine line, ReadOnlyMemory<byte> value)
    {
        string dn;
        try
        {
            dn = Strict.GetString(value.Span);
        }
        catch (DecoderFallbackException)
        {
            throw new LdifFormatException(line.Number, "the dn is not UTF-8");
        }

        return DistinguishedName.TryParse(dn, out var name)
            ? name
            : throw new LdifFormatException(line.Number, $"'{OneLine.Of(dn)}' is not a distinguished name");
    }

    private (string Name, ReadOnlyMemory<byte> Value) Split(LdifLine line)
    {
        var bytes = line.Text.Span;
        var colon = bytes.IndexOf((byte)':');
        if (colon < 0)
        {
            throw new LdifFormatException(line.Number, $"no colon in '{Words(bytes)}'");
        }

        var name = names.Of(bytes[..colon])
            ?? throw new LdifFormatException(line.Number, $"'{Words(bytes[..colon])}' is not the name of an attribute");
        return bytes[(colon + 1)..] switch
        {
            [(byte)':', ..] => (name, FromBase64(line, colon + 2)),
            [(byte)'<', ..] => throw new LdifFormatException(line.Number, $"the value of {name} is in another place, by URL: this is not followed"),

            // RFC 2849 note 8: a value that means its last blank is in base64; one that is not was typed or padded.
            _ => (name, Trimmed(line.Text[(colon + 1)..])),
        };
    }

    private static ReadOnlyMemory<byte> Trimmed(ReadOnlyMemory<byte> value)
    {
        var start = value.Span.IndexOfAnyExcept((byte)' ');
        return start < 0 ? default : value[start..(value.Span.LastIndexOfAnyExcept((byte)' ') + 1)];
    }

    private ReadOnlyMemory<byte> FromBase64(LdifLine line, int start)
    {
        while (start < line.Text.Length && line.Text.Span[start] is (byte)' ')
        {
            start++;
        }

        var encoded = line.Text.Span[start..].TrimEnd((byte)' ');
        var wrong = encoded.IndexOfAnyExcept(Alphabet);
        var value = new byte[Base64.GetMaxDecodedFromUtf8Length(encoded.Length)];
        return wrong < 0 && Base64.DecodeFromUtf8(encoded, value, out _, out var length) is OperationStatus.Done
            ? value.AsMemory(0, length)
            : throw new LdifFormatException(
                LdifLines.NumberAt(text, line.Number, wrong < 0 ? line.Text.Length - 1 : start + wrong), "the value is not base64");
    }

    private static string Words(ReadOnlySpan<byte> bytes)
    {
        const int Enough = 60;
        var words = OneLine.Of(Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, Enough)]));
        return bytes.Length > Enough ? string.Create(CultureInfo.InvariantCulture, $"{words}…") : words;
    }
}
