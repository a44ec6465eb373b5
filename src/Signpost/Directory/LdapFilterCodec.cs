using System.Collections.Immutable;
using System.Diagnostics;
using System.Formats.Asn1;
using System.Text;

namespace Signpost.Directory;

/// <summary>Filters in BER (RFC 4511 section 4.5.1.7), both directions.</summary>
internal static class LdapFilterCodec
{
    /// <summary>A filter nested deeper is refused when read: it is made to exhaust the stack.</summary>
    public const int DeepestFilter = 64;

    private const int And = 0;
    private const int Or = 1;
    private const int Not = 2;
    private const int Equal = 3;
    private const int Substrings = 4;
    private const int GreaterOrEqual = 5;
    private const int LessOrEqual = 6;
    private const int Present = 7;

    private const int Initial = 0;
    private const int Middle = 1;
    private const int Final = 2;

    public static void Write(AsnWriter writer, LdapFilter filter)
    {
        switch (filter)
        {
            case LdapFilter.And and:
                WriteGroup(writer, And, and.All);
                break;
            case LdapFilter.Or or:
                WriteGroup(writer, Or, or.Any);
                break;
            case LdapFilter.Not not:
                WriteGroup(writer, Not, [not.Inner]);
                break;
            case LdapFilter.Equal test:
                WriteTest(writer, Equal, test.Attribute, test.Value);
                break;
            case LdapFilter.GreaterOrEqual test:
                WriteTest(writer, GreaterOrEqual, test.Attribute, test.Value);
                break;
            case LdapFilter.LessOrEqual test:
                WriteTest(writer, LessOrEqual, test.Attribute, test.Value);
                break;
            case LdapFilter.Present test:
                writer.WriteOctetString(Encoding.UTF8.GetBytes(test.Attribute), LdapTag.Choice(Present));
                break;
            case LdapFilter.Substrings test:
                WriteSubstrings(writer, test);
                break;
            default:
                throw new UnreachableException();
        }
    }

    public static LdapFilter Read(AsnReader reader) => Read(reader, 0);

    private static LdapFilter Read(AsnReader reader, int depth)
    {
        var tag = reader.PeekTag();
        if (tag.TagClass is not TagClass.ContextSpecific || depth > DeepestFilter)
        {
            throw new LdapFormatException(depth > DeepestFilter ? "a filter is nested too deep" : "no filter where one is due");
        }

        return tag.TagValue switch
        {
            And => new LdapFilter.And(ReadGroup(reader, And, depth)),
            Or => new LdapFilter.Or(ReadGroup(reader, Or, depth)),
            Not => new LdapFilter.Not(Read(reader.ReadSequence(LdapTag.Group(Not)), depth + 1)),
            Present => new LdapFilter.Present(reader.Text(LdapTag.Choice(Present))),
            Substrings => ReadSubstrings(reader.ReadSequence(LdapTag.Group(Substrings))),
            Equal or GreaterOrEqual or LessOrEqual => ReadTest(reader.ReadSequence(LdapTag.Group(tag.TagValue)), tag.TagValue),
            _ => throw new LdapFormatException($"a filter of kind {tag.TagValue} is not known"),
        };
    }

    private static void WriteGroup(AsnWriter writer, int kind, ImmutableArray<LdapFilter> members)
    {
        using (writer.PushSequence(LdapTag.Group(kind)))
        {
            foreach (var member in members)
            {
                Write(writer, member);
            }
        }
    }

    private static void WriteTest(AsnWriter writer, int kind, string attribute, OctetString value)
    {
        using (writer.PushSequence(LdapTag.Group(kind)))
        {
            writer.WriteOctetString(Encoding.UTF8.GetBytes(attribute));
            writer.WriteOctetString(value.Span);
        }
    }

    private static void WriteSubstrings(AsnWriter writer, LdapFilter.Substrings test)
    {
        using (writer.PushSequence(LdapTag.Group(Substrings)))
        {
            writer.WriteOctetString(Encoding.UTF8.GetBytes(test.Attribute));
            using (writer.PushSequence())
            {
                WritePart(writer, Initial, test.Initial);
                foreach (var part in test.Middle)
                {
                    WritePart(writer, Middle, part);
                }

                WritePart(writer, Final, test.Final);
            }
        }
    }

    private static void WritePart(AsnWriter writer, int kind, OctetString? part)
    {
        if (part is { Span.IsEmpty: false } given)
        {
            writer.WriteOctetString(given.Span, LdapTag.Choice(kind));
        }
    }

    private static ImmutableArray<LdapFilter> ReadGroup(AsnReader reader, int kind, int depth)
    {
        var members = ImmutableArray.CreateBuilder<LdapFilter>();
        for (var group = reader.ReadSequence(LdapTag.Group(kind)); group.HasData;)
        {
            members.Add(Read(group, depth + 1));
        }

        return members.ToImmutable();
    }

    private static LdapFilter ReadTest(AsnReader test, int kind)
    {
        var (attribute, value) = (test.Text(), test.Octets());
        return kind switch
        {
            Equal => new LdapFilter.Equal(attribute, value),
            GreaterOrEqual => new LdapFilter.GreaterOrEqual(attribute, value),
            _ => new LdapFilter.LessOrEqual(attribute, value),
        };
    }

    private static LdapFilter.Substrings ReadSubstrings(AsnReader test)
    {
        var attribute = test.Text();
        OctetString? initial = null;
        OctetString? final = null;
        var middle = ImmutableArray.CreateBuilder<OctetString>();
        for (var parts = test.ReadSequence(); parts.HasData;)
        {
            var kind = parts.PeekTag().TagValue;
            var part = parts.Octets(LdapTag.Choice(kind));
            switch (kind)
            {
                case Initial when initial is null && middle.Count == 0 && final is null:
                    initial = part;
                    break;
                case Middle when final is null:
                    middle.Add(part);
                    break;
                case Final when final is null:
                    final = part;
                    break;
                default:
                    throw new LdapFormatException("the parts of a substring filter are out of order");
            }
        }

        return new LdapFilter.Substrings(attribute, initial, middle.ToImmutable(), final);
    }
}
