using Signpost.Directory;

namespace Signpost.Server.Registration;

/// <summary>The DNS name of the domain that a directory serves.</summary>
public static class ForestDomain
{
    /// <summary>DC=example,DC=org is example.org; "" where the directory names no domain.</summary>
    public static string Of(RootDse rootDse)
    {
        ArgumentNullException.ThrowIfNull(rootDse);
        var labels = new List<string>();
        _ = DistinguishedName.TryParse(rootDse.DefaultNamingContext, out var name);
        for (; name is { Depth: > 0 }; name = name.Parent)
        {
            if (name.FirstAttribute.Equals("DC", StringComparison.OrdinalIgnoreCase))
            {
                labels.Add(name.FirstValue);
            }
        }

        return string.Join('.', labels);
    }
}
