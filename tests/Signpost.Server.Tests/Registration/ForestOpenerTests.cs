using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Server.Registration;

namespace Signpost.Server.Tests.Registration;

public sealed class ForestOpenerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_it_opens_can_be_published_in()
    {
        var memory = new MemoryDirectory("Contoso");

        var opened = Assert.IsType<OpenOutcome.Opened>(await OpenAsync(new ForestChoice.Open(memory)));
        await using var directory = Assert.IsType<IWritableDirectory>(opened.Directory, exactMatch: false);
        ScpRegistrarTests.Done(await new ScpRegistrar(directory, "svc-cas").PublishAsync(ScpRegistrarTests.Cas("Paris"), Cancelled));
        ScpRegistrarTests.Done(await new ScpRegistrar(directory, "svc-cas").PublishAsync(ScpRegistrarTests.Cas("Oslo"), Cancelled));
        ScpRegistrarTests.Done(await new ScpRegistrar(directory, "svc-cas").RetractAsync(ScpRegistrarTests.Cas("Oslo"), false, Cancelled));

        Assert.Equal((memory.Source, memory.RootDse.DnsHostName), (directory.Source, directory.RootDse.DnsHostName));
        Assert.Equal(9, memory.Writes);
    }

    [Fact]
    public async Task A_forest_in_a_file_is_not_opened_for_that()
    {
        var export = Assert.IsType<OpenOutcome.Opened>(LdifDirectory.Parse("dn: CN=Configuration,DC=contoso,DC=test\nobjectClass: configuration\n", "forest.ldif")).Directory;

        var failed = Assert.IsType<OpenOutcome.Failed>(await OpenAsync(new ForestChoice.Open(export)));

        Assert.Equal("forest.ldif: a forest in a file can't be changed", failed.Failure.Describe());
    }

    [Fact]
    public async Task Why_a_forest_cannot_be_opened_is_told() =>
        Assert.IsType<DirectoryFailure.BadFile>(Assert.IsType<OpenOutcome.Failed>(await OpenAsync(new ForestChoice.File("no-such-file.ldif"))).Failure);

    private static Task<OpenOutcome> OpenAsync(ForestChoice forest) =>
        ForestOpener.Of(new DiscoveryOptions { Forest = forest }, null, TimeProvider.System)(Cancelled);
}
