using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Server.Configuration;
using Signpost.Server.Mailboxes;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Server.Tests.Mailboxes;

public sealed class KeptForestTests : IAsyncDisposable
{
    private readonly VirtualTime time = new();
    private readonly CollectedLog log = new();
    private readonly FakeDirectory directory;

    public KeptForestTests() => directory = new FakeDirectory(time);

    public ValueTask DisposeAsync() => directory.DisposeAsync();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void A_question_that_nobody_answers_ends_with_its_time()
    {
        directory.Takes = TimeSpan.FromHours(1);

        var outcome = time.Run(() => AskAsync(Forest()));

        Assert.Equal("fake: no answer to a question in 5 s", Assert.IsType<SearchOutcome.Failed>(outcome).Failure.Describe());
        Assert.Equal(TimeSpan.FromSeconds(5), time.Elapsed);
    }

    [Fact]
    public void A_connection_that_was_closed_while_idle_costs_no_answer()
    {
        var forest = Forest();
        time.Run(() => AskAsync(forest));
        directory.Failures.Enqueue(new DirectoryFailure.Unreachable("fake", "the connection was closed"));

        Assert.IsType<SearchOutcome.Completed>(time.Run(() => AskAsync(forest)));
        Assert.Equal(3, directory.Asked);
        Assert.Equal(["Information DirectoryOpened: The directory answers: fake"], log.Lines);
    }

    [Fact]
    public void A_connection_that_breaks_at_once_is_not_tried_again_and_again()
    {
        directory.Failures.Enqueue(new DirectoryFailure.Unreachable("fake", "the connection was closed"));

        Assert.IsType<SearchOutcome.Failed>(time.Run(() => AskAsync(Forest())));
        Assert.Equal(1, directory.Asked);
    }

    [Fact]
    public void A_directory_that_has_never_answered_is_told_of_once()
    {
        var forest = Forest();
        directory.Takes = TimeSpan.FromHours(1);
        time.Run(() => forest.CheckAsync(Cancelled));
        time.Run(() => forest.CheckAsync(Cancelled));

        Assert.Equal(["Warning DirectoryAway: The directory does not answer: fake: no answer to a question in 5 s"], log.Lines);
    }

    [Fact]
    public void Its_health_is_how_the_last_question_went()
    {
        var forest = Forest();
        var before = forest.Health;
        time.Run(() => forest.CheckAsync(Cancelled));
        var well = forest.Health;
        directory.Takes = TimeSpan.FromHours(1);
        time.Run(() => forest.CheckAsync(Cancelled));

        Assert.Equal(new ForestHealth(false, "it was not asked yet"), before);
        Assert.Equal(new ForestHealth(true, "fake"), well);
        Assert.Equal(new ForestHealth(false, "fake: no answer to a question in 5 s"), forest.Health);
        Assert.Equal(["Information DirectoryOpened: The directory answers: fake", "Warning DirectoryAway: The directory does not answer: fake: no answer to a question in 5 s"], log.Lines);
    }

    [Fact]
    public void A_directory_that_says_no_is_there()
    {
        directory.Failures.Enqueue(new DirectoryFailure.Refused("fake", 32, "nothing there"));

        Assert.True(time.Run(() => Forest().CheckAsync(Cancelled)).IsAnswering);
    }

    [Fact]
    public void Who_leaves_is_not_told_that_the_directory_is_slow()
    {
        directory.Takes = TimeSpan.FromHours(1);
        using var impatient = new CancellationTokenSource(TimeSpan.FromSeconds(1), time);

        Assert.ThrowsAny<OperationCanceledException>(() => time.Run(() => Forest().SearchAsync(_ => AnySearch, impatient.Token)));
    }

