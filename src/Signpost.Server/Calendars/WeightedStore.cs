using System.Diagnostics.CodeAnalysis;

namespace Signpost.Server.Calendars;

/// <summary>A dictionary of bounded weight: when more is in it, what was asked for longest ago goes first.</summary>
/// <param name="most">What all may weigh; one alone may be heavier.</param>
/// <param name="comparer">How keys compare; null is their own way.</param>
internal sealed class WeightedStore<TKey, TValue>(long most, IEqualityComparer<TKey>? comparer = null)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock gate = new();
    private readonly Dictionary<TKey, LinkedListNode<Entry>> entries = new(comparer);
    private readonly LinkedList<Entry> byUse = [];
    private long weight;

    /// <summary>How many values are in it.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return entries.Count;
            }
        }
    }

    public bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value)
    {
        lock (gate)
        {
            value = entries.TryGetValue(key, out var node) ? Used(node) : null;
            return value is not null;
        }
    }

    /// <summary>The value that is there and still good, else a new one.</summary>
    public TValue GetOrPut(TKey key, Func<TValue, bool> isGood, Func<TValue> make)
    {
        lock (gate)
        {
            if (entries.TryGetValue(key, out var node) && isGood(node.Value.Value))
            {
                return Used(node);
            }

            var value = make();
            PutIn(key, value, 0);
            return value;
        }
    }

    /// <summary>Puts a value in, in the place of another of the same key.</summary>
    public void Put(TKey key, TValue value, long weight)
    {
        lock (gate)
        {
            PutIn(key, value, weight);
        }
    }

    /// <summary>Weighs a value again, if it is still in.</summary>
    public void Weigh(TKey key, TValue value, long weight)
    {
        lock (gate)
        {
            if (entries.TryGetValue(key, out var node) && ReferenceEquals(node.Value.Value, value))
            {
                PutIn(key, value, weight);
            }
        }
    }

    public void Remove(TKey key)
    {
        lock (gate)
        {
            TakeOut(key);
        }
    }

    private TValue Used(LinkedListNode<Entry> node)
    {
        byUse.Remove(node);
        byUse.AddLast(node);
        return node.Value.Value;
    }

    private void PutIn(TKey key, TValue value, long itsWeight)
    {
        TakeOut(key);
        entries.Add(key, byUse.AddLast(new Entry(key, value, itsWeight)));
        weight += itsWeight;
        while (weight > most && byUse.First is { } oldest && oldest != byUse.Last)
        {
            TakeOut(oldest.Value.Key);
        }
    }

    private void TakeOut(TKey key)
    {
        if (entries.Remove(key, out var node))
        {
            byUse.Remove(node);
            weight -= node.Value.Weight;
        }
    }

    private readonly record struct Entry(TKey Key, TValue Value, long Weight);
}
