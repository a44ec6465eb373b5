using CsCheck;
using Signpost.Directory;

namespace Signpost.Tests.Directory;

/// <summary>Random filters, for laws.</summary>
internal static class AnyFilter
{
    /// <summary>Filters of all kinds, one inside the other.</summary>
    /// <param name="name">The attributes they name.</param>
    /// <param name="value">What is compared.</param>
    /// <param name="part">A part of a substring test; never empty (RFC 4511 section 4.5.1.7.2).</param>
    /// <param name="parts">The most parts between its ends.</param>
    /// <param name="depth">How deep they go.</param>
    public static Gen<LdapFilter> Of(Gen<string> name, Gen<OctetString> value, Gen<OctetString> part, int parts, int depth)
    {
        var test = Gen.OneOf(
            Gen.Select(name, value, (attribute, wanted) => (LdapFilter)new LdapFilter.Equal(attribute, wanted)),
            Gen.Select(name, value, (attribute, least) => (LdapFilter)new LdapFilter.GreaterOrEqual(attribute, least)),
            Gen.Select(name, value, (attribute, most) => (LdapFilter)new LdapFilter.LessOrEqual(attribute, most)),
            name.Select(attribute => (LdapFilter)new LdapFilter.Present(attribute)),
            Gen.Select(name, part.Nullable(), part.Array[0, parts], part.Nullable(), (attribute, initial, middle, final) =>
                (LdapFilter)new LdapFilter.Substrings(attribute, initial, [.. middle], final)));
        if (depth == 0)
        {
            return test;
        }

        var inner = Of(name, value, part, parts, depth - 1);
        return Gen.OneOf(
            test,
            inner.Array[0, 3].Select(all => (LdapFilter)new LdapFilter.And([.. all])),
            inner.Array[0, 3].Select(any => (LdapFilter)new LdapFilter.Or([.. any])),
            inner.Select(one => (LdapFilter)new LdapFilter.Not(one)));
    }
}
