namespace Signpost.Directory;

/// <summary>The search that reads a rootDSE (RFC 4512 section 5.1).</summary>
internal static class RootDseQuestion
{
    public static LdapOperation.Search Operation { get; } =
        new(new DirectorySearch("", SearchScope.Base, LdapFilter.Has("objectClass"), RootDse.Attributes), 0, 0);
}
