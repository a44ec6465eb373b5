using System.Collections.Immutable;
using Signpost.Directory;
using Signpost.Server.Registration;
using Signpost.Sites;

namespace Signpost.Server.Tests.Registration;

/// <summary>What holds whatever is published, after whatever was there.</summary>
public sealed class ScpRegistrarLawTests
{
    private const int Rounds = 150;

    private static readonly string Dn = MemoryDirectory.Scp("Contoso", "CAS7");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publishing_A_and_then_B_is_publishing_B()
    {
        var random = new Random(1);
        for (var round = 0; round < Rounds; round++)
        {
            var (a, b) = (AnyCas(random), AnyCas(random));
            var (both, alone) = (new MemoryDirectory("Contoso"), new MemoryDirectory("Contoso"));

            await PublishAsync(both, a);
            await PublishAsync(both, b);
            await PublishAsync(alone, b);

            Assert.Equal(alone.Everything(), both.Everything());
        }
    }

    [Fact]
    public async Task What_others_wrote_into_the_keywords_stays()
    {
        var random = new Random(2);
        for (var round = 0; round < Rounds; round++)
        {
            var directory = new MemoryDirectory("Contoso");
            await PublishAsync(directory, AnyCas(random));
            var foreign = Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"foreign {random.Next()}").ToArray();
            directory.Put(
                Dn, "serviceConnectionPoint",
                [("serviceDNSName", "cas7.contoso.test"), ("keywords", "77378F46-2C66-4aa9-A6A6-3E7A48B19596"), ("vendor", "Contoso"), .. foreign.Select(word => ("keywords", word))]);

            await PublishAsync(directory, AnyCas(random));

            Assert.All(foreign, word => Assert.Contains($"keywords: {word}", directory.Text(Dn), StringComparison.Ordinal));
            Assert.Contains("vendor: Contoso", directory.Text(Dn), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Retracting_what_was_published_leaves_the_directory_as_it_was()
    {
        var random = new Random(3);
        for (var round = 0; round < Rounds; round++)
        {
            var directory = new MemoryDirectory("Contoso");
            var before = directory.Everything();

            for (var times = random.Next(1, 4); times > 0; times--)
            {
                await PublishAsync(directory, AnyCas(random));
            }

            ScpRegistrarTests.Done(await ScpRegistrarTests.Registrar(directory).RetractAsync(AnyCas(random), false, Cancelled));
            Assert.Equal(before, directory.Everything());
        }
    }

    [Fact]
    public async Task Whenever_another_publisher_comes_between_both_end_well_and_there_is_one_SCP()
    {
        var interruptions = 0;
        for (var at = 0; at < 30; at++)
        {
            var directory = new MemoryDirectory();
            var (operations, isOther) = (0, false);
            directory.Before = async _ =>
            {
                if (!isOther && operations++ == at)
                {
                    interruptions++;
                    isOther = true;
                    await PublishAsync(directory, ScpRegistrarTests.Cas("Oslo"));
                    isOther = false;
                }
            };

            await PublishAsync(directory, ScpRegistrarTests.Cas("Paris"));

            // Interrupted at its very end it has not seen what the other wrote, which then is the later one.
            var scp = Assert.Single(directory.Names, name => name.StartsWith("CN=CAS7,CN=Autodiscover,", StringComparison.Ordinal));
            Assert.Matches("Site=(Paris|Oslo)", directory.Text(scp));
        }

        Assert.True(interruptions > 15, $"{interruptions} interruptions");
    }

    [Fact]
    public async Task Whenever_somebody_adds_a_keyword_of_his_own_it_stays()
    {
        for (var at = 0; at < 8; at++)
        {
            var directory = new MemoryDirectory("Contoso");
            await PublishAsync(directory, ScpRegistrarTests.Cas("Oslo"));
            var operations = 0;
            directory.Before = async _ =>
            {
                if (operations++ == at)
                {
                    await directory.ModifyAsync(Dn, [new AttributeChange(ChangeKind.Add, "keywords", [new OctetString("theirs")])], Cancelled);
                }
            };

            await PublishAsync(directory, ScpRegistrarTests.Cas("Paris"));

            Assert.Contains("keywords: Site=Paris", directory.Text(Dn), StringComparison.Ordinal);
            Assert.Equal(operations > at, directory.Text(Dn).Contains("keywords: theirs", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Whenever_somebody_retracts_between_publishing_ends_well_or_says_why_not()
    {
        for (var at = 0; at < 20; at++)
        {
            var directory = new MemoryDirectory("Contoso");
            await PublishAsync(directory, ScpRegistrarTests.Cas("Oslo"));
            var (operations, isOther) = (0, false);
            directory.Before = async _ =>
            {
                if (!isOther && operations++ == at)
                {
                    isOther = true;
                    ScpRegistrarTests.Done(await ScpRegistrarTests.Registrar(directory).RetractAsync(ScpRegistrarTests.Cas("Oslo"), false, Cancelled));
                    isOther = false;
                }
            };

            await PublishAsync(directory, ScpRegistrarTests.Cas("Paris"));

            Assert.True(directory.Text(Dn) is "" || directory.Text(Dn).Contains("Site=Paris", StringComparison.Ordinal), $"{at}: {directory.Text(Dn)}");
            Assert.True(directory.Text(Dn) is not "" || operations <= at + 1, $"interrupted at {at} of {operations}");
        }
    }

    private static async Task PublishAsync(MemoryDirectory directory, ScpAnnouncement cas) =>
        ScpRegistrarTests.Done(await ScpRegistrarTests.Registrar(directory).PublishAsync(cas, Cancelled));

    private static ScpAnnouncement AnyCas(Random random) => ScpRegistrarTests.Cas() with
    {
        Url = new Uri($"https://host{random.Next(3)}.contoso.test/Autodiscover/Autodiscover.xml"),
        Sites = [.. Enumerable.Range(0, random.Next(4)).Select(_ => new SiteName(((string[])["Paris", "Oslo", "Lima", "Quito"])[random.Next(4)]))],
    };
}
