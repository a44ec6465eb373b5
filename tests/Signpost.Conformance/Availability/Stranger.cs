using System.Globalization;
using System.Text.Json.Nodes;

namespace Signpost.Conformance.Availability;

/// <summary>Programs that other people wrote, asking a CAS of the lab in Paris when people are free.</summary>
internal static class Stranger
{
    public const string Ews = "https://cas1.contoso.test/EWS/Exchange.asmx";

    private static readonly Dictionary<string, string> None = [];

    /// <summary>The events, and slots of 15 minutes, that exchangelib gets.</summary>
    public static Task<Answers> ExchangelibAsync(IEnumerable<Period> asked, string user, params IEnumerable<string> addresses) => ExchangelibAsync("Europe/Paris", asked, user, addresses);

    /// <summary>The same, asked by the clock of another zone.</summary>
    public static Task<Answers> ExchangelibAsync(string zone, IEnumerable<Period> asked, string user, params IEnumerable<string> addresses) =>
        AnsweredAsync("exchangelib", ["freebusy", "--zone", zone, Ews, Questions(asked), user, .. addresses]);

    /// <summary>The periods that Evolution's calendar gets.</summary>
    public static Task<Answers> EvolutionAsync(IEnumerable<Period> asked, string user, params IEnumerable<string> addresses) =>
        AnsweredAsync("evolution", ["freebusy", Ews, Questions(asked), user, .. addresses]);

    /// <summary>The periods that DavMail makes of slots of 15 minutes, for calendar programs.</summary>
    public static Task<Answers> DavMailAsync(IEnumerable<Period> asked, string user, params IEnumerable<string> addresses)
    {
        Assert.SkipUnless(File.Exists("/usr/share/davmail/davmail.jar"), "needs DavMail: apt-get install --no-install-recommends davmail-server default-jre-headless");
        return AnsweredAsync("davmail", [Ews, Questions(asked), user, .. addresses]);
    }

    /// <summary>What our own client tells, which is no stranger.</summary>
    public static async Task<Answers> SignpostAsync(IEnumerable<Period> asked, string user, params IEnumerable<string> addresses)
    {
        var lines = new List<string>();
        foreach (var window in asked)
        {
            var run = await Lab.SignpostAsync("paris",
            [
                "freebusy", .. addresses, "--ews-url", Ews, "--user", user, "--password-file", Lab.PasswordFile(), "--no-state", "--json", "--zone", "UTC",
                "--from", Day(window.From), "--to", Day(window.To.AddDays(-1)),
            ]);
            lines.AddRange(
                from answer in run.Ends(0).Json["answers"]!.AsArray()
                from one in answer!["events"]!.AsArray()
                select $"{answer["address"]} {Minute(one!["start"]!)} {Minute(one["end"]!)} {Kind(one["busy"]!)}");
        }

        return new Answers(string.Join('\n', lines));

        static string Day(DateTime time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        static string Kind(JsonNode busy) => (string)busy! is "away" ? "oof" : (string)busy!;
        static string Minute(JsonNode time) => ((string)time!).Replace(":00Z", "Z", StringComparison.Ordinal);
    }

    /// <summary>Runs a program of lab/README.md.</summary>
    public static Task<Run> RunAsync(string program, params IEnumerable<string> args) => Lab.InAsync("paris", None, [Path.Combine(Lab.Repository, "lab", program), .. args]);

    private static async Task<Answers> AnsweredAsync(string program, IEnumerable<string> args) => new((await RunAsync(program, args)).Ends(0).Output);

    private static string Questions(IEnumerable<Period> asked) => string.Join(',', asked.Select(period => period.Question));
}
