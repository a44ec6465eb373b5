using System.Globalization;
using Signpost.Conformance.Operation;
using Signpost.Ews;
using Signpost.Oof;
using Signpost.Server.Mailboxes;
using Signpost.Server.Operation;
using Signpost.Server.Storage;

namespace Signpost.Conformance.Storage;

/// <summary>What a client was told is set stays set, whatever becomes of the server.</summary>
public sealed class CrashTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_ten_thousand_writes_none_that_was_acknowledged_is_lost_or_half_there_however_often_the_writer_is_killed()
    {
        const int Writes = 10_000;
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var folder = System.IO.Directory.CreateTempSubdirectory("signpost-killed-");
        try
        {
            var acknowledged = new int[OofWriter.Mailboxes];
            var done = 0;
            for (var life = 1; done < Writes; life++)
            {
                await using var writer = new OofWriter(Path.Combine(folder.FullName, "signpost.db"), life);
                var (found, heard, until) = (0, 0, random.Next(60, 300));
                while (await writer.HearAsync(Cancelled) is { } line)
                {
                    switch (line.Split(' '))
                    {
                        case [var mailbox, "is", var number]:
                            found++;
                            Assert.True(Number(number) - acknowledged[Number(mailbox)] is 0 or 1, $"life {life}: {line}, acknowledged {acknowledged[Number(mailbox)]}; seed {seed}");
                            acknowledged[Number(mailbox)] = Number(number);
                            break;
                        case [var mailbox, var number]:
                            Assert.Equal(acknowledged[Number(mailbox)] + 1, Number(number));
                            acknowledged[Number(mailbox)] = Number(number);
                            done++;
                            if (++heard == until)
                            {
                                writer.Kill();      // what it says until it is dead counts
                            }

                            break;
                    }
                }

                Assert.True(found == OofWriter.Mailboxes && heard >= until, $"life {life} ended early, with {found} mailboxes and {heard} writes; seed {seed}");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task What_a_client_was_told_is_set_is_set_when_the_server_comes_back_from_being_killed()
    {
        const int Mailboxes = 8, Lives = 3, WritesOfALife = 200;
        await using var cas = new OofCas(Mailboxes);
        var (sent, acknowledged) = (new int[Mailboxes], new int[Mailboxes]);
        for (var life = 0; life <= Lives; life++)
        {
            await cas.StartAsync();
            using var client = cas.Client();
            for (var mailbox = 0; mailbox < Mailboxes; mailbox++)
            {
                var kept = await cas.GetAsync(client, mailbox);
                var number = kept.InternalReply!.Message is "" ? 0 : int.Parse(kept.InternalReply.Message, CultureInfo.InvariantCulture);

                Assert.Equal(kept.InternalReply, kept.ExternalReply);
                Assert.True(number >= acknowledged[mailbox] && number <= sent[mailbox], $"life {life}: u{mailbox} has {number}, acknowledged {acknowledged[mailbox]}, sent {sent[mailbox]}");
            }

            var done = 0;
            var writers = Enumerable.Range(0, Mailboxes).Select(async mailbox =>
            {
                while (await cas.SetAsync(client, mailbox, (++sent[mailbox]).ToString(CultureInfo.InvariantCulture)) is { } code)
                {
                    Assert.Equal(EwsErrorCode.NoError, code);
                    acknowledged[mailbox] = sent[mailbox];
                    if (Interlocked.Increment(ref done) == WritesOfALife)
                    {
                        await cas.KillAsync();      // the others wait for their answers
                    }
                }
            });
            await Task.WhenAll(writers);
        }
    }

    [Fact]
    public async Task Two_processes_that_write_to_one_file_count_each_others_writes()
    {
        const int Each = 100;
        await using var cas = new OofCas(1);
        await cas.StartAsync();
        using var client = cas.Client();
        await using var store = new SqliteOofStore(new SqliteFile(cas.StateFile, TimeSpan.FromSeconds(10)));
        var address = MailboxAddress.Parse("u0@contoso.test");
        var key = OofKey.Of(new Mailbox { PrimaryAddress = address, Addresses = [address], MailboxGuid = OofCas.Guid(0) });

        var theirs = Task.Run(
            async () =>
            {
                for (var at = 0; at < Each; at++)
                {
                    Assert.Equal(EwsErrorCode.NoError, await cas.SetAsync(client, 0, "theirs"));
                }
            },
            Cancelled);
        for (var at = 0; at < Each; at++)
        {
            Assert.IsType<OofWriting.Written>(await store.ReplaceAsync(key, OofSettings.Never(DateTimeOffset.UnixEpoch) with { InternalReply = new OofReply("ours") }, "ours", DateTimeOffset.UnixEpoch, Cancelled));
        }

        await theirs;

        Assert.Equal(2 * Each, Assert.IsType<OofReading.Found>(await store.ReadAsync(key, Cancelled)).Kept.Version);
    }

    [Fact]
    public async Task A_disk_that_is_full_is_said_and_what_was_kept_stays_until_there_is_room()
    {
        Assert.SkipUnless(Environment.UserName is "root", "needs root: it mounts a disk of one megabyte");
        var folder = System.IO.Directory.CreateTempSubdirectory("signpost-full-");
        Assert.Equal((0, ""), await Child.RunAsync(["mount", "-t", "tmpfs", "-o", "size=1m", "signpost-test", folder.FullName]));
        try
        {
            var file = Path.Combine(folder.FullName, "signpost.db");
            await using var store = new SqliteOofStore(new SqliteFile(file, TimeSpan.FromSeconds(5)));
            var settings = OofSettings.Never(DateTimeOffset.UnixEpoch) with { InternalReply = new OofReply(new string('x', 100_000)) };
            await store.ReplaceAsync(Key(0), settings, "ann", DateTimeOffset.UnixEpoch, Cancelled);
            Assert.IsType<OofReading.Found>(await store.ReadAsync(Key(0), Cancelled));
            var ballast = Path.Combine(folder.FullName, "ballast");
            await Assert.ThrowsAsync<IOException>(() => File.WriteAllBytesAsync(ballast, new byte[2 << 20], Cancelled));

            Assert.Equal(new OofWriting.Away($"{file}: the disk is full"), await store.ReplaceAsync(Key(1), settings, "ann", DateTimeOffset.UnixEpoch, Cancelled));
            Assert.Equal(new HealthResult(false, $"{file}: the disk is full"), await store.CheckAsync(Cancelled));
            Assert.Equal(settings, Assert.IsType<OofReading.Found>(await store.ReadAsync(Key(0), Cancelled)).Kept.Settings);
            File.Delete(ballast);
            Assert.True((await store.CheckAsync(Cancelled)).IsGood);
            Assert.Equal(new OofWriting.Written(1), await store.ReplaceAsync(Key(1), settings, "ann", DateTimeOffset.UnixEpoch, Cancelled));
        }
        finally
        {
            await Child.RunAsync(["umount", folder.FullName]);
            folder.Delete();
        }
    }

    private static OofKey Key(int at)
    {
        var address = MailboxAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"u{at}@contoso.test"));
        return OofKey.Of(new Mailbox { PrimaryAddress = address, Addresses = [address], MailboxGuid = OofCas.Guid(at) });
    }
}
