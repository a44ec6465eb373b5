using System.Collections.Frozen;
using System.Collections.Immutable;
using Signpost.Directory;

namespace Signpost.Server.Mailboxes;

/// <summary>The domains whose addresses are served, as A-labels in lower case.</summary>
internal abstract record AcceptedDomains
{
    private AcceptedDomains()
    {
    }

    /// <summary>These.</summary>
    /// <param name="Names">Domains themselves.</param>
    /// <param name="Above">Domains below which all are.</param>
    public sealed record Read(FrozenSet<string> Names, ImmutableArray<string> Above) : AcceptedDomains
    {
        /// <summary>Whether a domain is one of them.</summary>
        public bool Contains(string domain) =>
            Names.Contains(domain) || Above.Any(above => domain.EndsWith(above, StringComparison.Ordinal) && domain.Length > above.Length && domain[^(above.Length + 1)] is '.');

        /// <summary>Whether both say the same.</summary>
        public bool SaysTheSameAs(Read other) => Names.SetEquals(other.Names) && Above.SequenceEqual(other.Above);
    }

    /// <summary>Nobody could say.</summary>
    public sealed record Away(string Why) : AcceptedDomains;

    /// <summary>Domains as they are written; <c>*.example.org</c> is all below, as Exchange has it. What is no domain is left out.</summary>
    public static Read Of(IEnumerable<string> names)
    {
        var (whole, above) = (new HashSet<string>(), new SortedSet<string>(StringComparer.Ordinal));
        foreach (var name in names)
        {
            var isAbove = name.StartsWith("*.", StringComparison.Ordinal);
            if (MailboxAddress.TryDomain(isAbove ? name[2..] : name, out var domain))
            {
                (isAbove ? (ISet<string>)above : whole).Add(domain);
            }
        }

        return new Read(whole.ToFrozenSet(StringComparer.Ordinal), [.. above]);
    }

    /// <summary>The DNS name of the domain with this naming context: DC=example,DC=org is example.org; "" for any other.</summary>
    public static string DomainOf(string namingContext) => DistinguishedName.TryParse(namingContext, out var name) ? DomainOf(name) : "";

    /// <summary>The DNS name of the domain an object is in; "" where it is in none.</summary>
    public static string DomainAbove(string distinguishedName)
    {
        var name = DistinguishedName.TryParse(distinguishedName, out var whole) ? whole : null;
        while (name is { Depth: > 0 } && !IsOfDomain(name))
        {
            name = name.Parent;
        }

        return DomainOf(name);
    }

    private static string DomainOf(DistinguishedName? name)
    {
        var labels = new List<string>();
        for (; name is { Depth: > 0 } && IsOfDomain(name); name = name.Parent)
        {
            labels.Add(name.FirstValue);
        }

        return name is { Depth: 0 } && MailboxAddress.TryDomain(string.Join('.', labels), out var domain) ? domain : "";
    }

    private static bool IsOfDomain(DistinguishedName name) => name.FirstAttribute.Equals("DC", StringComparison.OrdinalIgnoreCase);
}
