using System.Collections.Concurrent;
using Signpost.Oof;
using Signpost.Server.Operation;
using Signpost.Server.Storage;

namespace Signpost.Cli.Demo;

/// <summary>Who is out of office in the demo: remembered as long as it runs.</summary>
internal sealed class DemoOof : IOofStore
{
    private readonly ConcurrentDictionary<OofKey, KeptOof> kept = new();

    public ValueTask<OofReading> ReadAsync(OofKey mailbox, CancellationToken cancellationToken) =>
        ValueTask.FromResult<OofReading>(kept.TryGetValue(mailbox, out var found) ? new OofReading.Found(found) : OofReading.Never.It);

    public ValueTask<OofWriting> ReplaceAsync(OofKey mailbox, OofSettings settings, string setBy, DateTimeOffset setAt, CancellationToken cancellationToken) =>
        ValueTask.FromResult<OofWriting>(new OofWriting.Written(kept.AddOrUpdate(
            mailbox, _ => new KeptOof(settings, 1, setBy, setAt), (_, before) => new KeptOof(settings, before.Version + 1, setBy, setAt)).Version));

    public ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(HealthResult.Good("made up"));

    public ValueTask<HealthResult> InspectAsync(CancellationToken cancellationToken) => CheckAsync(cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
