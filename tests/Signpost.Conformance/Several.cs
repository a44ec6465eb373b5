namespace Signpost.Conformance;

/// <summary>Several things that end together, the last one first.</summary>
internal sealed class Several(IAsyncDisposable[] all) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        foreach (var one in all.Reverse())
        {
            await one.DisposeAsync();
        }
    }
}
