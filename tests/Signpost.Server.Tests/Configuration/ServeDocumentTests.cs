using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Signpost.Server.Configuration;

namespace Signpost.Server.Tests.Configuration;

/// <summary>docs/serve.md has every key that is read, and no other.</summary>
public sealed partial class ServeDocumentTests
{
    private static readonly string[] Groups =
        ["", "Listen", "Certificates:0", "Directory", "Mailboxes", "Calendars", "Calendars:CalDav", "Calendars:Ews", "Calendars:WorkingHours", "Storage", "Storage:Postgres", "Oof", "Services", "Services:Ews", "Logon", "Logon:Basic", "Logon:Negotiate", "Logon:Bearer", "Scp", "Limits", "Log", "Telemetry"];

    [Fact]
    public void The_document_has_every_key()
    {
        var document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "serve.md"));

        var missing = Keys().Where(key => !document.Contains($"`{key}`", StringComparison.Ordinal) && !document.Contains($"`{key}.", StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    [Fact]
    public void The_document_has_no_key_that_is_not_read()
    {
        var document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "serve.md"));

        var named = Row().Matches(document).SelectMany(row => Code().Matches(row.Groups[1].Value)).Select(code => code.Groups[1].Value);

        Assert.Empty(named.Except(Keys()));
    }

    // A key that does not exist is answered with those that do.
    private static HashSet<string> Keys()
    {
        var wrong = Groups.Select(group => KeyValuePair.Create(group is "" ? "zzz" : $"{group}:zzz", (string?)"x"));
        var reading = Assert.IsType<ConfigurationReading.Bad>(ConfigurationReader.Read(new ConfigurationBuilder().AddInMemoryCollection(wrong).Build(), "/"));
        return
        [
            .. from fault in reading.Faults
               where fault.Key.EndsWith("zzz", StringComparison.Ordinal) && !fault.Key.StartsWith("Services.Ews", StringComparison.Ordinal)
               let prefix = fault.Key[..^3].Replace("Certificates.0", "Certificates.N", StringComparison.Ordinal)
               from key in fault.What.Split("there are ")[1].Split(", ")
               select prefix + key,
        ];
    }

    [GeneratedRegex(@"^\| (`[A-Z][^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([A-Za-z.]+)`")]
    private static partial Regex Code();
}
