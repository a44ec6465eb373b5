using System.Collections.Immutable;
using System.Text;
using Signpost.Directory;

namespace Signpost.Tests.Directory;

/// <summary>Forests from LDIF text.</summary>
internal static class Ldif
{
    public static LdifDirectory Open(string text, string source = "forest.ldif") =>
        Assert.IsType<LdifDirectory>(Assert.IsType<OpenOutcome.Opened>(LdifDirectory.Parse(text, source)).Directory);

    public static DirectoryFailure.BadFile Failure(string text) => Failure(Encoding.UTF8.GetBytes(text));

    public static DirectoryFailure.BadFile Failure(byte[] bytes) =>
        Assert.IsType<DirectoryFailure.BadFile>(Assert.IsType<OpenOutcome.Failed>(LdifDirectory.Parse(bytes, "forest.ldif")).Failure);

    public static async Task<ImmutableArray<DirectoryEntry>> FindAsync(
        this LdifDirectory directory, string baseDn, SearchScope scope, LdapFilter filter, params string[] attributes) =>
        Assert.IsType<SearchOutcome.Completed>(await directory.SearchAsync(
            new DirectorySearch(baseDn, scope, filter, [.. attributes]), TestContext.Current.CancellationToken)).Entries;

    public static Task<ImmutableArray<DirectoryEntry>> AllAsync(this LdifDirectory directory) =>
        directory.FindAsync("", SearchScope.Subtree, LdapFilter.AllOf());

    public static async Task<string[]> NamesAsync(this LdifDirectory directory, string baseDn, SearchScope scope, LdapFilter filter) =>
        [.. (await directory.FindAsync(baseDn, scope, filter)).Select(entry => entry.DistinguishedName)];
}
