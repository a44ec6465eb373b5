using Microsoft.Extensions.Logging;
using Signpost.Diagnostics;
using Signpost.Discovery;
using Signpost.Dns;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Diagnostics;

/// <summary>A run in the log.</summary>
public sealed class LogViewTests
{
    private readonly WatchedRun run = new();

    [Fact]
    public void A_run_begins_and_ends_at_information()
    {
        using var log = new CollectingLogger();

        run.Find(log);

        Assert.Equal(["RunStarted", "RunFound"], log.Names);
        Assert.All(log.Lines, line => Assert.Equal(SignpostTelemetry.LogCategory, line.Category));
        Assert.All(log.Lines, line => Assert.Equal(LogLevel.Information, line.Level));
        Assert.Equal("discover: started for a mailbox of contoso.test", log.Lines[0].Text);
        Assert.StartsWith("discover: found for contoso.test: https://mail.contoso.test/", log.Lines[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_is_a_warning_once()
    {
        using var log = new CollectingLogger();
        run.Dns.Service("_autodiscover._tcp.contoso.test", new SrvRecord(0, 0, 8443, "mail.contoso.test"));
        run.Net.Host("https://autodiscover.contoso.test", FakeHost.Refusing);

        run.Find(log);

        var warning = Assert.Single(log.Lines, line => line.Level is LogLevel.Warning);
        Assert.Equal("Warned", warning.Id.Name);
        Assert.Equal("srv.not-443", warning.Values["Code"]);
        Assert.Equal("RunEnded", log.Lines[^1].Id.Name);
        Assert.Equal("not-found", log.Lines[^1].Values["End"]);
    }

    [Fact]
    public void A_step_that_fails_is_a_warning()
    {
        using var log = new CollectingLogger();
        run.Dns.Service("_autodiscover._tcp.contoso.test", new SrvAnswer.Failed("name server does not answer"));
        run.Net.Host("https://autodiscover.contoso.test", FakeHost.Refusing);

        run.Find(log);

        Assert.Equal("srv", Assert.Single(log.Lines, line => line.Id.Name is "StepFailed").Values["Step"]);
    }

    [Fact]
    public void Who_debugs_is_told_of_steps_attempts_and_the_address()
    {
        using var log = new CollectingLogger(LogLevel.Debug);

        run.Find(log);

        Assert.Contains(log.Lines, line => line.Id.Name is "RoundStarted" && line.Text.Contains(run.Address.ToString(), StringComparison.Ordinal));
        Assert.Superset(new HashSet<string> { "StepSkipped", "StepEnded", "AttemptStarted", "HopFollowed", "AttemptEnded", "ConversationEnded" }, log.Names.ToHashSet());
    }

    [Fact]
    public void A_logger_that_takes_nothing_is_told_nothing()
    {
        using var log = new CollectingLogger(LogLevel.None);

        run.Find(log);

        Assert.Empty(log.Lines);
    }

    [Fact]
    public void A_failure_that_a_finding_tells_is_not_told_twice()
    {
        using var log = new CollectingLogger();
        run.Options = run.Options with { Excluded = [], Forest = new ForestChoice.File("no-such-file.ldif") };

        run.Find(log);

        Assert.Equal("directory.failed", Assert.Single(log.Lines, line => line.Level is LogLevel.Warning).Values["Code"]);
    }
}
