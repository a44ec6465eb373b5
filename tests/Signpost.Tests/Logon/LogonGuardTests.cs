using Signpost.Logon;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Logon;

/// <summary>One server at a time judges credentials, and who refuses them is remembered.</summary>
public sealed class LogonGuardTests
{
    private static readonly MailboxLogon Ada = new MailboxLogon.Password("ada", new Secret("right"));

    private readonly LogonGuard guard = new();

    [Fact]
    public void The_next_one_waits_until_the_first_knows()
    {
        var order = new VirtualTime().Run(async () =>
        {
            var said = new List<string>();
            var first = await guard.TurnAsync(CancellationToken.None);
            var second = SecondAsync(said);
            said.Add("first judges");
            guard.Refuse(Ada, "dc1");
            first.Dispose();
            await second;
            return said;
        });

        Assert.Equal(["first judges", "second sees dc1"], order);
    }

    [Fact]
    public void Who_has_left_is_passed_over()
    {
        new VirtualTime().Run(async () =>
        {
            using var leaving = new CancellationTokenSource();
            var first = await guard.TurnAsync(CancellationToken.None);
            var second = guard.TurnAsync(leaving.Token);
            var third = guard.TurnAsync(CancellationToken.None);
            leaving.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);

            Assert.False(third.IsCompleted);
            first.Dispose();
            first.Dispose();        // once is enough
            (await third).Dispose();
            return (await guard.TurnAsync(CancellationToken.None)) is not null;
        });
    }

    [Fact]
    public async Task A_host_that_took_the_password_may_be_given_it_by_several_at_once()
    {
        guard.Accept(Ada, "cas1");

        using var first = await guard.TurnAsync(Ada, "cas1", CancellationToken.None);
        var second = guard.TurnAsync(Ada, "cas1", CancellationToken.None);
        using var elsewhere = await guard.TurnAsync(Ada, "cas2", CancellationToken.None);
        var third = guard.TurnAsync(Ada, "cas2", CancellationToken.None);

        Assert.True(second.IsCompletedSuccessfully);
        Assert.False(third.IsCompleted);
    }

    [Fact]
    public async Task A_password_that_was_refused_meanwhile_has_its_turn_one_by_one_again()
    {
        guard.Accept(Ada, "cas1");
        guard.Refuse(Ada, "cas1");

        using var first = await guard.TurnAsync(Ada, "cas1", CancellationToken.None);

        Assert.False(guard.TurnAsync(Ada, "cas1", CancellationToken.None).IsCompleted);
    }

    [Fact]
    public void A_refused_ticket_is_not_remembered_and_a_refused_password_is()
    {
        guard.Refuse(new MailboxLogon.CurrentUser(), "cas1");
        guard.Refuse(Ada, "cas1");
        guard.Refuse(Ada, "cas2");

        Assert.Null(guard.RefusedBy(new MailboxLogon.CurrentUser()));
        Assert.Equal("cas1", guard.RefusedBy(Ada));
        Assert.Null(guard.RefusedBy(new MailboxLogon.Password("ada", new Secret("other"))));
    }

    private async Task SecondAsync(List<string> said)
    {
        using var turn = await guard.TurnAsync(CancellationToken.None);
        said.Add($"second sees {guard.RefusedBy(Ada)}");
    }
}
