namespace Signpost.Directory;

/// <summary>The naming contexts of an export: those its rootDSE names, else those its names imply.</summary>
internal static class LdifRootDse
{
    public static RootDse Of(LdifTree tree)
    {
        var said = tree.RootDse is { } entry ? RootDse.From(entry.Project([])) : new RootDse("", "", "", []);
        if (said is { ConfigurationNamingContext: not "", DefaultNamingContext: not "" })
        {
            return said;
        }

        var configuration = Configuration(tree);
        return said with
        {
            ConfigurationNamingContext = Either(said.ConfigurationNamingContext, configuration ?? CommonSuffix(tree)),
            DefaultNamingContext = Either(said.DefaultNamingContext, DomainOf(tree, configuration)),
        };
    }

    private static DistinguishedName? Configuration(LdifTree tree)
    {
        DistinguishedName? shortest = null;
        foreach (var name in tree.Names)
        {
            // The depth first: reading the RDN of each of many thousand names takes longer.
            if (name.Depth < (shortest?.Depth ?? int.MaxValue) && IsConfiguration(name))
            {
                shortest = name;
            }
        }

        return shortest;
    }

    private static string Either(string said, DistinguishedName? implied) => said is not "" ? said : implied?.ToString() ?? "";

    private static bool IsConfiguration(DistinguishedName name) => IsRdn(name, "CN") && name.FirstValue.Equals("Configuration", StringComparison.OrdinalIgnoreCase);

    private static bool IsRdn(DistinguishedName name, string attribute) => name.FirstAttribute.Equals(attribute, StringComparison.OrdinalIgnoreCase);

    /// <summary>The root domain of the forest, above its configuration; without one the domain with the fewest labels.</summary>
    private static DistinguishedName? DomainOf(LdifTree tree, DistinguishedName? configuration) => configuration?.Parent is { Depth: > 0 } above && IsRdn(above, "DC")
        ? above
        : tree.Objects.Select(entry => DomainOf(entry.Name)).OfType<DistinguishedName>().MinBy(domain => domain.Depth);

    /// <summary>The part of a name, at its end, that is all of DCs.</summary>
    private static DistinguishedName? DomainOf(DistinguishedName name)
    {
        DistinguishedName? domain = null;
        for (var above = name; above is { Depth: > 0 }; above = above.Parent)
        {
            domain = IsRdn(above, "DC") ? domain ?? above : null;
        }

        return domain;
    }

    /// <summary>The lowest name that all objects lie at or below.</summary>
    private static DistinguishedName? CommonSuffix(LdifTree tree)
    {
        DistinguishedName? common = null;
        foreach (var entry in tree.Objects)
        {
            common ??= entry.Name;
            while (!entry.Name.IsAtOrBelow(common))
            {
                common = common.Parent!;
            }
        }

        return common;
    }
}
