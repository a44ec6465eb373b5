using System.Collections.Immutable;
using System.Diagnostics;
using System.Formats.Asn1;
using System.Text;

namespace Signpost.Directory;

/// <summary>Writes messages in BER, with the shortest lengths (RFC 4511 section 5.1 and appendix B).</summary>
internal static class LdapMessageWriter
{
    private const int Version = 3;

    /// <summary>Stands for any ENUMERATED value.</summary>
    private enum Enumerated;

    public static byte[] Write(LdapMessage message)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(message.Id);
            WriteOperation(writer, message.Operation);
            WriteControls(writer, message.Controls);
        }

        return writer.Encode();
    }

    private static void WriteOperation(AsnWriter writer, LdapOperation operation)
    {
        switch (operation)
        {
            case LdapOperation.Unbind:
                writer.WriteNull(LdapTag.PlainOperation(LdapTag.UnbindRequest));
                break;
            case LdapOperation.Delete delete:
                writer.WriteOctetString(Encoding.UTF8.GetBytes(delete.DistinguishedName), LdapTag.PlainOperation(LdapTag.DeleteRequest));
                break;
            case LdapOperation.Abandon abandon:
                writer.WriteInteger(abandon.Id, LdapTag.PlainOperation(LdapTag.AbandonRequest));
                break;
            default:
                using (writer.PushSequence(LdapTag.Operation(NumberOf(operation))))
                {
                    WriteParts(writer, operation);
                }

                break;
        }
    }

    private static int NumberOf(LdapOperation operation) => operation switch
    {
        LdapOperation.SimpleBind or LdapOperation.SaslBind => LdapTag.BindRequest,
        LdapOperation.BindDone => LdapTag.BindResponse,
        LdapOperation.Search => LdapTag.SearchRequest,
        LdapOperation.SearchEntry => LdapTag.SearchResultEntry,
        LdapOperation.SearchReference => LdapTag.SearchResultReference,
        LdapOperation.SearchDone => LdapTag.SearchResultDone,
        LdapOperation.Modify => LdapTag.ModifyRequest,
        LdapOperation.ModifyDone => LdapTag.ModifyResponse,
        LdapOperation.Add => LdapTag.AddRequest,
        LdapOperation.AddDone => LdapTag.AddResponse,
        LdapOperation.DeleteDone => LdapTag.DeleteResponse,
        LdapOperation.Extended => LdapTag.ExtendedRequest,
        LdapOperation.ExtendedDone => LdapTag.ExtendedResponse,
        _ => throw new UnreachableException(),
    };

    private static void WriteParts(AsnWriter writer, LdapOperation operation)
    {
        switch (operation)
        {
            case LdapOperation.SimpleBind bind:
                WriteBindStart(writer, bind.Name);
                writer.WriteOctetString(bind.Password.Span, LdapTag.Choice(0));
                break;
            case LdapOperation.SaslBind bind:
                WriteBindStart(writer, bind.Name);
                WriteSasl(writer, bind);
                break;
            case LdapOperation.Search search:
                WriteSearch(writer, search);
                break;
            case LdapOperation.SearchEntry found:
                WriteEntry(writer, found.Entry);
                break;
            case LdapOperation.Add add:
                WriteEntry(writer, add.Entry);
                break;
            case LdapOperation.SearchReference reference:
                WriteTexts(writer, reference.Urls);
                break;
            case LdapOperation.Modify modify:
                WriteModify(writer, modify);
                break;
            case LdapOperation.Extended extended:
                WriteText(writer, extended.Oid, LdapTag.Choice(0));
                WriteOptional(writer, extended.Value, LdapTag.Choice(1));
                break;
            default:
                WriteAnswer(writer, operation);
                break;
        }
    }

    private static void WriteAnswer(AsnWriter writer, LdapOperation operation)
    {
        switch (operation)
        {
            case LdapOperation.BindDone done:
                WriteAnswer(writer, done.Answer);
                WriteOptional(writer, done.ServerCredentials, LdapTag.Choice(7));
                break;
            case LdapOperation.ExtendedDone done:
                WriteAnswer(writer, done.Answer);
                WriteOptional(writer, done.Oid is "" ? null : new OctetString(done.Oid), LdapTag.Choice(10));
                WriteOptional(writer, done.Value, LdapTag.Choice(11));
                break;
            case LdapOperation.SearchDone done:
                WriteAnswer(writer, done.Answer);
                break;
            case LdapOperation.ModifyDone done:
                WriteAnswer(writer, done.Answer);
                break;
            case LdapOperation.AddDone done:
                WriteAnswer(writer, done.Answer);
                break;
            case LdapOperation.DeleteDone done:
                WriteAnswer(writer, done.Answer);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void WriteBindStart(AsnWriter writer, string name)
    {
        writer.WriteInteger(Version);
        WriteText(writer, name);
    }

    private static void WriteSasl(AsnWriter writer, LdapOperation.SaslBind bind)
    {
        using (writer.PushSequence(LdapTag.Group(3)))
        {
            WriteText(writer, bind.Mechanism);
            WriteOptional(writer, bind.Credentials, Asn1Tag.PrimitiveOctetString);
        }
    }

    private static void WriteSearch(AsnWriter writer, LdapOperation.Search search)
    {
        WriteText(writer, search.What.BaseDn);
        writer.WriteEnumeratedValue((Enumerated)search.What.Scope);
        writer.WriteEnumeratedValue((Enumerated)0);     // neverDerefAliases: Active Directory has none
        writer.WriteInteger(search.SizeLimit);
        writer.WriteInteger(search.TimeLimit);
        writer.WriteBoolean(false);     // typesOnly
        LdapFilterCodec.Write(writer, search.What.Filter);
        using (writer.PushSequence())
        {
            WriteTexts(writer, search.What.Attributes);
        }
    }

    private static void WriteEntry(AsnWriter writer, DirectoryEntry entry)
    {
        WriteText(writer, entry.DistinguishedName);
        using (writer.PushSequence())
        {
            foreach (var name in entry.AttributeNames)
            {
                WriteAttribute(writer, name, entry.Values(name));
            }
        }
    }

    private static void WriteModify(AsnWriter writer, LdapOperation.Modify modify)
    {
        WriteText(writer, modify.DistinguishedName);
        using (writer.PushSequence())
        {
            foreach (var change in modify.Changes)
            {
                using (writer.PushSequence())
                {
                    writer.WriteEnumeratedValue((Enumerated)change.Kind);
                    WriteAttribute(writer, change.Attribute, change.Values);
                }
            }
        }
    }

    private static void WriteAttribute(AsnWriter writer, string name, ImmutableArray<OctetString> values)
    {
        using (writer.PushSequence())
        {
            WriteText(writer, name);
            using (writer.PushSetOf())
            {
                foreach (var value in values)
                {
                    writer.WriteOctetString(value.Span);
                }
            }
        }
    }

    private static void WriteAnswer(AsnWriter writer, LdapAnswer answer)
    {
        writer.WriteEnumeratedValue((Enumerated)answer.Code);
        WriteText(writer, answer.MatchedDn);
        WriteText(writer, answer.Diagnostic);
        if (!answer.Referral.IsEmpty)
        {
            using (writer.PushSequence(LdapTag.Group(3)))
            {
                WriteTexts(writer, answer.Referral);
            }
        }
    }

    private static void WriteControls(AsnWriter writer, ImmutableArray<LdapControl> controls)
    {
        if (controls.IsEmpty)
        {
            return;
        }

        using (writer.PushSequence(LdapTag.Group(0)))
        {
            foreach (var control in controls)
            {
                using (writer.PushSequence())
                {
                    WriteText(writer, control.Oid);
                    if (control.IsCritical)
                    {
                        writer.WriteBoolean(true);      // RFC 4511 section 5.1: a default is left out
                    }

                    WriteOptional(writer, control.Value, Asn1Tag.PrimitiveOctetString);
                }
            }
        }
    }

    private static void WriteTexts(AsnWriter writer, ImmutableArray<string> texts)
    {
        foreach (var text in texts)
        {
            WriteText(writer, text);
        }
    }

    private static void WriteOptional(AsnWriter writer, OctetString? value, Asn1Tag tag)
    {
        if (value is { } given)
        {
            writer.WriteOctetString(given.Span, tag);
        }
    }

    private static void WriteText(AsnWriter writer, string text, Asn1Tag? tag = null) => writer.WriteOctetString(Encoding.UTF8.GetBytes(text), tag);
}
