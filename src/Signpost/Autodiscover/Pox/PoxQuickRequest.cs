using System.Text;

namespace Signpost.Autodiscover.Pox;

/// <summary>Reads a request that is written as almost all are, without building a document: a server reads thousands a second.</summary>
/// <remarks>
/// What it takes means the same to an XML parser: at most a declaration of UTF-8, elements without prefix or attributes, printable ASCII without markup in them.
/// Of everything else it says nothing, and the parser has the word.
/// </remarks>
internal ref struct PoxQuickRequest
{
    private ReadOnlySpan<byte> rest;

    private PoxQuickRequest(ReadOnlySpan<byte> message) => rest = message;

    /// <summary>The request; null where it is not written so, or not complete.</summary>
    public static PoxRequest? Read(ReadOnlySpan<byte> message) => new PoxQuickRequest(message).Read();

    private PoxRequest? Read()
    {
        if (!SkipDeclaration() || !Take("<Autodiscover xmlns=") || !(TakeSpace(PoxSchema.OutlookRequest) || TakeSpace(PoxSchema.MobileSyncRequest)) || !Take(">") || !TakeAfterBlanks("<Request>"))
        {
            return null;
        }

        string? address = null, legacyDn = null, schema = null;
        while (!TakeAfterBlanks("</Request>"))
        {
            if (!TakeElement("EMailAddress", ref address) && !TakeElement("LegacyDN", ref legacyDn) && !TakeElement("AcceptableResponseSchema", ref schema))
            {
                return null;
            }
        }

        return TakeAfterBlanks("</Autodiscover>") && rest.IndexOfAnyExcept(" \t\r\n"u8) < 0 && schema is { Length: > 0 } && (address ?? legacyDn) is { Length: > 0 }
            ? new PoxRequest { EMailAddress = address ?? "", LegacyDn = legacyDn ?? "", AcceptableResponseSchema = schema }
            : null;
    }

    private bool SkipDeclaration()
    {
        if (!rest.StartsWith("<?"u8))
        {
            return true;
        }

        var end = rest.IndexOf("?>"u8);
        var declaration = end < 0 ? [] : rest[..end];
        rest = end < 0 ? [] : rest[(end + 2)..];
        rest = rest.TrimStart(" \t\r\n"u8);
        return declaration.SequenceEqual("<?xml version=\"1.0\" encoding=\"utf-8\""u8)
            || declaration.SequenceEqual("<?xml version='1.0' encoding='utf-8'"u8)
            || declaration.SequenceEqual("<?xml version=\"1.0\" encoding=\"UTF-8\""u8)
            || declaration.SequenceEqual("<?xml version=\"1.0\""u8);
    }

    private bool TakeSpace(string space) => (rest.StartsWith("\""u8) || rest.StartsWith("'"u8)) && rest[1..].IndexOf(rest[0]) is var end && end == space.Length
        && Ascii.Equals(rest.Slice(1, end), space) && Skip(end + 2);

    // An element that comes twice is for the parser: of two, the first counts.
    private bool TakeElement(string name, ref string? value)
    {
        if (value is not null || !rest.StartsWith("<"u8) || !StartsWith(rest[1..], name) || !rest[(name.Length + 1)..].StartsWith(">"u8))
        {
            return false;
        }

        var text = rest[(name.Length + 2)..];
        var end = text.IndexOf((byte)'<');
        var after = end < 0 ? [] : text[end..];
        if (!after.StartsWith("</"u8) || !StartsWith(after[2..], name) || !after[(name.Length + 2)..].StartsWith(">"u8) || !IsPlain(text[..end]))
        {
            return false;
        }

        value = TextOf(text[..end].Trim((byte)' '));
        return Skip(name.Length + 2 + end + name.Length + 3);
    }

    // XML 1.0 section 2.4: a > may stand for itself, but for ]]>.
    private static bool IsPlain(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)' ', (byte)'~') && !text.ContainsAny((byte)'&', (byte)'>');

    private static string TextOf(ReadOnlySpan<byte> text) => Ascii.Equals(text, PoxSchema.OutlookResponse) ? PoxSchema.OutlookResponse : Encoding.ASCII.GetString(text);

    private bool TakeAfterBlanks(string word)
    {
        rest = rest.TrimStart(" \t\r\n"u8);
        return Take(word);
    }

    private bool Take(string word) => StartsWith(rest, word) && Skip(word.Length);

    private bool Skip(int count)
    {
        rest = rest[count..];
        return true;
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, string word) => text.Length >= word.Length && Ascii.Equals(text[..word.Length], word);
}
