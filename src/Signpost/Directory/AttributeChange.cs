using System.Collections.Immutable;

namespace Signpost.Directory;

/// <summary>How an attribute is changed (RFC 4511 section 4.6).</summary>
public enum ChangeKind
{
    /// <summary>The values are added to those it has.</summary>
    Add = 0,

    /// <summary>The values are taken away; where none is named, all are.</summary>
    Delete = 1,

    /// <summary>The values take the place of those it has; where none is named, it goes.</summary>
    Replace = 2,
}

/// <summary>A change to one attribute of an object (RFC 4511 section 4.6).</summary>
public sealed record AttributeChange(ChangeKind Kind, string Attribute, ImmutableArray<OctetString> Values)
{
    /// <summary>These texts take the place of the attribute's values.</summary>
    public static AttributeChange Replace(string attribute, params ReadOnlySpan<string> values) =>
        new(ChangeKind.Replace, attribute, [.. from value in values.ToArray() select new OctetString(value)]);
}
