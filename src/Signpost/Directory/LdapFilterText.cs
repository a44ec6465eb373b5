using System.Globalization;
using System.Text;

namespace Signpost.Directory;

/// <summary>Filters as text (RFC 4515), for people: what is sent is BER.</summary>
internal static class LdapFilterText
{
    public static string Of(LdapFilter filter)
    {
        var text = new StringBuilder();
        Write(text, filter);
        return text.ToString();
    }

    private static void Write(StringBuilder text, LdapFilter filter)
    {
        text.Append('(');
        switch (filter)
        {
            case LdapFilter.And and:
                WriteAll(text.Append('&'), and.All);
                break;
            case LdapFilter.Or or:
                WriteAll(text.Append('|'), or.Any);
                break;
            case LdapFilter.Not not:
                Write(text.Append('!'), not.Inner);
                break;
            case LdapFilter.Equal test:
                WriteValue(text.Append(test.Attribute).Append('='), test.Value);
                break;
            case LdapFilter.GreaterOrEqual test:
                WriteValue(text.Append(test.Attribute).Append(">="), test.Value);
                break;
            case LdapFilter.LessOrEqual test:
                WriteValue(text.Append(test.Attribute).Append("<="), test.Value);
                break;
            case LdapFilter.Present test:
                text.Append(test.Attribute).Append("=*");
                break;
            case LdapFilter.Substrings test:
                WriteSubstrings(text, test);
                break;
            default:
                throw new UnreachableException();
        }

        text.Append(')');
    }

    private static void WriteAll(StringBuilder text, IEnumerable<LdapFilter> members)
    {
        foreach (var member in members)
        {
            Write(text, member);
        }
    }

    private static void WriteSubstrings(StringBuilder text, LdapFilter.Substrings test)
    {
        WriteValue(text.Append(test.Attribute).Append('='), test.Initial ?? default);
        foreach (var part in test.Middle)
        {
            WriteValue(text.Append('*'), part);
        }

        WriteValue(text.Append('*'), test.Final ?? default);
    }

    // RFC 4515 section 3: these five must be escaped, and what is not UTF-8. We escape the other controls too, so that a filter stays one line.
    private static void WriteValue(StringBuilder text, OctetString value)
    {
        if (!value.IsText)
        {
            foreach (var octet in value.Span)
            {
                WriteEscaped(text, octet);
            }

            return;
        }

        foreach (var c in value.Text)
        {
            if (c is '*' or '(' or ')' or '\\' or < ' ' or '\x7f')
            {
                WriteEscaped(text, (byte)c);
            }
            else
            {
                text.Append(c);
            }
        }
    }

    private static void WriteEscaped(StringBuilder text, byte octet) => text.Append(CultureInfo.InvariantCulture, $"\\{octet:x2}");
}
