using System.Collections.Immutable;

namespace Signpost.Directory;

/// <summary>An object of the directory with the attributes that were asked for.</summary>
public sealed class DirectoryEntry
{
    private readonly Dictionary<string, ImmutableArray<OctetString>> attributes;

    /// <summary>An entry with these attributes; names compare without case.</summary>
    public DirectoryEntry(string distinguishedName, IEnumerable<KeyValuePair<string, ImmutableArray<OctetString>>> attributes)
    {
        DistinguishedName = distinguishedName;
        this.attributes = new(attributes.TryGetNonEnumeratedCount(out var count) ? count : 0, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in attributes)
        {
            this.attributes[name] = this.attributes.TryGetValue(name, out var before) ? before.AddRange(values) : values;
        }
    }

    /// <summary>Its DN, as the directory wrote it.</summary>
    public string DistinguishedName { get; }

    /// <summary>The names of the attributes it came with.</summary>
    public IEnumerable<string> AttributeNames => attributes.Keys;

    /// <summary>All values of an attribute; empty when it has none.</summary>
    public ImmutableArray<OctetString> Values(string attribute) => attributes.TryGetValue(attribute, out var values) ? values : [];

    /// <summary>All values of an attribute, as text.</summary>
    public ImmutableArray<string> Texts(string attribute) => [.. Values(attribute).Select(value => value.Text)];

    /// <summary>The first value of an attribute, as text, where it has one.</summary>
    public string? Text(string attribute) => Values(attribute) is [var first, ..] ? first.Text : null;
}
