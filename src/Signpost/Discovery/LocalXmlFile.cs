using Signpost.Transport;

namespace Signpost.Discovery;

/// <summary>A file that holds an Autodiscover answer.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Domain">The domain of the addresses it is for, as A-labels in lower case; null is every domain.</param>
public sealed record LocalXmlFile(string Path, string? Domain = null)
{
    /// <summary>Reads no more than an answer may have: a path can lead to a device without an end.</summary>
    internal static async Task<ReadOnlyMemory<byte>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 4096, useAsync: true);
        var bytes = new byte[SafeXml.AnswerLimit + 1];
        return bytes.AsMemory(0, await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken));
    }
}
