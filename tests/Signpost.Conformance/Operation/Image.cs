using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Signpost.Conformance.Operation;

/// <summary>The image that packaging/container/build makes, unpacked.</summary>
public sealed class Image : IAsyncLifetime
{
    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("signpost-image-");

    /// <summary>What a container has as its root.</summary>
    internal string Root => Path.Combine(folder.FullName, "root");

    /// <summary>What a container is started with.</summary>
    internal JsonNode Configuration => Parse(Blob(Manifest["config"]!["digest"]!))["config"]!;

    private static string? Native => Environment.GetEnvironmentVariable("SIGNPOST_NATIVE") is { Length: > 0 } native ? native : null;

    private static bool CanBe => Native is not null && Environment.UserName is "root";

    private JsonNode Manifest => Parse(Blob(Parse(Path.Combine(folder.FullName, "oci", "index.json"))["manifests"]![0]!["digest"]!));

    public async ValueTask InitializeAsync()
    {
        if (!CanBe)
        {
            return;
        }

        var archive = Path.Combine(folder.FullName, "signpost.tar");
        var (exit, said) = await Child.RunAsync([Path.Combine(Lab.Repository, "packaging", "container", "build"), Native!, archive]);
        Assert.True(exit == 0, said);
        await TarFile.ExtractToDirectoryAsync(archive, System.IO.Directory.CreateDirectory(Path.Combine(folder.FullName, "oci")).FullName, overwriteFiles: false);
        await using var compressed = File.OpenRead(Blob(Manifest["layers"]![0]!["digest"]!));
        await using var plain = new GZipStream(compressed, CompressionMode.Decompress);
        await TarFile.ExtractToDirectoryAsync(plain, System.IO.Directory.CreateDirectory(Root).FullName, overwriteFiles: false);
    }

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    internal static void Require() => Assert.SkipUnless(CanBe, "needs root and SIGNPOST_NATIVE: the natively compiled executable");

    private static JsonNode Parse(string file) => JsonNode.Parse(File.ReadAllText(file))!;

    private string Blob(JsonNode digest) => Path.Combine(folder.FullName, "oci", "blobs", "sha256", ((string)digest!).Split(':')[1]);
}
