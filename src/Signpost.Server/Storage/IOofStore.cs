using Signpost.Oof;
using Signpost.Server.Operation;

namespace Signpost.Server.Storage;

/// <summary>Keeps who is out of office. Several CASs may write to one store: writes are whole, one after the other, and the last one stands.</summary>
internal interface IOofStore : IAsyncDisposable
{
    /// <summary>What is set for a mailbox.</summary>
    ValueTask<OofReading> ReadAsync(OofKey mailbox, CancellationToken cancellationToken);

    /// <summary>Sets all of it anew.</summary>
    /// <param name="mailbox">Whose.</param>
    /// <param name="settings">What: times that are instants, and both replies.</param>
    /// <param name="setBy">Who sets it.</param>
    /// <param name="setAt">When.</param>
    /// <param name="cancellationToken">Ends it; then it may be done or not.</param>
    ValueTask<OofWriting> ReplaceAsync(OofKey mailbox, OofSettings settings, string setBy, DateTimeOffset setAt, CancellationToken cancellationToken);

    /// <summary>Whether it can be read, and written where that has failed before.</summary>
    ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken);

    /// <summary>The same without making or changing anything: it need not exist yet.</summary>
    ValueTask<HealthResult> InspectAsync(CancellationToken cancellationToken);
}
