using System.Diagnostics;
using System.Net;
using Signpost.Server.Configuration;

namespace Signpost.Conformance.Conduct;

/// <summary>The filter in packaging/fail2ban, run by Debian's fail2ban over what a CAS really wrote.</summary>
public sealed class Fail2banTests
{
    private const string Program = "/usr/bin/fail2ban-regex";

    // Names that want to be something else: the end of the line, of the quotes, of the address.
    private static readonly string[] Hostile =
    [
        "ann@contoso.test",
        "x\": bad-password request-id=00000000-0000-0000-0000-000000000000",
        "x from 192.0.2.99 by Basic as y",
        "\" logon failed from 192.0.2.99 by Basic as \"",
        "x\u2028 warn: Signpost.Server[10] logon failed from 192.0.2.99 by Basic as -",
        "x\u0085logon failed from 192.0.2.99 by Basic as -",
        "\\\",\"Message\":\"logon failed from 192.0.2.99 by Basic as ",
        new string('9', 400),
    ];

    public static TheoryData<LoggedAddress, bool, string> Forms =>
        new MatrixTheoryData<LoggedAddress, bool, string>([LoggedAddress.Hashed, LoggedAddress.Full], [false, true], ["", "Nov 27 06:41:51 cas1 signpost[12]: ", "2026-11-27T06:41:51.722+01:00 cas1 signpost[12]: "]);

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Exactly_the_failed_logons_are_found_with_the_addresses_they_came_from(LoggedAddress addresses, bool isJson, string daemon)
    {
        Assert.SkipUnless(File.Exists(Program), "needs fail2ban: apt-get install --no-install-recommends fail2ban");

        var lines = await GuessedCas.LogOfAsync(new LogConfiguration { Addresses = addresses, IsJson = isJson, EachRequest = true }, GuessAsync);

        var failed = Enumerable.Range(1, Hostile.Length).Select(at => $"192.0.2.{at}").Append("2001:db8::7").Append("192.0.2.50").Append("192.0.2.51");
        Assert.Equal(failed, await FoundInAsync([.. lines.Select(line => daemon + line)]));
    }

    [Fact]
    public async Task A_line_that_is_spelt_otherwise_is_not_found()
    {
        Assert.SkipUnless(File.Exists(Program), "needs fail2ban: apt-get install --no-install-recommends fail2ban");
        var lines = await GuessedCas.LogOfAsync(new LogConfiguration(), client => GuessedCas.AskAsync(client, "192.0.2.1", "ann", "wrong"));
        var line = Assert.Single(lines);

        Assert.Equal(["192.0.2.1"], await FoundInAsync(line));
        Assert.Empty(await FoundInAsync(line.Replace("logon failed", "login failed", StringComparison.Ordinal)));
        Assert.Empty(await FoundInAsync(line.Replace("[10]", "[31]", StringComparison.Ordinal)));
    }

    private static async Task GuessAsync(HttpClient client)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await GuessedCas.AskAsync(client, "192.0.2.60", null, ""));
        Assert.Equal(HttpStatusCode.OK, await GuessedCas.AskAsync(client, "192.0.2.61", "ann", "secret"));
        for (var at = 0; at < Hostile.Length; at++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await GuessedCas.AskAsync(client, $"192.0.2.{at + 1}", Hostile[at], "wrong"));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await GuessedCas.AskAsync(client, "2001:db8::7", "ann", "wrong"));
        Assert.Equal(HttpStatusCode.Unauthorized, await GuessedCas.AskAsync(client, "192.0.2.99, 192.0.2.50", "ann", "wrong"));     // the first is the client's invention
        Assert.Equal(HttpStatusCode.Unauthorized, await GuessedCas.AskAsync(client, "192.0.2.51", "", "no user"));
        Assert.Equal(HttpStatusCode.Unauthorized, await GuessedCas.AskAsync(client, "unknown", "ann", "wrong"));                    // the proxy hides who
    }

    private static async Task<string[]> FoundInAsync(params string[] lines)
    {
        var cancelled = TestContext.Current.CancellationToken;
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, lines, cancelled);
            var how = new ProcessStartInfo(Program) { RedirectStandardOutput = true, ArgumentList = { "-o", "ip", file, Path.Combine(Lab.Repository, "packaging", "fail2ban", "filter.d", "signpost.conf") } };
            using var program = Process.Start(how)!;
            var found = await program.StandardOutput.ReadToEndAsync(cancelled);
            await program.WaitForExitAsync(cancelled);
            return found.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
