using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Signpost.Server.Calendars.Reading;
using Signpost.Server.Configuration;
using Signpost.Server.Hosting;

namespace Signpost.Server.Calendars;

/// <summary>Tries out a folder of calendars for <c>serve --check</c>: whether it can be read, how many there are, and what is wrong with the first of them.</summary>
internal sealed class FolderCheck(string folder)
{
    private const string Topic = "calendars";
    private const int MostEntries = 100_000;
    private const int MostRead = 200;
    private const int MostShown = 5;

    public async Task<ImmutableArray<CheckLine>> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await LinesAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [new CheckLine(Topic, $"{folder} can't be read: {(e is DirectoryNotFoundException ? "there is no such folder" : FileWords.Of(e))}", CheckVerdict.Error)];
        }
    }

    private async Task<ImmutableArray<CheckLine>> LinesAsync(CancellationToken cancellationToken)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = FileAttributes.Hidden, IgnoreInaccessible = false }).Take(MostEntries))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isFolder = entry.Attributes.HasFlag(FileAttributes.Directory);
            if (isFolder || entry.Name.EndsWith(".ics", StringComparison.Ordinal))
            {
                names.Add(isFolder ? entry.Name : entry.Name[..^4]);
            }
        }

        var misnamed = names.Where(name => !MailboxAddress.TryParse(name, out var address) || CalendarFile.NameOf(address) != name).ToList();
        var lines = ImmutableArray.CreateBuilder<CheckLine>();
        lines.Add(new CheckLine(Topic, string.Create(CultureInfo.InvariantCulture, $"{folder} has {names.Count - misnamed.Count} calendars"), names.Count == misnamed.Count ? CheckVerdict.Warning : CheckVerdict.Fact));
        if (misnamed is not [])
        {
            lines.Add(new CheckLine(Topic, string.Create(CultureInfo.InvariantCulture, $"names in {folder} that are no addresses in lower case, so they are nobody's ({misnamed.Count}): {string.Join(", ", misnamed.Take(MostShown))}"), CheckVerdict.Warning));
        }

        lines.AddRange(await FindingsAsync([.. names.Except(misnamed)], cancellationToken));
        return lines.ToImmutable();
    }

    private async Task<ImmutableArray<CheckLine>> FindingsAsync(ImmutableArray<string> names, CancellationToken cancellationToken)
    {
        var (read, count, first) = (0, 0, new List<string>());
        foreach (var file in names.SelectMany(name => CalendarFile.Of(folder, name) ?? []).Take(MostRead))
        {
            read++;
            if (file.Size > ObjectReader.MostBytes)
            {
                count++;
                first.Add(string.Create(CultureInfo.InvariantCulture, $"{file.Name} has more than {ObjectReader.MostBytes / 1024 / 1024} MiB"));
                continue;
            }

            try
            {
                var found = ObjectReader.Read(new CalendarObject(file.Name, await File.ReadAllBytesAsync(file.Path, cancellationToken)), [], DateTimeZone.Utc, cancellationToken);
                count += found.FindingCount;
                first.AddRange(found.Findings.Select(finding => string.Create(CultureInfo.InvariantCulture, $"{finding.Name} line {finding.Line} {finding.What}")));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                count++;
                first.Add($"{file.Name} can't be read: {FileWords.Of(e)}");
            }
        }

        return count == 0 ? [] :
        [
            new CheckLine(Topic, string.Create(CultureInfo.InvariantCulture, $"findings in the first {read} files: {count}, for example"), CheckVerdict.Warning),
            .. first.Take(MostShown).Select(line => new CheckLine(Topic, line, CheckVerdict.Warning)),
        ];
    }
}
