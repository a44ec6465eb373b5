using System.Globalization;
using System.Text;

namespace Signpost.Directory;

/// <summary>How values compare. A file has no schema, so the values themselves tell which matching rule is theirs (RFC 4517 section 4.2).</summary>
internal static class AttributeValue
{
    private static readonly UTF8Encoding Strict = new(false, true);

    /// <summary>Text without case, names of objects and moments by what they mean, anything else byte by byte.</summary>
    public static bool AreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (Ascii.IsValid(left) && Ascii.IsValid(right))
        {
            if (Ascii.EqualsIgnoreCase(left, right))
            {
                return true;
            }

            if (!(IsPerhapsObject(left) && IsPerhapsObject(right)) && !(IsPerhapsMoment(left) && IsPerhapsMoment(right)))
            {
                return false;
            }
        }

        return TextOf(left) is { } one && TextOf(right) is { } other ? AreEqual(one, other) : left.SequenceEqual(right);
    }

    /// <summary>Numbers by size, moments by time, other text without case; null where there is no order.</summary>
    public static int? Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (TextOf(left) is not { } one || TextOf(right) is not { } other)
        {
            return null;
        }

        if (IsInteger(one, out var smaller) && IsInteger(other, out var larger))
        {
            return smaller.CompareTo(larger);
        }

        return GeneralizedTime.TryParse(one, out var earlier) && GeneralizedTime.TryParse(other, out var later)
            ? earlier.CompareTo(later)
            : string.Compare(one, other, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The text of a value; null when it is not UTF-8.</summary>
    public static string? TextOf(ReadOnlySpan<byte> value)
    {
        try
        {
            return Strict.GetString(value);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool AreEqual(string one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase)
        || (AsObject(one) is { } left && left.Equals(AsObject(other)))
        || (GeneralizedTime.TryParse(one, out var moment) && GeneralizedTime.TryParse(other, out var same) && moment == same);

    // One RDN alone is more often a keyword ("Site=HQ") than the name of an object.
    private static DistinguishedName? AsObject(string text) => DistinguishedName.TryParse(text, out var name) && name.Depth > 1 ? name : null;

    private static bool IsPerhapsObject(ReadOnlySpan<byte> ascii) => ascii.Contains((byte)',');

    private static bool IsPerhapsMoment(ReadOnlySpan<byte> ascii) =>
        ascii is [>= (byte)'0' and <= (byte)'9', .., (byte)'Z'] or [>= (byte)'0' and <= (byte)'9', .., (byte)'+' or (byte)'-', _, _, _, _];

    private static bool IsInteger(string text, out Int128 number) =>
        Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
