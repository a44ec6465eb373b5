using System.Collections.Immutable;
using CsCheck;
using Signpost.Directory;
using Signpost.Tests.Fakes;
using Signpost.Tracing;
using static Signpost.Tests.Fakes.FakeLdapServer;

namespace Signpost.Tests.Directory;

public sealed class LdapConnectionTests
{
    private static readonly DirectorySearch Search =
        new("DC=example,DC=org", SearchScope.Subtree, LdapFilter.Has("cn"), ["cn"]);

    private readonly VirtualTime time = new();

    [Fact]
    public void Pages_are_asked_for_until_there_is_none()
    {
        var server = new FakeLdapServer(_ => []);
        server = new FakeLdapServer(question => PageOf(server, question, 5));

        var found = With(server, directory => directory.SearchAsync(Search, default), new LdapOptions { PageSize = 2 });

        Assert.Equal(["CN=0", "CN=1", "CN=2", "CN=3", "CN=4"], Completed(found).Entries.Select(one => one.DistinguishedName));
        Assert.Equal(["Search", "Search", "Search", "Unbind"], server.HeardWords);
        Assert.All(server.Heard[..3], question => Assert.Contains(LdapControl.DomainScope, question.Controls));
    }

    [Fact]
    public void No_more_is_asked_for_than_is_enough_and_the_server_may_forget_the_rest()
    {
        var server = new FakeLdapServer(_ => []);
        server = new FakeLdapServer(question => PageOf(server, question, 9));

        var found = With(server, directory => directory.SearchAsync(Search with { Most = 3 }, default), new LdapOptions { PageSize = 2 });

        Assert.Equal(["CN=0", "CN=1", "CN=2"], Completed(found).Entries.Select(one => one.DistinguishedName));
        Assert.Equal([2, 1, 0], server.Heard[..3].Select(question => LdapControl.PageAsked(question.Controls)!.Value.Size));
    }

    [Fact]
    public void Who_has_just_enough_is_not_asked_again()
    {
        var server = new FakeLdapServer(_ => []);
        server = new FakeLdapServer(question => PageOf(server, question, 2));

        var found = With(server, directory => directory.SearchAsync(Search with { Most = 2 }, default), new LdapOptions { PageSize = 2 });

        Assert.Equal(2, Completed(found).Entries.Length);
        Assert.Equal(["Search", "Unbind"], server.HeardWords);
    }

    [Fact]
    public void Of_a_server_that_cannot_page_no_more_is_taken_than_is_enough()
    {
        var server = new FakeLdapServer(question => question.Operation is LdapOperation.Search ? [Entry("CN=0"), Entry("CN=1"), Done()] : []);

        var found = With(server, directory => directory.SearchAsync(Search with { Most = 1 }, default));

        Assert.Equal(["CN=0"], Completed(found).Entries.Select(one => one.DistinguishedName));
    }

    [Fact]
    public void Referrals_are_counted_and_not_followed()
    {
        var server = new FakeLdapServer(question => question.Operation is LdapOperation.Search
            ? [Entry("CN=0"), new LdapOperation.SearchReference(["ldap://dc2.example.org/DC=x"]), Done()]
            : []);

        var found = Completed(With(server, directory => directory.SearchAsync(Search, default)));

        Assert.Equal((1, 1), (found.Entries.Length, found.References));
    }

    [Fact]
    public void Values_are_kept_to_the_byte()
    {
        byte[] guid = [0xff, 0, 0x80, 0x0a];
        var server = new FakeLdapServer(question => question.Operation is LdapOperation.Search
            ? [new LdapOperation.SearchEntry(new DirectoryEntry("CN=0", [new("objectGUID", [new OctetString(guid)])])), Done()]
            : []);

        var found = Completed(With(server, directory => directory.SearchAsync(Search, default)));

        Assert.Equal(guid, found.Entries.Single().Values("OBJECTGUID").Single().Span.ToArray());
    }

