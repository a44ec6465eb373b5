using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Signpost.Server.Calendars;
using Signpost.Server.Conduct;
using Signpost.Server.Hosting;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Server.Operation;
using Signpost.Server.Registration;
using Signpost.Server.Storage;

namespace Signpost.Server.Tests.Conduct;

/// <summary>The table of docs/logs.md: what people's filters read.</summary>
public sealed partial class LogDocumentTests
{
    private static readonly Type[] Sources = [typeof(CasLog), typeof(ReloadLog), typeof(LogonLog), typeof(ConductLog), typeof(OperationLog), typeof(ScpKeeperLog), typeof(Log), typeof(CalendarLog), typeof(StorageLog)];

    [Fact]
    public void Each_line_is_in_the_table_word_for_word_and_the_table_has_no_other()
    {
        var lines = Sources.SelectMany(source => source.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>();

        Assert.Equal(
            lines.OrderBy(line => line.EventId).Select(line => string.Create(CultureInfo.InvariantCulture, $"| {line.EventId} | `{line.EventName}` | {line.Level} | `{line.Message}` |")),
            Row().Matches(File.ReadAllText(Document())).Select(row => row.Value));
    }

    private static string Document()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Signpost.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests do not run inside the repository");
        }

        return Path.Combine(folder, "docs", "logs.md");
    }

    [GeneratedRegex(@"^\| \d+ \| `\w+` \| \w+ \| `.*` \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
