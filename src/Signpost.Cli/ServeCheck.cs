using Signpost.Discovery;
using Signpost.Server.Configuration;
using Signpost.Server.Hosting;

namespace Signpost.Cli;

/// <summary><c>serve --check</c>: says what a CAS of this configuration would do.</summary>
internal static class ServeCheck
{
    public static async Task<int> RunAsync(string file, Screen screen, CancellationToken cancellationToken)
    {
        if (ServeRun.Read(file, screen) is not { } configuration)
        {
            return ExitCode.NotFound;
        }

        using var loggers = CasLoggers.None;
        await using var backing = DirectoryBacking.Create(configuration, loggers, TimeProvider.System);
        var lines = await ConfigurationCheck.RunAsync(configuration, backing, TimeProvider.System.GetUtcNow(), cancellationToken);
        screen.Print(lines.Select(Line));
        var errors = lines.Count(line => line.Verdict is CheckVerdict.Error);
        screen.Print(errors == 0 ? $"{file} is good" : $"{file}: {errors} of this would not work");
        return errors == 0 ? ExitCode.Found : ExitCode.NotFound;
    }

    private static ReportLine Line(CheckLine line) => new(
    [
        new ReportSpan($"{line.Topic,-13}", ReportTone.Faint),
        line.Verdict switch
        {
            CheckVerdict.Error => new ReportSpan("error: " + line.Text, ReportTone.Bad),
            CheckVerdict.Warning => new ReportSpan("warning: " + line.Text, ReportTone.Warning),
            _ => new ReportSpan(line.Text, ReportTone.Plain),
        },
    ]);
}