    [Fact]
    public void After_a_failed_opening_nobody_tries_for_a_while()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.ldif");
        var clock = new SetTime();
        var forest = Forest(new ForestChoice.File(path), clock);
        var missing = Blocking(forest);
        File.WriteAllText(path, Town.Root);
        try
        {
            var soon = Blocking(forest);
            clock.Advance(TimeSpan.FromSeconds(1));
            var later = Blocking(forest);

            Assert.Contains(path, Assert.IsType<SearchOutcome.Failed>(missing).Failure.Describe(), StringComparison.Ordinal);
            Assert.IsType<SearchOutcome.Failed>(soon);
            Assert.IsType<SearchOutcome.Completed>(later);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_file_that_has_changed_is_read_again_and_one_that_is_broken_is_not()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.ldif");
        await File.WriteAllTextAsync(path, Town.Root, Cancelled);
        var clock = new SetTime();
        await using var forest = Forest(new ForestChoice.File(path), clock);
        try
        {
            Assert.Equal(0, await CountAsync(forest));
            await File.WriteAllTextAsync(path, Town.Root + Town.Person("Ann", "mail: ann@contoso.test"), Cancelled);
            Assert.Equal(1, await UntilAsync(forest, clock, found => found == 1));
            await File.WriteAllTextAsync(path, "dn: this is no LDIF\n???", Cancelled);
            Assert.Equal(1, await UntilAsync(forest, clock, _ => log.Lines.Any(line => line.Contains("ForestKept", StringComparison.Ordinal))));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_forest_in_a_file_is_no_server_to_log_on_at()
    {
        await using var forest = Forest(new ForestChoice.Open(Town.Read()), TimeProvider.System);

        Assert.Equal((null, "a forest in a file is no server"), await forest.LogonServerAsync(Cancelled));
    }

    [Fact]
    public void A_server_that_is_named_is_the_one_to_log_on_at() => Assert.Equal(
        new LogonServer(new LdapServer("dc9.contoso.test", 1636, LdapSecurity.Tls), "contoso.test"),
        LogonServer.Of(new ForestChoice.Server("dc9.contoso.test", 1636, LdapSecurity.Tls), directory));

    [Theory]
    [InlineData("ldap://dc1.contoso.test", null)]
    [InlineData("ldaps://dc1.contoso.test", null)]
    [InlineData("ldap://dc1.contoso.test:1389", 1389)]
    public void Of_a_domain_it_is_the_controller_in_use(string source, int? port)
    {
        directory.Source = source;

        Assert.Equal(
            new LogonServer(new LdapServer("dc1.contoso.test", port, LdapSecurity.StartTls), "contoso.test"),
            LogonServer.Of(new ForestChoice.Domain("contoso.test", LdapSecurity.StartTls), directory));
    }

    private static DirectorySearch AnySearch { get; } = new("DC=contoso,DC=test", SearchScope.Subtree, MailboxQuestion.People, ["mail"]);

    private static Task<SearchOutcome> AskAsync(KeptForest forest) => forest.SearchAsync(_ => AnySearch, Cancelled);

    private static SearchOutcome Blocking(KeptForest forest) => AskAsync(forest).GetAwaiter().GetResult();

    private static async Task<int> CountAsync(KeptForest forest) => Assert.IsType<SearchOutcome.Completed>(await AskAsync(forest)).Entries.Length;

    // The file is read by another thread; how long that takes is nobody's business.
    private static async Task<int> UntilAsync(KeptForest forest, SetTime clock, Func<int, bool> isEnough)
    {
        while (true)
        {
            clock.Advance(TimeSpan.FromSeconds(3));
            var found = await CountAsync(forest);
            if (isEnough(found))
            {
                return found;
            }

            await Task.Yield();
            Cancelled.ThrowIfCancellationRequested();
        }
    }

    private KeptForest Forest() => Forest(new ForestChoice.Open(directory), time);

    private KeptForest Forest(ForestChoice choice, TimeProvider clock) =>
        new(new DirectoryConfiguration(choice, new DirectoryLogon.Anonymous(), TlsTrust.Platform, TimeSpan.FromSeconds(5)), log, clock);

    /// <summary>A clock that stands still; its timers never fire.</summary>
    private sealed class SetTime : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Never();

        public void Advance(TimeSpan by) => now += by.Ticks;

        private sealed class Never : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }

    private sealed class FakeDirectory(TimeProvider time) : IDirectory
    {
        public string Source { get; set; } = "fake";

        public RootDse RootDse { get; } = new("DC=contoso,DC=test", "CN=Configuration,DC=contoso,DC=test", "dc1.contoso.test", []);

        public Queue<DirectoryFailure> Failures { get; } = [];

        public TimeSpan Takes { get; set; } = TimeSpan.FromMilliseconds(20);

        public int Asked { get; private set; }

        public async Task<SearchOutcome> SearchAsync(DirectorySearch search, CancellationToken cancellationToken)
        {
            Asked++;
            await Task.Delay(Takes, time, cancellationToken);
            return Failures.TryDequeue(out var failure) ? new SearchOutcome.Failed(failure) : new SearchOutcome.Completed([], 0);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
