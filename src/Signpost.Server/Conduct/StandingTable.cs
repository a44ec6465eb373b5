using System.Numerics;
using System.Security.Cryptography;

namespace Signpost.Server.Conduct;

/// <summary>The addresses that are remembered: a table of a fixed size, in which each has eight places it may be in.</summary>
/// <remarks>
/// Where all eight are taken, the one with the least to its account makes room. So a flood of new addresses pushes out one another,
/// and those who are at a limit stay. Which eight is decided with a number that nobody outside knows.
/// </remarks>
internal sealed class StandingTable
{
    private const int Ways = 8;
    private const int MostLocks = 64;

    private readonly Standing[] places;
    private readonly Lock[] locks;
    private readonly ulong sets;
    private readonly ulong one = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1;
    private readonly ulong other = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));

    public StandingTable(int most)
    {
        sets = (ulong)((most + Ways - 1) / Ways);
        places = new Standing[(int)sets * Ways];
        locks = new Lock[Math.Min((int)sets, MostLocks)];
        for (var at = 0; at < locks.Length; at++)
        {
            locks[at] = new Lock();
        }
    }

    public delegate T Use<TState, out T>(ref Standing standing, TState state);

    /// <summary>How many are remembered that have something to their account.</summary>
    public int CountOf(long now) => places.Count(place => !place.Key.IsNone && place.Weight(now) > 0);

    /// <summary>Uses the standing of an address, alone, making room for it where it is not remembered.</summary>
    public T With<TState, T>(AddressKey key, long now, TState state, Use<TState, T> use)
    {
        var set = SetOf(key);
        lock (locks[set % locks.Length])
        {
            var ways = places.AsSpan(set * Ways, Ways);
            var least = 0;
            var leastWeight = long.MaxValue;
            for (var at = 0; at < ways.Length; at++)
            {
                if (ways[at].Key == key)
                {
                    return use(ref ways[at], state);
                }

                var weight = ways[at].Key.IsNone ? -1 : ways[at].Weight(now);
                if (weight < leastWeight)
                {
                    (least, leastWeight) = (at, weight);
                }
            }

            ways[least] = new Standing { Key = key };
            return use(ref ways[least], state);
        }
    }

    /// <summary>Uses the standing of an address where it is remembered.</summary>
    public T? IfKnown<TState, T>(AddressKey key, TState state, Use<TState, T> use)
        where T : struct
    {
        var set = SetOf(key);
        lock (locks[set % locks.Length])
        {
            foreach (ref var way in places.AsSpan(set * Ways, Ways))
            {
                if (way.Key == key)
                {
                    return use(ref way, state);
                }
            }

            return null;
        }
    }

    /// <summary>Uses every standing there is.</summary>
    public void Each<TState>(TState state, Use<TState, bool> use)
    {
        for (var set = 0; set < (int)sets; set++)
        {
            lock (locks[set % locks.Length])
            {
                foreach (ref var way in places.AsSpan(set * Ways, Ways))
                {
                    if (!way.Key.IsNone)
                    {
                        use(ref way, state);
                    }
                }
            }
        }
    }

    private int SetOf(AddressKey key)
    {
        var high = Math.BigMul(key.High ^ other, one, out var low);
        var mixed = high ^ low ^ BitOperations.RotateLeft(key.Low, 32);
        high = Math.BigMul(mixed ^ other, one, out low);
        return (int)Math.BigMul(high ^ low, sets, out _);
    }
}
