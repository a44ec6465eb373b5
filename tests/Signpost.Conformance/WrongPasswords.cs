using System.Globalization;
using Signpost.Directory;

namespace Signpost.Conformance;

/// <summary>The wrong passwords of a user, as the domain counts them; while this is open, since else none is counted.</summary>
internal sealed class WrongPasswords : IAsyncDisposable
{
    private const string Domain = "DC=contoso,DC=test";

    private readonly LdapDirectory directory;
    private readonly string user;
    private int before;

    private WrongPasswords(LdapDirectory directory, string user) => (this.directory, this.user) = (directory, user);

    public static async Task<WrongPasswords> OfAsync(string user)
    {
        var lab = Directory.Lab.Here();
        var wrong = new WrongPasswords(await lab.OpenedAsync(lab.Server(LdapSecurity.Tls), lab.As("Administrator@contoso.test")), user);
        await wrong.LockAfterAsync("50");
        wrong.before = await CountAsync(wrong.directory, user);
        return wrong;
    }

    /// <summary>How many there were since it was opened.</summary>
    public async Task<int> CountAsync() => await CountAsync(directory, user) - before;

    public async ValueTask DisposeAsync()
    {
        await LockAfterAsync("0");
        await directory.DisposeAsync();
    }

    private async Task LockAfterAsync(string threshold) => Assert.IsType<WriteOutcome.Done>(
        await directory.ModifyAsync(Domain, [AttributeChange.Replace("lockoutThreshold", threshold)], TestContext.Current.CancellationToken));

    private static async Task<int> CountAsync(LdapDirectory directory, string user)
    {
        var found = await Directory.Lab.FoundAsync(
            directory, new DirectorySearch(Domain, SearchScope.Subtree, LdapFilter.Is("sAMAccountName", user), ["badPwdCount"]));
        return int.Parse(found.Entries.Single().Text("badPwdCount") ?? "0", CultureInfo.InvariantCulture);
    }
}