    [Fact]
    public void Answers_find_their_questions_in_any_order_and_in_any_pieces()
    {
        Gen.Select(Gen.Int[2, 8], Gen.Int[1, 40], Gen.Int[0, 1000]).Sample((count, size, seed) =>
        {
            var clock = new VirtualTime();
            var server = Silent();
            var outcomes = clock.Run(async () =>
            {
                await using var directory = Directory(server, clock);
                var searches = Enumerable.Range(0, count).Select(n => directory.SearchAsync(Search with { BaseDn = $"CN={n}" }, default)).ToArray();
                await Task.Yield();
                var answers = server.Heard.SelectMany(question => new LdapMessage[]
                {
                    new(question.Id, Entry(((LdapOperation.Search)question.Operation).What.BaseDn)),
                    new(question.Id, Done()),
                });

                // Each question's own answers stay in order; those of different questions are shuffled.
                var random = new Random(seed);
                var queues = answers.GroupBy(answer => answer.Id).Select(group => new Queue<LdapMessage>(group)).ToList();
                var mixed = new List<byte>();
                while (queues.Count > 0)
                {
                    var queue = queues[random.Next(queues.Count)];
                    mixed.AddRange(queue.Dequeue().Write());
                    queues.RemoveAll(one => one.Count == 0);
                }

                foreach (var piece in mixed.Chunk(size))
                {
                    server.Say(piece);
                }

                return await Task.WhenAll(searches);
            });

            Assert.Equal(Enumerable.Range(0, count).Select(n => $"CN={n}"), outcomes.Select(one => Completed(one).Entries.Single().DistinguishedName));
        });
    }

    [Fact]
    public void Silence_ends_at_the_time_out_and_is_abandoned()
    {
        var server = Silent();

        var failure = Failed(With(server, directory => directory.SearchAsync(Search, default)));

        Assert.Equal("ldap://dc1.example.org: no answer to the search below DC=example,DC=org in 5 s", failure.Describe());
        Assert.Equal(5, time.Elapsed.TotalSeconds);
        Assert.Equal(["Search", "Abandon", "Unbind"], server.HeardWords);
        Assert.Equal(server.Heard[0].Id, ((LdapOperation.Abandon)server.Heard[1].Operation).Id);
    }

    [Fact]
    public void A_late_answer_is_not_heard_and_harms_nobody()
    {
        var server = Silent();

        var second = With(server, async directory =>
        {
            await directory.SearchAsync(Search, default);
            server.Say(new LdapMessage(server.Heard[0].Id, Done()));
            var search = directory.SearchAsync(Search, default);
            await Task.Yield();
            server.Say(new LdapMessage(server.Heard[^1].Id, Done()));
            return await search;
        });

        Assert.Empty(Completed(second).Entries);
    }

    [Fact]
    public void The_callers_cancellation_is_thrown_and_the_server_told()
    {
        var server = Silent();
        using var caller = new CancellationTokenSource(TimeSpan.FromSeconds(1), time);

        Assert.ThrowsAny<OperationCanceledException>(() => With(server, directory => directory.SearchAsync(Search, caller.Token)));

        Assert.Equal(1, time.Elapsed.TotalSeconds);
        Assert.Equal(["Search", "Abandon", "Unbind"], server.HeardWords);
    }

    [Fact]
    public void A_notice_of_disconnection_ends_everything_with_its_reason()
    {
        var server = Silent();

        var (first, second, later) = With(server, async directory =>
        {
            var one = directory.SearchAsync(Search, default);
            var two = directory.SearchAsync(Search, default);
            await Task.Yield();
            server.Say(new LdapMessage(0, new LdapOperation.ExtendedDone(
                new LdapAnswer(52, "", "shutting down", []), LdapOperation.ExtendedDone.Disconnection, null)));
            return (await one, await two, await directory.SearchAsync(Search, default));
        });

        Assert.Equal("ldap://dc1.example.org: the server ended the connection: unavailable (52): shutting down", Failed(first).Describe());
        Assert.Equal(Failed(first), Failed(second));
        Assert.Equal(Failed(first), Failed(later));
    }

    [Fact]
    public void What_a_server_says_unasked_is_otherwise_not_heard()
    {
        var server = new FakeLdapServer(_ => []);
        server = new FakeLdapServer(question =>
        {
            server.Say(new LdapMessage(0, new LdapOperation.ExtendedDone(LdapAnswer.Success, "1.2.3", null)));
            return question.Operation is LdapOperation.Search ? [Done()] : [];
        });

        Assert.Empty(Completed(With(server, directory => directory.SearchAsync(Search, default))).Entries);
    }

