using System.Collections.Immutable;

namespace Signpost.Discovery;

/// <summary>Autodiscover answers in files: the counterpart of Outlook's registry values <c>DOMAIN = path</c>.</summary>
public sealed record LocalXml
{
    /// <summary>The files. Of several for a domain the first counts, one without a domain only where none names it.</summary>
    public required ImmutableArray<LocalXmlFile> Files { get; init; }

    /// <summary>Whether the file is asked before everything else: Outlook's <c>PreferLocalXML</c>.</summary>
    public bool IsPreferred { get; init; }

    /// <summary>How a file is read; it throws as a file system does.</summary>
    public Func<string, CancellationToken, Task<ReadOnlyMemory<byte>>> Read { get; init; } = LocalXmlFile.ReadAsync;

    /// <summary>The file for a domain; null where there is none.</summary>
    public LocalXmlFile? FileFor(string domain) =>
        Files.FirstOrDefault(file => file.Domain == domain) ?? Files.FirstOrDefault(file => file.Domain is null);
}
