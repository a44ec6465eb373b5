using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Signpost.Directory;

namespace Signpost.Server.Mailboxes;

/// <summary>Reads an LDAP filter as administrators write it (RFC 4515): <c>(&amp;(objectClass=user)(!(department=Guests)))</c>. Without <c>:=</c> rules.</summary>
internal sealed class FilterText
{
    private const int Deepest = 50;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-;.");

    private readonly string text;
    private int at;
    private string why = "";

    private FilterText(string text) => this.text = text;

    /// <summary>Reads a filter; where it is none, <paramref name="why"/> says what was expected, and where.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out LdapFilter? filter, out string why)
    {
        var reading = new FilterText(text.Trim());
        filter = reading.Filter(0);
        if (filter is not null && reading.at < reading.text.Length)
        {
            filter = reading.Nothing("the end");
        }

        why = reading.why;
        return filter is not null;
    }

    private LdapFilter? Filter(int depth)
    {
        if (depth > Deepest)
        {
            return Nothing("less depth");
        }

        if (!Skip('('))
        {
            return Nothing("(");
        }

        LdapFilter? filter = (at < text.Length ? text[at] : ')') switch
        {
            '&' => Members(depth) is { } all ? new LdapFilter.And(all) : null,
            '|' => Members(depth) is { } any ? new LdapFilter.Or(any) : null,
            '!' => Inner(depth) is { } inner ? new LdapFilter.Not(inner) : null,
            _ => Test(),
        };
        return filter is null || Skip(')') ? filter : Nothing(")");
    }

    private ImmutableArray<LdapFilter>? Members(int depth)
    {
        at++;
        var members = ImmutableArray.CreateBuilder<LdapFilter>();
        while (at < text.Length && text[at] is '(')
        {
            if (Filter(depth + 1) is not { } member)
            {
                return null;
            }

            members.Add(member);
        }

        return members.ToImmutable();
    }

    private LdapFilter? Inner(int depth)
    {
        at++;
        return Filter(depth + 1);
    }

    private LdapFilter? Test()
    {
        var length = text.AsSpan(at).IndexOfAnyExcept(NameCharacters);
        if (length <= 0)
        {
            return Nothing("an attribute");
        }

        var attribute = text.Substring(at, length);
        at += length;
        if (text.AsSpan(at).StartsWith(">=", StringComparison.Ordinal) || text.AsSpan(at).StartsWith("<=", StringComparison.Ordinal))
        {
            var isLower = text[at] is '>';
            at += 2;
            return Parts() is [var bound] ? isLower ? new LdapFilter.GreaterOrEqual(attribute, bound) : new LdapFilter.LessOrEqual(attribute, bound) : Nothing("a value");
        }

        if (!Skip('='))
        {
            return Nothing("=, >= or <=");
        }

        return Parts() switch
        {
            null => Nothing("a value"),
            [var whole] => new LdapFilter.Equal(attribute, whole),
            [{ Span.IsEmpty: true }, { Span.IsEmpty: true }] => new LdapFilter.Present(attribute),
            [var first, .. var middle, var last] => Substrings(attribute, first, middle, last),
            _ => Nothing("a value"),
        };
    }

    private LdapFilter? Substrings(string attribute, OctetString first, ImmutableArray<OctetString> middle, OctetString last) =>
        middle.Any(part => part.Span.IsEmpty)
            ? Nothing("something between two *")
            : new LdapFilter.Substrings(attribute, first.Span.IsEmpty ? null : first, middle, last.Span.IsEmpty ? null : last);

    /// <summary>What stands between the asterisks, up to the closing parenthesis; null where an escape is none.</summary>
    private ImmutableArray<OctetString>? Parts()
    {
        var parts = ImmutableArray.CreateBuilder<OctetString>();
        var part = new ArrayBufferWriter<byte>();
        for (; at < text.Length && text[at] is not (')' or '('); at++)
        {
            if (text[at] is '*')
            {
                parts.Add(new OctetString(part.WrittenSpan.ToArray()));
                part.ResetWrittenCount();
            }
            else if (text[at] is not '\\')
            {
                var length = char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
                part.Write(Encoding.UTF8.GetBytes(text.Substring(at, length)));
                at += length - 1;
            }
            else if (at + 2 < text.Length && byte.TryParse(text.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var escaped))
            {
                part.Write([escaped]);
                at += 2;
            }
            else
            {
                return null;
            }
        }

        parts.Add(new OctetString(part.WrittenSpan.ToArray()));
        return parts.ToImmutable();
    }

    private bool Skip(char expected)
    {
        if (at >= text.Length || text[at] != expected)
        {
            return false;
        }

        at++;
        return true;
    }

    private LdapFilter? Nothing(string expected)
    {
        why = why is "" ? string.Create(CultureInfo.InvariantCulture, $"{expected} is expected at character {at + 1}") : why;
        return null;
    }
}
