using System.Text;

namespace Signpost.Directory;

/// <summary>Whether a value is made of the parts of a substring filter, without case (RFC 4517 section 4.2.6).</summary>
internal static class SubstringMatch
{
    /// <summary>Whether the parts follow each other in the value, the first at its start and the last at its end.</summary>
    public static bool Of(LdapFilter.Substrings parts, ReadOnlySpan<byte> value)
    {
        // What is no text is compared as the letters that its bytes would be: byte by byte, but for their case.
        var encoding = AttributeValue.TextOf(value) is null || !AreTexts(parts) ? Encoding.Latin1 : Encoding.UTF8;
        var rest = encoding.GetString(value).AsSpan();
        if (parts.Initial is { } initial)
        {
            var text = encoding.GetString(initial.Span);
            if (!rest.StartsWith(text, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }

            rest = rest[text.Length..];
        }

        foreach (var part in parts.Middle)
        {
            var text = encoding.GetString(part.Span);
            var at = rest.IndexOf(text, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                return false;
            }

            rest = rest[(at + text.Length)..];
        }

        return parts.Final is not { } final || rest.EndsWith(encoding.GetString(final.Span), StringComparison.OrdinalIgnoreCase);
    }

    private static bool AreTexts(LdapFilter.Substrings parts) =>
        parts.Initial is not { IsText: false } && parts.Final is not { IsText: false } && parts.Middle.All(part => part.IsText);
}
