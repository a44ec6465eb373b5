namespace Signpost.Directory;

/// <summary>An attribute with one of its values, as it lies in the file.</summary>
internal readonly record struct LdifAttribute(string Name, ReadOnlyMemory<byte> Value)
{
    /// <summary>Whether it is the attribute of that name, or one of its subtypes by options (RFC 4512 section 2.5).</summary>
    public bool Is(string name) =>
        Name.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (Name.Length == name.Length || Name[name.Length] is ';');
}
