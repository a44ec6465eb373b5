using Signpost.Directory;
using Signpost.Discovery;

namespace Signpost.Tests.Discovery;

/// <summary>SCP pointers lead to other forests, and a password is refused there once at most.</summary>
public sealed class PointerDoorTests
{
    private static readonly LdapServer First = new("dc1.fabrikam.test", null, LdapSecurity.None);
    private static readonly LdapServer Second = new("dc1.example.org", null, LdapSecurity.None);

    private readonly List<string> asked = [];
    private readonly List<string> told = [];

    [Fact]
    public async Task Once_the_password_is_refused_no_other_directory_is_offered_it()
    {
        var door = Door(server => new DirectoryFailure.BindRefused(server.Host, "wrong password", "check it") { IsPasswordRefused = true });

        await door.OpenAsync(First, CancellationToken.None);
        var second = Assert.IsType<OpenOutcome.Failed>(await door.OpenAsync(Second, CancellationToken.None));

        Assert.Equal([First.Host], asked);
        Assert.Equal([First.Host], told);
        Assert.Contains($"{First.Host} has refused the password", second.Failure.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_other_failure_leaves_the_next_one_to_be_asked()
    {
        var door = Door(server => new DirectoryFailure.BindRefused(server.Host, "no ticket", "run kinit"));

        await door.OpenAsync(First, CancellationToken.None);
        await door.OpenAsync(Second, CancellationToken.None);

        Assert.Equal([First.Host, Second.Host], asked);
        Assert.Empty(told);
    }

    private PointerDoor Door(Func<LdapServer, DirectoryFailure> fails) => new(
        (server, _) =>
        {
            asked.Add(server.Host);
            return Task.FromResult<OpenOutcome>(new OpenOutcome.Failed(fails(server)));
        },
        told.Add);
}
