namespace Signpost.Conformance.Operation;

/// <summary>The image that packaging/container/build makes, run as a container runs it: a root of its own, read-only, as a user who may do nothing.</summary>
public sealed class ContainerTests(Image image) : IClassFixture<Image>
{
    // A mount namespace of its own gives the program the image as its root, and its configuration; neither can be written. Nobody but the program is in it.
    private const string Run = """
        set -e
        root=$1 conf=$2; shift 2
        mount --bind "$root" "$root"
        mount --bind "$conf" "$root/etc/signpost"
        mount -t proc proc "$root/proc"
        mount -t tmpfs -o mode=755 dev "$root/dev"
        for device in null random urandom; do : >"$root/dev/$device"; mount --bind "/dev/$device" "$root/dev/$device"; done
        mount -o remount,ro,bind "$root/etc/signpost"
        mount -o remount,ro,bind "$root"
        exec chroot --userspec=1654:1654 "$root" "$@"
        """;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_answers_from_a_root_that_cannot_be_written_as_a_user_who_may_do_nothing()
    {
        Image.Require();
        await using var cas = new ServedCas();
        await Child.RunAsync(["chmod", "-R", "a+rX", cas.Folder]);
        await using var child = Child.Start(InImage(cas, "/usr/bin/signpost", "serve", "--config", "/etc/signpost/signpost.json"));
        await child.UntilAsync("it is ready", async () => await cas.StatusAsync($"http://127.0.0.1:{cas.Management}/healthz/ready") is 200);
        using var client = cas.Client();
        using var request = ServedCas.Question(cas.Https, "/autodiscover/autodiscover.xml", ServedCas.Password);

        using var answer = await client.SendAsync(request, Cancelled);

        Assert.Contains("https://mail.contoso.test/EWS/Exchange.asmx", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        var status = await File.ReadAllTextAsync($"/proc/{child.Id}/status", Cancelled);       // unshare, bash and chroot each became the next
        Assert.Matches("\nUid:\t1654\t1654\t1654\t1654\n", status);
        Assert.Matches("\nCapEff:\t0000000000000000\n", status);
    }

    [Fact]
    public async Task The_environment_overrides_its_configuration()
    {
        Image.Require();
        await using var cas = new ServedCas();
        await Child.RunAsync(["chmod", "-R", "a+rX", cas.Folder]);

        var (exit, said) = await Child.RunAsync(InImage(cas, "/usr/bin/signpost", "serve", "--check", "--config", "/etc/signpost/signpost.json"), ("SIGNPOST__ServerName", "other.contoso.test"));

        Assert.Contains("other.contoso.test", said, StringComparison.Ordinal);
        Assert.True(exit is 0 or 1, said);
    }

    [Fact]
    public void The_image_says_who_runs_and_what()
    {
        Image.Require();

        var config = image.Configuration;

        Assert.Equal("1654:1654", (string)config["User"]!);
        Assert.Equal("/usr/bin/signpost", (string)config["Entrypoint"]![0]!);
    }

    private string[] InImage(ServedCas cas, params string[] command) => ["unshare", "--mount", "bash", "-c", Run, "run", image.Root, cas.Folder, .. command];
}
