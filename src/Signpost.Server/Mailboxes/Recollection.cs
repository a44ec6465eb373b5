using System.Diagnostics.CodeAnalysis;
using Signpost.Server.Operation;

namespace Signpost.Server.Mailboxes;

/// <summary>What an answer is worth remembering.</summary>
internal enum Standing
{
    /// <summary>It is known.</summary>
    Known,

    /// <summary>It is known that there is nothing. Remembered for a tenth of the time, in a store of its own: whoever asks for what does not exist pushes nothing out.</summary>
    Nothing,

    /// <summary>Nobody answered; what was remembered stays.</summary>
    Away,
}

/// <summary>How long and how much is remembered.</summary>
/// <param name="FreshFor">For how long an answer is taken as it is.</param>
/// <param name="StaleFor">For how long it is taken while nobody answers; not less than that.</param>
/// <param name="Most">How many answers are remembered.</param>
internal sealed record RecollectionTerms(TimeSpan FreshFor, TimeSpan StaleFor, int Most)
{
    /// <summary>How long an answer that is remembered, but old, waits for a new one.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(1);
}

/// <summary>Remembers the answers of somebody who may be slow, or away.</summary>
/// <remarks>
/// An answer of age a, fresh for F and stale for S, is
/// 1. given at once while a is below 4/5 F;
/// 2. given at once, and asked for again meanwhile, while a is below 2 F, or while nobody answers and a is below S;
/// 3. otherwise asked for again: for a moment (the patience) while a is below S, and then given all the same;
/// 4. above S, waited for until whoever is asked gives up.
/// No key is ever asked for twice at the same time. An answer that is the same as before is the same object as before.
/// </remarks>
internal sealed class Recollection<TKey, TAnswer>(
    RecollectionTerms terms,
    TimeProvider time,
    Func<TKey, CancellationToken, Task<TAnswer>> askAsync,
    Func<TAnswer, Standing> standingOf,
    Func<TAnswer, TAnswer, bool> areSame,
    IEqualityComparer<TKey>? comparer = null) : IAsyncDisposable
    where TKey : notnull
    where TAnswer : class
{
    private readonly BoundedStore<TKey, Memory> known = new(terms.Most, comparer);
    private readonly BoundedStore<TKey, Memory> nothing = new(Math.Max(1, terms.Most / 10), comparer);
    private readonly SingleFlight<TKey, TAnswer> flights = new(comparer);
    private volatile bool isAway;
    private long hits;
    private long stale;
    private long misses;
    private long away;

    /// <summary>How many answers are remembered.</summary>
    public int Count => known.Count + nothing.Count;

    /// <summary>How often an answer was remembered, and how often somebody was asked.</summary>
    public LookupCounts Counts => new(Interlocked.Read(ref hits), Interlocked.Read(ref stale), Interlocked.Read(ref misses), Interlocked.Read(ref away));

    /// <summary>The answer, remembered or new.</summary>
    public ValueTask<TAnswer> RecallAsync(TKey key, CancellationToken cancellationToken)
    {
        if (!TryFind(key, out var memory))
        {
            return new ValueTask<TAnswer>(FlightOf(key).WaitAsync(cancellationToken));
        }

        var age = time.GetElapsedTime(memory.Since);
        Interlocked.Increment(ref age < memory.FreshFor ? ref hits : ref stale);
        return age < memory.FreshFor * 0.8 ? new ValueTask<TAnswer>(memory.Answer) : RenewAsync(key, memory, age, cancellationToken);
    }

    public ValueTask DisposeAsync() => flights.DisposeAsync();

    private ValueTask<TAnswer> RenewAsync(TKey key, Memory memory, TimeSpan age, CancellationToken cancellationToken)
    {
        var flight = FlightOf(key);
        if (age >= memory.StaleFor)
        {
            return new ValueTask<TAnswer>(flight.WaitAsync(cancellationToken));
        }

        return isAway || age < memory.FreshFor * 2 ? new ValueTask<TAnswer>(memory.Answer) : AwaitAwhileAsync(flight, memory, cancellationToken);
    }

    private async ValueTask<TAnswer> AwaitAwhileAsync(Task<TAnswer> flight, Memory memory, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await flight.WaitAsync(terms.Patience, time, cancellationToken);
            return standingOf(answer) is Standing.Away ? memory.Answer : answer;
        }
        catch (TimeoutException)
        {
            isAway = true;      // until anybody answers; the others need not wait as well
            return memory.Answer;
        }
    }

    private Task<TAnswer> FlightOf(TKey key) => flights.Of(key, this, static (asked, mine, cancelled) => mine.AskAndRememberAsync(asked, cancelled));

    private async Task<TAnswer> AskAndRememberAsync(TKey key, CancellationToken cancellationToken)
    {
        var answer = await askAsync(key, cancellationToken);
        var standing = standingOf(answer);
        isAway = standing is Standing.Away;
        Interlocked.Increment(ref standing is Standing.Away ? ref away : ref misses);
        if (isAway)
        {
            return answer;
        }

        if (TryFind(key, out var before) && areSame(before.Answer, answer))
        {
            answer = before.Answer;
        }

        Remember(key, answer, standing);
        return answer;
    }

    private void Remember(TKey key, TAnswer answer, Standing standing)
    {
        if (standing is Standing.Nothing)
        {
            var brief = new Memory(answer, time.GetTimestamp(), terms.FreshFor / 10, terms.FreshFor);
            if (!known.TryReplace(key, brief))
            {
                nothing.Put(key, brief);
            }

            return;
        }

        known.Put(key, new Memory(answer, time.GetTimestamp(), terms.FreshFor, TimeSpan.FromTicks(Math.Max(terms.StaleFor.Ticks, terms.FreshFor.Ticks))));
        nothing.Remove(key);
    }

    private bool TryFind(TKey key, [NotNullWhen(true)] out Memory? memory) => known.TryGet(key, out memory) || nothing.TryGet(key, out memory);

    private sealed record Memory(TAnswer Answer, long Since, TimeSpan FreshFor, TimeSpan StaleFor);
}