    [Theory]
    [InlineData("485454502f312e3120343030")]
    [InlineData("3084ffffffff")]
    [InlineData("30050201016403")]
    [InlineData("3080")]
    public void What_is_not_ldap_is_malformed(string hex)
    {
        var server = Silent();

        var failure = Failed(With(server, directory => AfterAsking(directory, () => server.Say(Convert.FromHexString(hex)))));

        Assert.IsType<DirectoryFailure.Malformed>(failure);
        Assert.Equal(TimeSpan.Zero, time.Elapsed);
    }

    [Fact]
    public void Garbage_never_throws_and_never_hangs()
    {
        Gen.Byte.Array[0, 60].Sample(bytes =>
        {
            var clock = new VirtualTime();
            var server = Silent();
            var outcome = clock.Run(async () =>
            {
                await using var directory = Directory(server, clock);
                return await AfterAsking(directory, () =>
                {
                    server.Say(bytes);
                    server.HangUp();
                });
            });
            return outcome is SearchOutcome.Failed { Failure: DirectoryFailure.Malformed or DirectoryFailure.Unreachable };
        });
    }

    [Fact]
    public void A_connection_that_ends_within_a_message_says_so()
    {
        var server = Silent();

        var failure = Failed(With(server, directory => AfterAsking(directory, () =>
        {
            server.Say([0x30, 0x20, 0x02]);
            server.HangUp();
        })));

        Assert.Equal(new DirectoryFailure.Unreachable("ldap://dc1.example.org", "the connection ended within a message"), failure);
    }

    [Fact]
    public void A_closed_connection_says_so()
    {
        var server = Silent();

        Assert.Equal(
            new DirectoryFailure.Unreachable("ldap://dc1.example.org", "the server closed the connection"),
            Failed(With(server, directory => AfterAsking(directory, server.HangUp))));
    }

    [Fact]
    public void An_answer_of_another_kind_is_malformed()
    {
        var server = new FakeLdapServer(question => question.Operation is LdapOperation.Search ? [Bound()] : []);

        Assert.Equal(
            "ldap://dc1.example.org sent what is not LDAP: a BindDone does not answer a Search",
            Failed(With(server, directory => directory.SearchAsync(Search, default))).Describe());
    }

    [Fact]
    public void Empty_pages_without_end_are_malformed()
    {
        var server = Silent();
        server = new FakeLdapServer(question => Reply(server, question, [], "again"));

        Assert.IsType<DirectoryFailure.Malformed>(Failed(With(server, directory => directory.SearchAsync(Search, default))));
    }

    [Fact]
    public void A_missing_base_is_refused()
    {
        var server = new FakeLdapServer(question => question.Operation is LdapOperation.Search ? [Done(32, "no\nsuch")] : []);

        Assert.Equal(
            "ldap://dc1.example.org answered noSuchObject (32): no such",
            Failed(With(server, directory => directory.SearchAsync(Search, default))).Describe());
    }

    [Theory]
    [InlineData(1, "00002020: Operation unavailable without authentication")]
    [InlineData(1, "000004DC: LdapErr: DSID-0C090A5C, comment: In order to perform this operation a successful bind must be completed on the connection., data 0, v4563")]
    [InlineData(50, "")]
    public void Nobody_is_told_to_log_on(int code, string diagnostic)
    {
        var server = new FakeLdapServer(question => question.Operation is LdapOperation.Search ? [Done(code, diagnostic)] : []);

        var failure = Failed(With(server, directory => directory.SearchAsync(Search, default), isAnonymous: true));

        Assert.Equal("log on: run kinit, or give --user and --password-file", Assert.IsType<DirectoryFailure.BindRefused>(failure).Remedy);
    }

    [Fact]
    public void Changes_are_done_or_say_why_not()
    {
        var server = new FakeLdapServer(question => question.Operation switch
        {
            LdapOperation.Add => [new LdapOperation.AddDone(LdapAnswer.Success)],
            LdapOperation.Modify => [new LdapOperation.ModifyDone(new LdapAnswer(50, "", "no right", []))],
            LdapOperation.Delete => [new LdapOperation.DeleteDone(LdapAnswer.Success)],
            _ => [],
        });

        var (added, changed, deleted) = With(server, async directory => (
            await directory.AddAsync(new DirectoryEntry("CN=x", []), default),
            await directory.ModifyAsync("CN=x", [AttributeChange.Replace("keywords", "a")], default),
            await directory.DeleteAsync("CN=x", default)));

        Assert.IsType<WriteOutcome.Done>(added);
        Assert.Equal(50, Assert.IsType<DirectoryFailure.Refused>(Assert.IsType<WriteOutcome.Failed>(changed).Failure).ResultCode);
        Assert.IsType<WriteOutcome.Done>(deleted);
    }

