using System.Collections.Immutable;
using System.Formats.Asn1;

namespace Signpost.Directory;

/// <summary>Reads messages in BER. What stands behind the known parts of a sequence is skipped: RFC 4511 section 4 leaves room for more.</summary>
internal static class LdapMessageReader
{
    public static LdapMessage Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > LdapFraming.LongestMessage)
        {
            throw new LdapFormatException($"a message of {bytes.Length} bytes is too long");
        }

        try
        {
            var reader = new AsnReader(bytes, AsnEncodingRules.BER);
            var message = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            return new LdapMessage(message.Number(), ReadOperation(message), ReadControls(message));
        }
        catch (AsnContentException broken)
        {
            throw new LdapFormatException(broken.Message, broken);
        }
    }

    private static LdapOperation ReadOperation(AsnReader message)
    {
        var tag = message.PeekTag();
        if (tag.TagClass is not TagClass.Application)
        {
            throw new LdapFormatException($"no operation where one is due, but {tag}");
        }

        switch (tag.TagValue)
        {
            case LdapTag.UnbindRequest:
                message.ReadNull(LdapTag.PlainOperation(LdapTag.UnbindRequest));
                return new LdapOperation.Unbind();
            case LdapTag.DeleteRequest:
                return new LdapOperation.Delete(message.Text(LdapTag.PlainOperation(LdapTag.DeleteRequest)));
            case LdapTag.AbandonRequest:
                return new LdapOperation.Abandon(message.Number(LdapTag.PlainOperation(LdapTag.AbandonRequest)));
            default:
                return ReadParts(message.ReadSequence(LdapTag.Operation(tag.TagValue)), tag.TagValue);
        }
    }

    private static LdapOperation ReadParts(AsnReader parts, int operation) => operation switch
    {
        LdapTag.BindRequest => ReadBind(parts),
        LdapTag.BindResponse => new LdapOperation.BindDone(ReadAnswer(parts), parts.OptionalOctets(LdapTag.Choice(7))),
        LdapTag.SearchRequest => ReadSearch(parts),
        LdapTag.SearchResultEntry => new LdapOperation.SearchEntry(ReadEntry(parts)),
        LdapTag.SearchResultReference => new LdapOperation.SearchReference(ReadTexts(parts)),
        LdapTag.SearchResultDone => new LdapOperation.SearchDone(ReadAnswer(parts)),
        LdapTag.ModifyRequest => new LdapOperation.Modify(parts.Text(), ReadChanges(parts.ReadSequence())),
        LdapTag.ModifyResponse => new LdapOperation.ModifyDone(ReadAnswer(parts)),
        LdapTag.AddRequest => new LdapOperation.Add(ReadEntry(parts)),
        LdapTag.AddResponse => new LdapOperation.AddDone(ReadAnswer(parts)),
        LdapTag.DeleteResponse => new LdapOperation.DeleteDone(ReadAnswer(parts)),
        LdapTag.ExtendedRequest => new LdapOperation.Extended(parts.Text(LdapTag.Choice(0)), parts.OptionalOctets(LdapTag.Choice(1))),
        LdapTag.ExtendedResponse => new LdapOperation.ExtendedDone(
            ReadAnswer(parts), parts.OptionalOctets(LdapTag.Choice(10))?.Text ?? "", parts.OptionalOctets(LdapTag.Choice(11))),
        _ => throw new LdapFormatException($"operation {operation} is not known"),
    };

    private static LdapOperation ReadBind(AsnReader parts)
    {
        _ = parts.Number();     // the version: a server answers by protocolError where it minds
        var name = parts.Text();
        if (parts.Has(LdapTag.Choice(0)))
        {
            return new LdapOperation.SimpleBind(name, parts.Octets(LdapTag.Choice(0)));
        }

        var sasl = parts.ReadSequence(LdapTag.Group(3));
        return new LdapOperation.SaslBind(name, sasl.Text(), sasl.OptionalOctets(Asn1Tag.PrimitiveOctetString));
    }

    private static LdapOperation.Search ReadSearch(AsnReader parts)
    {
        var baseDn = parts.Text();
        var scope = (SearchScope)parts.Enumeration();
        if (!Enum.IsDefined(scope))
        {
            throw new LdapFormatException("a search has a scope that is not known");
        }

        _ = parts.Enumeration();    // derefAliases
        var (sizeLimit, timeLimit) = (parts.Number(), parts.Number());
        _ = parts.ReadBoolean();    // typesOnly
        var filter = LdapFilterCodec.Read(parts);
        return new LdapOperation.Search(new DirectorySearch(baseDn, scope, filter, ReadTexts(parts.ReadSequence())), sizeLimit, timeLimit);
    }

    private static DirectoryEntry ReadEntry(AsnReader parts)
    {
        var name = parts.Text();
        var attributes = new List<KeyValuePair<string, ImmutableArray<OctetString>>>();
        for (var list = parts.ReadSequence(); list.HasData;)
        {
            attributes.Add(ReadAttribute(list.ReadSequence()));
        }

        return new DirectoryEntry(name, attributes);
    }

    private static ImmutableArray<AttributeChange> ReadChanges(AsnReader list)
    {
        var changes = ImmutableArray.CreateBuilder<AttributeChange>();
        while (list.HasData)
        {
            var change = list.ReadSequence();
            var kind = (ChangeKind)change.Enumeration();
            if (!Enum.IsDefined(kind))
            {
                throw new LdapFormatException("a change is of a kind that is not known");
            }

            var (attribute, values) = ReadAttribute(change.ReadSequence());
            changes.Add(new AttributeChange(kind, attribute, values));
        }

        return changes.ToImmutable();
    }

    private static KeyValuePair<string, ImmutableArray<OctetString>> ReadAttribute(AsnReader attribute)
    {
        var name = attribute.Text();
        var values = ImmutableArray.CreateBuilder<OctetString>();
        for (var set = attribute.ReadSetOf(); set.HasData;)
        {
            values.Add(set.Octets());
        }

        return new(name, values.ToImmutable());
    }

    // Active Directory ends its diagnostic messages with a NUL.
    private static LdapAnswer ReadAnswer(AsnReader parts) => new(
        parts.Enumeration(),
        parts.Text(),
        parts.Text().TrimEnd('\0'),
        parts.Has(LdapTag.Group(3)) ? ReadTexts(parts.ReadSequence(LdapTag.Group(3))) : []);

    private static ImmutableArray<LdapControl> ReadControls(AsnReader message)
    {
        if (!message.Has(LdapTag.Group(0)))
        {
            return [];
        }

        var controls = ImmutableArray.CreateBuilder<LdapControl>();
        for (var list = message.ReadSequence(LdapTag.Group(0)); list.HasData;)
        {
            var control = list.ReadSequence();
            controls.Add(new LdapControl(
                control.Text(),
                control.Has(Asn1Tag.Boolean) && control.ReadBoolean(),
                control.OptionalOctets(Asn1Tag.PrimitiveOctetString)));
        }

        return controls.ToImmutable();
    }

    private static ImmutableArray<string> ReadTexts(AsnReader list)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        while (list.HasData)
        {
            texts.Add(list.Text());
        }

        return texts.ToImmutable();
    }
}
