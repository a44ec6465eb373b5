using System.Collections.Immutable;
using Signpost.Discovery;
using Signpost.Sites;
using Signpost.Tracing;

namespace Signpost.Tests.Fakes;

/// <summary>A memory that lasts as long as the test.</summary>
internal sealed class FakeMemory(params LastKnownGoodEntry[] entries) : ILastKnownGood
{
    public LastKnownGoodState State { get; set; } = LastKnownGoodState.Empty with { Entries = [.. entries] };

    /// <summary>What went wrong with it, whatever was asked of it.</summary>
    public Finding? Fault { get; init; }

    public ImmutableArray<LastKnownGoodEntry> Entries => State.Entries;

    public Task<LastKnownGoodRecall> FindAsync(MailboxAddress address, string forest, CancellationToken cancellationToken) =>
        Task.FromResult(State.Recall(address, forest) with { Finding = Fault });

    public Task<Finding?> RememberAsync(LastKnownGoodEntry entry, SiteName? learned, CancellationToken cancellationToken)
    {
        State = State.With(entry, learned);
        return Task.FromResult(Fault);
    }

    public Task<Finding?> ForgetAsync(LastKnownGoodEntry entry, CancellationToken cancellationToken)
    {
        State = State.Without(entry);
        return Task.FromResult(Fault);
    }
}
