using Signpost.Server.Configuration;
using Signpost.Server.Mailboxes;
using Signpost.Tests.Fakes;

namespace Signpost.Server.Tests.Mailboxes;

public sealed class CachedMailboxesTests
{
    private static readonly MailboxAddress Ann = MailboxAddress.Parse("ann@contoso.test");

    private readonly VirtualTime time = new();
    private readonly FakeMailboxes directory;
    private readonly CachedMailboxes mailboxes;

    public CachedMailboxesTests()
    {
        directory = new FakeMailboxes(time);
        mailboxes = Cache(new MailboxConfiguration());
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void What_was_said_is_not_asked_again()
    {
        var (first, second) = time.Run(async () => (await FindAsync(), await FindAsync()));

        Assert.Same(first, second);
        Assert.Equal(1, directory.Asked);
    }

    [Fact]
    public void A_remembered_answer_allocates_nothing()
    {
        time.Run(FindAsync);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var isThere = IsThere(mailboxes.FindAsync(Ann, Cancelled));

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(isThere);
    }

    [Fact]
    public void Many_who_ask_at_once_are_one_question()
    {
        var answers = time.Run(() => Task.WhenAll(Enumerable.Range(0, 50).Select(_ => FindAsync())));

        Assert.Equal(1, directory.Asked);
        Assert.Single(answers.Distinct());
    }

    [Fact]
    public void An_answer_near_its_end_is_renewed_while_it_is_still_given()
    {
        time.Run(FindAsync);

        var took = Took(TimeSpan.FromMinutes(4.5));
        time.Run(() => After(TimeSpan.FromSeconds(1)));

        Assert.Equal(TimeSpan.Zero, took);
        Assert.Equal(2, directory.Asked);
    }

    [Fact]
    public void An_answer_that_is_over_is_given_once_more_and_renewed_meanwhile()
    {
        time.Run(FindAsync);
        directory.Takes = TimeSpan.FromSeconds(3);

        Assert.Equal(TimeSpan.Zero, Took(TimeSpan.FromMinutes(8)));
    }

    [Fact]
    public void A_much_older_answer_waits_for_the_directory()
    {
        time.Run(FindAsync);
        directory.Says = address => FakeMailboxes.Here(address, "Ann Other");

        var later = time.Run(async () => (await After(TimeSpan.FromHours(1)), await FindAsync()).Item2);

        Assert.Equal("Ann Other", Assert.IsType<MailboxLookup.Here>(later).Mailbox.DisplayName);
    }

    [Fact]
    public void It_does_not_wait_for_a_slow_directory_longer_than_a_second()
    {
        time.Run(FindAsync);
        directory.Takes = TimeSpan.FromSeconds(30);

        Assert.Equal(TimeSpan.FromSeconds(1), Took(TimeSpan.FromHours(1)));
    }

    [Fact]
    public void After_one_has_waited_in_vain_nobody_else_does()
    {
        time.Run(FindAsync);
        directory.Takes = TimeSpan.FromSeconds(30);
        Took(TimeSpan.FromHours(1));

        Assert.Equal(TimeSpan.Zero, Took(TimeSpan.Zero));
    }

    [Fact]
    public void While_the_directory_is_away_the_old_answer_is_given()
    {
        var first = time.Run(FindAsync);
        directory.Says = _ => new MailboxLookup.Away("dc1.contoso.test is down");

        var later = time.Run(async () => (await After(TimeSpan.FromHours(23)), await FindAsync()).Item2);

        Assert.Same(first, later);
    }

    [Fact]
    public void An_answer_of_yesterday_is_not_given_even_then()
    {
        time.Run(FindAsync);
        directory.Says = _ => new MailboxLookup.Away("dc1.contoso.test is down");

        var later = time.Run(async () => (await After(TimeSpan.FromHours(25)), await FindAsync()).Item2);

        Assert.Equal("dc1.contoso.test is down", Assert.IsType<MailboxLookup.Away>(later).Why);
    }

    [Fact]
    public void An_unknown_address_is_remembered_for_a_tenth_of_the_time()
    {
        directory.Says = _ => MailboxLookup.Unknown.It;
        time.Run(FindAsync);
        directory.Says = address => FakeMailboxes.Here(address, "Ann");

        Assert.Equal(MailboxLookup.Unknown.It, time.Run(async () => (await After(TimeSpan.FromSeconds(20)), await FindAsync()).Item2));
        Assert.IsType<MailboxLookup.Here>(time.Run(async () => (await After(TimeSpan.FromSeconds(50)), await FindAsync()).Item2));
    }

    [Fact]
    public void Unknown_addresses_push_no_mailbox_out()
    {
        var small = Cache(new MailboxConfiguration { MostCached = 20 });
        time.Run(async () => await small.FindAsync(Ann, Cancelled));
        directory.Says = _ => MailboxLookup.Unknown.It;
        time.Run(async () =>
        {
            for (var i = 0; i < 1000; i++)
            {
                await small.FindAsync(MailboxAddress.Parse($"nobody{i}@contoso.test"), Cancelled);
            }

            return true;
        });

        Assert.IsType<MailboxLookup.Here>(time.Run(async () => await small.FindAsync(Ann, Cancelled)));
    }

    [Fact]
    public void The_same_mailbox_stays_the_same_object()
    {
        var first = time.Run(FindAsync);

        var later = time.Run(async () => (await After(TimeSpan.FromHours(1)), await FindAsync()).Item2);

        Assert.Equal(2, directory.Asked);
        Assert.Same(((MailboxLookup.Here)first).Mailbox, ((MailboxLookup.Here)later).Mailbox);
    }

    [Fact]
    public void A_legacy_dn_is_the_same_in_any_case()
    {
        time.Run(async () => await mailboxes.FindAsync("/o=Contoso/cn=Recipients/cn=ann", Cancelled));

        time.Run(async () => await mailboxes.FindAsync("/O=CONTOSO/CN=RECIPIENTS/CN=ANN", Cancelled));

        Assert.Equal(1, directory.Asked);
    }

    [Fact]
    public void Who_leaves_does_not_call_the_question_off_for_the_others()
    {
        var lookup = time.Run(async () =>
        {
            using var impatient = new CancellationTokenSource();
            var first = mailboxes.FindAsync(Ann, impatient.Token).AsTask();
            var second = mailboxes.FindAsync(Ann, Cancelled).AsTask();
            impatient.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
            return await second;
        });

        Assert.IsType<MailboxLookup.Here>(lookup);
    }

    [Fact]
    public void Closing_ends_what_is_being_asked()
    {
        directory.Takes = TimeSpan.FromHours(1);

        time.Run(async () =>
        {
            var asking = mailboxes.FindAsync(Ann, Cancelled).AsTask();
            await mailboxes.DisposeAsync();
            return await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        });

        Assert.Equal(TimeSpan.Zero, time.Elapsed);
    }

    private static bool IsThere(ValueTask<MailboxLookup> lookup) => lookup.IsCompletedSuccessfully;

    private CachedMailboxes Cache(MailboxConfiguration configuration) => new(directory, configuration, time);

    private Task<MailboxLookup> FindAsync() => mailboxes.FindAsync(Ann, Cancelled).AsTask();

    private async Task<bool> After(TimeSpan wait)
    {
        await Task.Delay(wait, time, Cancelled);
        return true;
    }

    /// <summary>How long the answer takes that is asked for after a while.</summary>
    private TimeSpan Took(TimeSpan wait)
    {
        time.Run(() => After(wait));
        var before = time.Elapsed;
        time.Run(FindAsync);
        return time.Elapsed - before;
    }
}
