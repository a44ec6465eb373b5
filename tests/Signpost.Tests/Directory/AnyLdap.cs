using System.Collections.Immutable;
using CsCheck;
using Signpost.Directory;

namespace Signpost.Tests.Directory;

/// <summary>Random values of LDAP, for laws.</summary>
internal static class AnyLdap
{
    // Before those that are made of it: fields are set in the order they stand.
    private static readonly Gen<OctetString> SomeOctets = Gen.Byte.Array[1, 20].Select(bytes => new OctetString(bytes));

    public static Gen<OctetString> Octets { get; } = Gen.Byte.Array[0, 20].Select(bytes => new OctetString(bytes));

    public static Gen<string> Name { get; } = Gen.Char["abcdefghijklmnopqrstuvwxyzABC0123456789-;"].Array[1, 12].Select(chars => new string(chars));

    public static Gen<LdapFilter> Filter { get; } = AnyFilter.Of(Name, Octets, SomeOctets, 3, 4);

    public static Gen<DirectoryEntry> Entry { get; } = Gen.Select(
        Gen.String[Gen.Char.AlphaNumeric, 0, 40],
        Gen.Select(Name, Octets.Array[0, 4]).Array[0, 5],
        (dn, attributes) => new DirectoryEntry(dn, attributes.Select(attribute => KeyValuePair.Create(attribute.Item1, ImmutableArray.Create(attribute.Item2)))));

    public static Gen<LdapMessage> SearchRequest { get; } = Gen.Select(
        Gen.Int[0, int.MaxValue], Gen.Enum<SearchScope>(), Filter, Name.Array[0, 4], Gen.Int[0, 9999], Gen.String[Gen.Char.AlphaNumeric, 0, 300],
        (id, scope, filter, attributes, limit, dn) => new LdapMessage(
            id, new LdapOperation.Search(new DirectorySearch(dn, scope, filter, [.. attributes]), limit, limit / 2), [LdapControl.DomainScope]));

    /// <summary>Whether two filters say the same; records of arrays compare by reference.</summary>
    public static bool Same(LdapFilter left, LdapFilter right) => (left, right) switch
    {
        (LdapFilter.And a, LdapFilter.And b) => Same(a.All, b.All),
        (LdapFilter.Or a, LdapFilter.Or b) => Same(a.Any, b.Any),
        (LdapFilter.Not a, LdapFilter.Not b) => Same(a.Inner, b.Inner),
        (LdapFilter.Substrings a, LdapFilter.Substrings b) =>
            a.Attribute == b.Attribute && a.Initial == b.Initial && a.Final == b.Final && a.Middle.SequenceEqual(b.Middle),
        _ => left == right,
    };

    public static bool Same(DirectoryEntry left, DirectoryEntry right) =>
        left.DistinguishedName == right.DistinguishedName
        && left.AttributeNames.Order().SequenceEqual(right.AttributeNames.Order())
        && left.AttributeNames.All(name => left.Values(name).SequenceEqual(right.Values(name)));

    private static bool Same(ImmutableArray<LdapFilter> left, ImmutableArray<LdapFilter> right) =>
        left.Length == right.Length && left.Zip(right).All(pair => Same(pair.First, pair.Second));
}
