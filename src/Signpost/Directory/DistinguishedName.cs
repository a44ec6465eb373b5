using System.Diagnostics.CodeAnalysis;

namespace Signpost.Directory;

/// <summary>The name of an object in the directory (RFC 4514). Names compare without case, and by what they mean: <c>CN=a\,b</c> is <c>cn=A\2Cb</c>.</summary>
public sealed class DistinguishedName : IEquatable<DistinguishedName>
{
    // A name above shares both texts with the name below it and only starts later in them.
    private readonly string text;
    private readonly int textStart;
    private readonly string key;
    private readonly int keyStart;

    private DistinguishedName(string text, int textStart, string key, int keyStart, int depth) =>
        (this.text, this.textStart, this.key, this.keyStart, Depth) = (text, textStart, key, keyStart, depth);

    /// <summary>The root of the directory: the name without any RDN.</summary>
    public static DistinguishedName Root { get; } = new("", 0, "", 0, 0);

    /// <summary>The first RDN as it was written, for example <c>CN=CAS1</c>; "" for the root.</summary>
    public string FirstRdn => First.ToString();

    /// <summary>The attribute of the first RDN as it was written, for example <c>CN</c>; "" for the root.</summary>
    public string FirstAttribute => Depth == 0 ? "" : First[..First.IndexOf('=')].TrimEnd(' ').ToString();

    /// <summary>The value of the first RDN, unescaped, for example <c>CAS1</c>; "" for the root. Of an RDN with several values it is the first.</summary>
    public string FirstValue => DnSyntax.FirstValue(First);

    /// <summary>The name of the object above; null for the root.</summary>
    public DistinguishedName? Parent => Depth switch
    {
        0 => null,
        1 => Root,
        _ => new DistinguishedName(
            text, textStart + DnSyntax.EndOfRdn(Written) + 1, key, keyStart + DnSyntax.EndOfRdn(Key) + 1, Depth - 1),
    };

    /// <summary>How many RDNs it has.</summary>
    public int Depth { get; }

    private ReadOnlySpan<char> Written => text.AsSpan(textStart);

    private ReadOnlySpan<char> First => DnSyntax.Trim(Written[..DnSyntax.EndOfRdn(Written)]);

    private ReadOnlySpan<char> Key => key.AsSpan(keyStart);

    /// <summary>The name that <paramref name="text"/> spells; "" is the root.</summary>
    /// <exception cref="FormatException">The text is no distinguished name.</exception>
    public static DistinguishedName Parse(string text) =>
        TryParse(text, out var name) ? name : throw new FormatException($"'{text}' is not a distinguished name");

    /// <summary>Reads a name; "" is the root.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out DistinguishedName? name)
    {
        name = null;
        if (text is null || !DnSyntax.TryKey(text, out var key, out var depth))
        {
            return false;
        }

        name = depth == 0 ? Root : new DistinguishedName(text, 0, key, 0, depth);
        return true;
    }

    /// <summary>The name of an object right below this one.</summary>
    /// <param name="attribute">The naming attribute, for example <c>CN</c>.</param>
    /// <param name="value">Its value as it is; what must be escaped is escaped here.</param>
    /// <exception cref="ArgumentException">The attribute is none.</exception>
    public DistinguishedName Child(string attribute, string value)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        ArgumentNullException.ThrowIfNull(value);
        if (!DnSyntax.IsAttribute(attribute))
        {
            throw new ArgumentException($"'{attribute}' is not the name of an attribute", nameof(attribute));
        }

        var rdn = $"{attribute}={DnValue.Escape(value)}";
        return Parse(Depth == 0 ? rdn : $"{rdn},{Written}");
    }

    /// <summary>Whether it is the same object as, or lies below, another.</summary>
    public bool IsAtOrBelow(DistinguishedName other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var rest = Key;
        for (var above = Depth - other.Depth; above > 0 && other.Depth > 0; above--)
        {
            rest = rest[(DnSyntax.EndOfRdn(rest) + 1)..];
        }

        return other.Depth == 0 || (Depth >= other.Depth && rest.Equals(other.Key, StringComparison.OrdinalIgnoreCase));
    }

    /// <inheritdoc/>
    public bool Equals(DistinguishedName? other) => other is not null && Depth == other.Depth && Key.Equals(other.Key, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DistinguishedName);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Key, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name as it was written.</summary>
    public override string ToString() => DnSyntax.Trim(Written) is var written && written.Length == text.Length ? text : written.ToString();
}
