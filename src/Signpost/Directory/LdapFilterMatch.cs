using System.Collections.Immutable;

namespace Signpost.Directory;

/// <summary>Whether an object of a file passes a filter, in the three-valued logic of RFC 4511 section 4.5.1.7.</summary>
/// <remarks>
/// An attribute that an object does not have makes a test false, so that <c>(!(msExchHideFromAddressLists=TRUE))</c> finds whoever is not hidden: that
/// is what domain controllers answer. Undefined (null) is what cannot be decided at all: a name that no attribute can have, an order of things that
/// have none.
/// </remarks>
internal static class LdapFilterMatch
{
    /// <summary>True, false, or null for undefined.</summary>
    public static bool? Of(LdapFilter filter, LdifEntry entry) => filter switch
    {
        LdapFilter.And and => All(and.All, entry),
        LdapFilter.Or or => Any(or.Any, entry),
        LdapFilter.Not not => !Of(not.Inner, entry),
        LdapFilter.Present test => OfOne(test.Attribute, entry, static (_, _) => true, true),
        LdapFilter.Equal test when IsCategory(test.Attribute) => ObjectCategory.Is(entry, test.Value.Span),
        LdapFilter.Equal test => OfOne(test.Attribute, entry, static (value, wanted) => AttributeValue.AreEqual(value.Span, wanted.Span), test.Value),
        LdapFilter.GreaterOrEqual test => OfOne(
            test.Attribute, entry, static (value, bound) => AttributeValue.Compare(value.Span, bound.Span) is { } order ? order >= 0 : null, test.Value),
        LdapFilter.LessOrEqual test => OfOne(
            test.Attribute, entry, static (value, bound) => AttributeValue.Compare(value.Span, bound.Span) is { } order ? order <= 0 : null, test.Value),
        LdapFilter.Substrings test => OfOne(test.Attribute, entry, static (value, parts) => SubstringMatch.Of(parts, value.Span), test),
        _ => throw new UnreachableException(),
    };

    private static bool? All(ImmutableArray<LdapFilter> filters, LdifEntry entry)
    {
        bool? all = true;
        foreach (var filter in filters)
        {
            all &= Of(filter, entry);
            if (all is false)
            {
                return false;
            }
        }

        return all;
    }

    private static bool? Any(ImmutableArray<LdapFilter> filters, LdifEntry entry)
    {
        bool? any = false;
        foreach (var filter in filters)
        {
            any |= Of(filter, entry);
            if (any is true)
            {
                return true;
            }
        }

        return any;
    }

    /// <summary>A test of an attribute is true when it is for one of its values (RFC 4511 section 4.5.1.7).</summary>
    private static bool? OfOne<T>(string attribute, LdifEntry entry, Func<ReadOnlyMemory<byte>, T, bool?> test, T against)
    {
        var name = LdifNames.WithoutTransfer(attribute);
        if (!LdifNames.IsDescription(name))
        {
            return null;
        }

        bool? any = false;
        foreach (var one in entry.Attributes)
        {
            if (one.Is(name) && (any |= test(one.Value, against)) is true)
            {
                return true;
            }
        }

        // Every object has its DN as an attribute (MS-ADTS section 3.1.1.1.4), whether or not the export shows it.
        return any is false && name.Equals("distinguishedName", StringComparison.OrdinalIgnoreCase)
            ? test(new OctetString(entry.Name.ToString()).Memory, against)
            : any;
    }

    private static bool IsCategory(string attribute) => attribute.Equals("objectCategory", StringComparison.OrdinalIgnoreCase);
}
