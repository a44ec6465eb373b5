using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Signpost.Server.Mailboxes;

/// <summary>A dictionary of a bounded size: when it is full, what nobody has asked for since the hand last passed goes first (the CLOCK algorithm).</summary>
/// <param name="most">How many values it holds.</param>
/// <param name="comparer">How keys compare; null is their own way.</param>
internal sealed class BoundedStore<TKey, TValue>(int most, IEqualityComparer<TKey>? comparer = null)
    where TKey : notnull
    where TValue : class
{
    private readonly ConcurrentDictionary<TKey, Slot> slots = new(comparer);
    private readonly ConcurrentQueue<TKey> clock = [];
    private int count;

    /// <summary>How many values are in it; for a moment one more may be, for each thread that puts one.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Finds a value; nothing is allocated, and nobody waits.</summary>
    public bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value)
    {
        if (!slots.TryGetValue(key, out var slot))
        {
            value = null;
            return false;
        }

        if (!slot.IsUsed)
        {
            slot.IsUsed = true;     // written once a round, so that those who read do not disturb each other
        }

        value = slot.Value;
        return true;
    }

    /// <summary>Puts a value in the place of the one that is there; false where none is.</summary>
    public bool TryReplace(TKey key, TValue value)
    {
        if (!slots.TryGetValue(key, out var slot))
        {
            return false;
        }

        slot.Value = value;
        return true;
    }

    /// <summary>Puts a value in, and others out where there is no room.</summary>
    public void Put(TKey key, TValue value)
    {
        if (TryReplace(key, value))
        {
            return;
        }

        if (slots.TryAdd(key, new Slot(value)))
        {
            Interlocked.Increment(ref count);
            clock.Enqueue(key);
            Trim();
        }
    }

    /// <summary>Takes a value out.</summary>
    public void Remove(TKey key)
    {
        if (slots.TryRemove(key, out _))
        {
            Interlocked.Decrement(ref count);
        }
    }

    // Removed keys stay on the clock until the hand comes by; it comes by at the latest when they are as many as the values.
    private void Trim()
    {
        var chances = most;
        while ((Count > most || clock.Count > 2L * most) && clock.TryDequeue(out var oldest))
        {
            if (!slots.TryGetValue(oldest, out var slot))
            {
                continue;
            }

            if (slot.IsUsed && chances-- > 0)
            {
                slot.IsUsed = false;
                clock.Enqueue(oldest);
            }
            else
            {
                Remove(oldest);
            }
        }
    }

    private sealed class Slot(TValue value)
    {
        private volatile TValue value = value;

        public TValue Value
        {
            get => value;
            set => this.value = value;
        }

        public bool IsUsed { get; set; }
    }
}
