using System.Diagnostics.Metrics;
using Signpost.Server.Logon;
using Signpost.Server.Operation;

namespace Signpost.Server.Tests.Operation;

public sealed class ServerMeterTests : IDisposable
{
    private readonly ServerMeter meter;
    private readonly MeterListener listener = new();
    private readonly List<string> heard = [];
    private BackingFigures figures = BackingFigures.None;
    private double? daysLeft;
    private bool? scpPublished;

    public ServerMeterTests()
    {
        meter = new ServerMeter(() => figures, () => daysLeft, () => scpPublished, () => null);
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter == meter.Meter)
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Hear(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
        listener.Start();
    }

    public void Dispose()
    {
        listener.Dispose();
        meter.Dispose();
    }

    [Fact]
    public void A_request_is_counted_by_what_it_was_for_and_what_came_of_it()
    {
        meter.Answered(RequestEndpoint.MobileSync, RequestResult.TooLarge, TimeSpan.FromMilliseconds(250));

        Assert.Equal(
            ["signpost.server.requests 1 signpost.endpoint=mobilesync signpost.result=too-large", "signpost.server.request.duration 0.25 signpost.endpoint=mobilesync"], heard);
    }

    [Fact]
    public void Every_endpoint_and_every_result_has_a_word_of_its_own()
    {
        foreach (var endpoint in Enum.GetValues<RequestEndpoint>())
        {
            foreach (var result in Enum.GetValues<RequestResult>())
            {
                meter.Answered(endpoint, result, TimeSpan.Zero);
            }
        }

        var requests = heard.Where(line => line.StartsWith("signpost.server.requests ", StringComparison.Ordinal)).ToList();
        Assert.Equal(Enum.GetValues<RequestEndpoint>().Length * Enum.GetValues<RequestResult>().Length, requests.Distinct().Count());
        Assert.Contains("signpost.server.requests 1 signpost.endpoint=other signpost.result=gone", requests);
        Assert.Contains("signpost.server.requests 1 signpost.endpoint=pox signpost.result=ok", requests);
    }

    [Fact]
    public void Counting_a_request_allocates_nothing()
    {
        heard.Capacity = 0;
        listener.Dispose();
        meter.Answered(RequestEndpoint.Pox, RequestResult.Ok, TimeSpan.Zero);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
        {
            meter.Answered(RequestEndpoint.Pox, RequestResult.Ok, TimeSpan.FromTicks(i));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("Basic", "bad-password", "basic", "bad-password")]
    [InlineData("NEGOTIATE", "bad-token", "negotiate", "bad-token")]
    [InlineData("Bearer", "malformed", "bearer", "malformed")]
    [InlineData("Bearer", "a word of tomorrow: ann@contoso.test", "bearer", "refused")]
    [InlineData("Bearer", "accepted", "bearer", "refused")]
    [InlineData("Basic", "account-locked", "basic", "account-locked")]
    [InlineData("x-made-up", "malformed", "other", "malformed")]
    public void A_refused_logon_is_counted_by_words_that_are_known_beforehand(string scheme, string reason, string schemeWord, string resultWord)
    {
        meter.Judged(scheme, new LogonVerdict.Refused(reason, "ann"));

        Assert.Equal([$"signpost.server.logons 1 signpost.scheme={schemeWord} signpost.result={resultWord}"], heard);
    }

    [Fact]
    public void Other_verdicts_are_counted_as_well()
    {
        meter.Judged("Basic", new LogonVerdict.Accepted(new Caller("ann", "Basic")));
        meter.Judged("Negotiate", new LogonVerdict.GoOn("Negotiate abc"));
        meter.Judged("Basic", new LogonVerdict.Away("dc1 does not answer"));

        Assert.Equal(
            [
                "signpost.server.logons 1 signpost.scheme=basic signpost.result=accepted",
                "signpost.server.logons 1 signpost.scheme=negotiate signpost.result=continued",
                "signpost.server.logons 1 signpost.scheme=basic signpost.result=away",
            ],
            heard);
    }

    [Fact]
    public void What_nobody_knows_is_not_told()
    {
        listener.RecordObservableInstruments();

        Assert.Empty(heard);
    }

    [Fact]
    public void What_the_backing_knows_is_told()
    {
        figures = new BackingFigures { DirectoryAnswers = false, MailboxesCached = 12, Lookups = new LookupCounts(7, 1, 4, 2) };
        (daysLeft, scpPublished) = (-1.5, true);

        listener.RecordObservableInstruments();

        Assert.Equal(
            [
                "signpost.server.certificate.left -1.5",
                "signpost.server.directory.lookups 1 signpost.source=stale",
                "signpost.server.directory.lookups 2 signpost.source=away",
                "signpost.server.directory.lookups 4 signpost.source=miss",
                "signpost.server.directory.lookups 7 signpost.source=hit",
                "signpost.server.directory.up 0",
                "signpost.server.mailboxes.cached 12",
                "signpost.server.scp.published 1",
            ],
            heard.Order(StringComparer.Ordinal));
    }

    private void Hear<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : IFormattable
    {
        var words = new List<string> { instrument.Name, value.ToString(null, System.Globalization.CultureInfo.InvariantCulture) };
        foreach (var (name, word) in tags)
        {
            words.Add($"{name}={word}");
        }

        heard.Add(string.Join(' ', words));
    }
}
