using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Signpost.Directory;

/// <summary>An object of an LDIF file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Line">The line of the file that it begins on.</param>
/// <param name="Order">Its place in the file.</param>
/// <param name="Attributes">Its attributes, a value each, in the order of the file.</param>
internal sealed record LdifEntry(DistinguishedName Name, int Line, int Order, LdifAttribute[] Attributes)
{
    /// <summary>It with the attributes that were asked for (RFC 4511 section 4.5.1.8).</summary>
    public DirectoryEntry Project(ImmutableArray<string> wanted)
    {
        var isAll = wanted.IsDefaultOrEmpty || wanted.Contains("*");
        var found = new List<KeyValuePair<string, ImmutableArray<OctetString>>>(Attributes.Length);
        for (var i = 0; i < Attributes.Length; i++)
        {
            if (!isAll && !IsWanted(Attributes[i], wanted))
            {
                continue;
            }

            // Values of one attribute mostly stand together; where they don't, the entry joins them.
            var end = i + 1;
            while (end < Attributes.Length && Attributes[end].Name == Attributes[i].Name)
            {
                end++;
            }

            var values = new OctetString[end - i];
            for (var n = 0; n < values.Length; n++)
            {
                values[n] = new OctetString(Attributes[i + n].Value.ToArray());
            }

            found.Add(KeyValuePair.Create(Attributes[i].Name, ImmutableCollectionsMarshal.AsImmutableArray(values)));
            i = end - 1;
        }

        return new DirectoryEntry(Name.ToString(), found);
    }

    private static bool IsWanted(LdifAttribute attribute, ImmutableArray<string> wanted)
    {
        foreach (var name in wanted)
        {
            if (attribute.Is(LdifNames.WithoutTransfer(name)))
            {
                return true;
            }
        }

        return false;
    }
}
