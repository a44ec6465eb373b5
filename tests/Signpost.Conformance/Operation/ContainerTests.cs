using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Signpost.Conformance.Operation;

/// <summary>The image that packaging/container/build makes, run as a container runs it: a root of its own, read-only, as a user who may do nothing.</summary>
public sealed class ContainerTests : IAsyncLifetime
{
    // A mount namespace of its own gives the program the image as its root, and its configuration; neither can be written. Nobody but the program is in it.
    private const string Run = """
        set -e
        root=$1 conf=$2; shift 2
        mount --bind "$root" "$root"
        mount --bind "$conf" "$root/etc/signpost"
        mount -t proc proc "$root/proc"
        mount -o remount,ro,bind "$root/etc/signpost"
        mount -o remount,ro,bind "$root"
        exec chroot --userspec=1654:1654 "$root" "$@"
        """;

    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("signpost-image-");

    private string Root => Path.Combine(folder.FullName, "root");

    private static string? Native => Environment.GetEnvironmentVariable("SIGNPOST_NATIVE") is { Length: > 0 } native ? native : null;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (Native is null || Environment.UserName is not "root")
        {
            return;
        }

        var archive = Path.Combine(folder.FullName, "signpost.tar");
        var (exit, said) = await Child.RunAsync([Path.Combine(Lab.Repository, "packaging", "container", "build"), Native, archive]);
        Assert.True(exit == 0, said);
        await TarFile.ExtractToDirectoryAsync(archive, System.IO.Directory.CreateDirectory(Path.Combine(folder.FullName, "oci")).FullName, overwriteFiles: false, Cancelled);
        var layer = Blob(Parse(Blob(Parse(Path.Combine(folder.FullName, "oci", "index.json"))["manifests"]![0]!["digest"]!))["layers"]![0]!["digest"]!);
        await using var compressed = File.OpenRead(layer);
        await using var plain = new GZipStream(compressed, CompressionMode.Decompress);
        await TarFile.ExtractToDirectoryAsync(plain, System.IO.Directory.CreateDirectory(Root).FullName, overwriteFiles: false, Cancelled);
    }

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task It_answers_from_a_root_that_cannot_be_written_as_a_user_who_may_do_nothing()
    {
        Require();
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
        Require();
        await using var cas = new ServedCas();
        await Child.RunAsync(["chmod", "-R", "a+rX", cas.Folder]);

        var (exit, said) = await Child.RunAsync(InImage(cas, "/usr/bin/signpost", "serve", "--check", "--config", "/etc/signpost/signpost.json"), ("SIGNPOST__ServerName", "other.contoso.test"));

        Assert.Contains("other.contoso.test", said, StringComparison.Ordinal);
        Assert.True(exit is 0 or 1, said);
    }

    [Fact]
    public void The_image_says_who_runs_and_what()
    {
        Require();

        var manifest = Parse(Blob(Parse(Path.Combine(folder.FullName, "oci", "index.json"))["manifests"]![0]!["digest"]!));
        var config = Parse(Blob(manifest["config"]!["digest"]!))["config"]!;

        Assert.Equal("1654:1654", (string)config["User"]!);
        Assert.Equal("/usr/bin/signpost", (string)config["Entrypoint"]![0]!);
    }

    private static void Require() => Assert.SkipUnless(Native is not null && Environment.UserName is "root", "needs root and SIGNPOST_NATIVE: the natively compiled executable");

    private static JsonNode Parse(string file) => JsonNode.Parse(File.ReadAllText(file))!;

    private string Blob(JsonNode digest) => Path.Combine(folder.FullName, "oci", "blobs", "sha256", ((string)digest!).Split(':')[1]);

    private string[] InImage(ServedCas cas, params string[] command) => ["unshare", "--mount", "bash", "-c", Run, "run", Root, cas.Folder, .. command];
}
