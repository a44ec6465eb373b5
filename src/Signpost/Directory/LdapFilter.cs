using System.Collections.Immutable;

namespace Signpost.Directory;

/// <summary>A search filter (RFC 4511 section 4.5.1.7). Built from values, never from text, so that nothing can escape.</summary>
public abstract record LdapFilter
{
    private LdapFilter()
    {
    }

    /// <summary>All of these hold.</summary>
    public sealed record And(ImmutableArray<LdapFilter> All) : LdapFilter;

    /// <summary>One of these holds.</summary>
    public sealed record Or(ImmutableArray<LdapFilter> Any) : LdapFilter;

    /// <summary>This does not hold.</summary>
    public sealed record Not(LdapFilter Inner) : LdapFilter;

    /// <summary>The attribute has this value.</summary>
    public sealed record Equal(string Attribute, OctetString Value) : LdapFilter;

    /// <summary>The attribute has any value.</summary>
    public sealed record Present(string Attribute) : LdapFilter;

    /// <summary>The attribute has a value made of these parts, in this order; a part that is not given is null or empty.</summary>
    public sealed record Substrings(string Attribute, OctetString? Initial, ImmutableArray<OctetString> Middle, OctetString? Final) : LdapFilter;

    /// <summary>The attribute has a value not below this one.</summary>
    public sealed record GreaterOrEqual(string Attribute, OctetString Value) : LdapFilter;

    /// <summary>The attribute has a value not above this one.</summary>
    public sealed record LessOrEqual(string Attribute, OctetString Value) : LdapFilter;

    /// <summary>The attribute has this value.</summary>
    public static LdapFilter Is(string attribute, string value) => new Equal(attribute, new OctetString(value));

    /// <summary>The attribute has any value.</summary>
    public static LdapFilter Has(string attribute) => new Present(attribute);

    /// <summary>All of these hold.</summary>
    public static LdapFilter AllOf(params ReadOnlySpan<LdapFilter> filters) => new And([.. filters]);

    /// <summary>One of these holds.</summary>
    public static LdapFilter AnyOf(params ReadOnlySpan<LdapFilter> filters) => new Or([.. filters]);

    /// <summary>The filter as text (RFC 4515).</summary>
    public sealed override string ToString() => LdapFilterText.Of(this);
}
