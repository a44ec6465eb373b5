using Signpost.Oof;
using Signpost.Server.Operation;
using Signpost.Server.Storage;

namespace Signpost.Server.Tests.Storage;

/// <summary>Settings in memory, or away.</summary>
internal sealed class FakeOofStore : IOofStore
{
    public Dictionary<OofKey, KeptOof> Kept { get; } = [];

    /// <summary>Why it is away; "" where it is not.</summary>
    public string Trouble { get; set; } = "";

    public ValueTask<OofReading> ReadAsync(OofKey mailbox, CancellationToken cancellationToken) => ValueTask.FromResult<OofReading>(
        Trouble is not "" ? new OofReading.Away(Trouble) : Kept.TryGetValue(mailbox, out var kept) ? new OofReading.Found(kept) : OofReading.Never.It);

    public ValueTask<OofWriting> ReplaceAsync(OofKey mailbox, OofSettings settings, string setBy, DateTimeOffset setAt, CancellationToken cancellationToken)
    {
        if (Trouble is not "")
        {
            return ValueTask.FromResult<OofWriting>(new OofWriting.Away(Trouble));
        }

        Kept[mailbox] = new KeptOof(settings, Kept.TryGetValue(mailbox, out var before) ? before.Version + 1 : 1, setBy, setAt);
        return ValueTask.FromResult<OofWriting>(new OofWriting.Written(Kept[mailbox].Version));
    }

    public ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Trouble is "" ? HealthResult.Good("memory") : HealthResult.Bad(Trouble));

    public ValueTask<HealthResult> InspectAsync(CancellationToken cancellationToken) => CheckAsync(cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