    [Fact]
    public void A_peer_that_reads_nothing_does_not_hold_the_farewell()
    {
        var server = Silent();
        server.IsStuck = true;

        Failed(With(server, directory => directory.SearchAsync(Search, default)));

        Assert.Equal(5.5, time.Elapsed.TotalSeconds);
        Assert.True(server.IsDisposed);
    }

    [Fact]
    public void A_closed_directory_answers_that_it_is_closed()
    {
        var outcome = time.Run(async () =>
        {
            var directory = Directory(Silent(), time);
            await directory.DisposeAsync();
            await directory.DisposeAsync();
            return await directory.SearchAsync(Search, default);
        });

        Assert.Equal("ldap://dc1.example.org: the connection was closed here", Failed(outcome).Describe());
    }

    [Fact]
    public void The_trace_tells_each_exchange_in_one_line()
    {
        var trace = new Trace(time, keepsWire: true);
        var server = new FakeLdapServer(question => question.Operation switch
        {
            LdapOperation.Search => [Entry("CN=0"), Done()],
            LdapOperation.Modify => [new LdapOperation.ModifyDone(LdapAnswer.Success)],
            _ => [],
        });

        With(
            server,
            async directory =>
            {
                await directory.ModifyAsync("CN=x", [AttributeChange.Replace("keywords", "a", "b")], default);
                return await directory.SearchAsync(Search, default);
            },
            new LdapOptions { Trace = trace });

        Assert.Equal(
            [
                "ldap://dc1.example.org | modify dn=CN=x replace:keywords(2 values) | modifyResponse success",
                "ldap://dc1.example.org | search base=DC=example,DC=org scope=subtree filter=(cn=*) attributes=cn page=500 | 1 entry, 0 references, success",
            ],
            trace.Events.OfType<WireExchanged>().Select(one => $"{one.Peer} | {one.Sent} | {one.Received}"));
    }

    private static LdapDirectory Directory(FakeLdapServer server, VirtualTime clock, LdapOptions? options = null, bool isAnonymous = false) => new(
        new LdapConnection(new LdapWire(server), "ldap://dc1.example.org", options ?? new LdapOptions(), clock),
        "ldap://dc1.example.org",
        RootDse.From(Root.Entry),
        isAnonymous,
        options ?? new LdapOptions());

    private T With<T>(FakeLdapServer server, Func<LdapDirectory, Task<T>> work, LdapOptions? options = null, bool isAnonymous = false) => time.Run(async () =>
    {
        await using var directory = Directory(server, time, options, isAnonymous);
        return await work(directory);
    });

    private static async Task<SearchOutcome> AfterAsking(LdapDirectory directory, Action then)
    {
        var search = directory.SearchAsync(Search, default);
        await Task.Yield();
        then();
        return await search;
    }

    private static SearchOutcome.Completed Completed(SearchOutcome outcome) => Assert.IsType<SearchOutcome.Completed>(outcome);

    private static DirectoryFailure Failed(SearchOutcome outcome) => Assert.IsType<SearchOutcome.Failed>(outcome).Failure;

    private static IEnumerable<LdapOperation> PageOf(FakeLdapServer server, LdapMessage question, int total)
    {
        if (LdapControl.PageAsked(question.Controls) is not var (size, cookie))
        {
            return [];
        }

        var from = cookie.Span.IsEmpty ? 0 : int.Parse(cookie.Text, System.Globalization.CultureInfo.InvariantCulture);
        var to = Math.Min(from + size, total);
        return Reply(server, question, [.. Enumerable.Range(from, to - from).Select(n => Entry($"CN={n}"))], to < total ? $"{to}" : "");
    }

    // The last message carries the control, so it is said here and not by the server.
    private static IEnumerable<LdapOperation> Reply(FakeLdapServer server, LdapMessage question, ImmutableArray<LdapOperation.SearchEntry> entries, string cookie)
    {
        if (question.Operation is LdapOperation.Search)
        {
            foreach (var entry in entries)
            {
                server.Say(new LdapMessage(question.Id, entry));
            }

            server.Say(new LdapMessage(question.Id, Done(), [LdapControl.Page(0, new OctetString(cookie))]));
        }

        return [];
    }
}
