using System.Net;
using System.Security.Cryptography;
using System.Text;
using Signpost.Server.Configuration;

namespace Signpost.Server.Conduct;

/// <summary>How much each client address may still ask, in memory of a fixed size.</summary>
/// <remarks>
/// Each limit is a bucket that holds what is allowed in a window and leaks as much in a window: after a burst of all of it, one is allowed
/// each (window / limit). What is refused is not counted, so who waits as long as he is told is heard. Failed logons are counted for the
/// address, and for each user at an address, who has a quarter of that: an old password in one telephone does not shut out the office
/// around it. A user's name alone never counts: nobody can shut out a user from elsewhere.
/// </remarks>
internal sealed class AddressLimits
{
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private readonly TimeProvider time;
    private volatile Book book;

    public AddressLimits(LimitConfiguration limits, TimeProvider time)
    {
        this.time = time;
        book = new Book(Rules.Of(limits, time), new StandingTable(limits.MostAddresses), new StandingTable(limits.MostAddresses));
    }

    /// <summary>How many addresses have something to their account.</summary>
    public int Count => book.Addresses.CountOf(time.GetTimestamp());

    /// <summary>Takes other limits; what was counted stays.</summary>
    public void Take(LimitConfiguration limits)
    {
        var old = book;
        var rules = Rules.Of(limits, time);
        book = limits.MostAddresses == old.Rules.MostAddresses
            ? old with { Rules = rules }
            : new Book(rules, Moved(old.Addresses, limits.MostAddresses), Moved(old.Users, limits.MostAddresses));
    }

    /// <summary>Counts a request. One that brings a logon, and may go on, is ended by <see cref="Judged"/>.</summary>
    public LimitOutcome Enter(IPAddress client, bool isLogon)
    {
        var (now, (rules, addresses, _)) = (time.GetTimestamp(), book);
        return addresses.With(AddressKey.Of(client), now, (now, rules, isLogon), static (ref Standing standing, (long Now, Rules Rules, bool IsLogon) given) =>
        {
            var (now, rules, isLogon) = given;
            var hasFailed = standing.FailuresUntil > now;
            if (rules.Requests.Overfull(standing.RequestsUntil, 1, now) is > 0 and var tooMany)
            {
                return Refuse(ref standing, now, rules.TimeOf(tooMany), "requests");
            }

            if (isLogon)
            {
                // All that are being judged may fail. Who has a clean slate may have more of them: the many clients of one office.
                var judging = hasFailed ? standing.Judging : standing.Judging / 4;
                if (rules.FailedLogons.Overfull(standing.FailuresUntil, judging + 1, now) is > 0 and var failed)
                {
                    return Refuse(ref standing, now, rules.TimeOf(failed), "failed-logons");
                }

                standing.Judging++;
            }

            standing.RequestsUntil = rules.Requests.Filled(standing.RequestsUntil, now);
            return new LimitOutcome(TimeSpan.Zero, "", false, hasFailed);
        });
    }

    /// <summary>A logon that was let in has been judged.</summary>
    public void Judged(IPAddress client) => book.Addresses.IfKnown(AddressKey.Of(client), 0, static (ref Standing standing, int _) => standing.Judging = Math.Max(0, standing.Judging - 1));

    /// <summary>A logon failed.</summary>
    public void Failed(IPAddress client, string user)
    {
        var (now, (rules, addresses, users)) = (time.GetTimestamp(), book);
        var address = AddressKey.Of(client);
        addresses.With(address, now, (now, rules.FailedLogons), Fill);
        if (user is not "")
        {
            users.With(UserAt(address, user), now, (now, rules.UsersFailedLogons), Fill);
        }
    }

    /// <summary>How long a user has to wait at an address after failed logons; zero where he need not.</summary>
    public TimeSpan WaitOf(IPAddress client, string user)
    {
        var (now, (rules, _, users)) = (time.GetTimestamp(), book);
        var until = users.IfKnown(UserAt(AddressKey.Of(client), user), 0, static (ref Standing standing, int _) => standing.FailuresUntil);
        return rules.TimeOf(rules.UsersFailedLogons.Overfull(until ?? 0, 1, now));
    }

    /// <summary>The addresses that were refused something and are well within their limits again; each is told of once.</summary>
    public IReadOnlyList<LimitEnd> Ended()
    {
        var (now, (rules, addresses, _)) = (time.GetTimestamp(), book);
        var ended = new List<LimitEnd>();
        addresses.Each((now, rules, ended, time), static (ref Standing standing, (long Now, Rules Rules, List<LimitEnd> Ended, TimeProvider Time) given) =>
        {
            if (standing.WaitingSince == 0 || standing.Weight(given.Now) > given.Rules.Window / 2)
            {
                return false;
            }

            given.Ended.Add(new LimitEnd(standing.Key.ToString(), standing.Refused, given.Time.GetElapsedTime(standing.WaitingSince, given.Now)));
            (standing.WaitingSince, standing.Refused) = (0, 0);
            return true;
        });
        return ended;
    }

    private static LimitOutcome Refuse(ref Standing standing, long now, TimeSpan wait, string why)
    {
        var isFirst = standing.WaitingSince == 0;
        standing.WaitingSince = isFirst ? Math.Max(1, now) : standing.WaitingSince;
        standing.Refused = unchecked(Math.Max(standing.Refused, standing.Refused + 1));
        return new LimitOutcome(wait, why, isFirst, true);
    }

    private static bool Fill(ref Standing standing, (long Now, Bucket Bucket) given)
    {
        standing.FailuresUntil = given.Bucket.Filled(standing.FailuresUntil, given.Now);
        return true;
    }

    private static StandingTable Moved(StandingTable from, int most)
    {
        var to = new StandingTable(most);
        from.Each(to, static (ref Standing standing, StandingTable to) =>
            to.With(standing.Key, 0, standing, static (ref Standing there, Standing here) =>
            {
                there = here with { Judging = 0 };     // whose end may be told to the old table
                return true;
            }));
        return to;
    }

    // Only computed for addresses with failed logons to their account.
    private AddressKey UserAt(AddressKey address, string user)
    {
        var text = Encoding.UTF8.GetBytes($"{address.High:x} {address.Low:x} {user.ToUpperInvariant()}");
        var hash = HMACSHA256.HashData(key, text);
        return new AddressKey(BitConverter.ToUInt64(hash, 0), BitConverter.ToUInt64(hash, 8) | 1);
    }

    /// <summary>The rules, and the two tables.</summary>
    private sealed record Book(Rules Rules, StandingTable Addresses, StandingTable Users);

    private sealed record Rules(long Window, Bucket Requests, Bucket FailedLogons, Bucket UsersFailedLogons, int MostAddresses, long Frequency)
    {
        public static Rules Of(LimitConfiguration limits, TimeProvider time)
        {
            var window = (long)(limits.Window.TotalSeconds * time.TimestampFrequency);
            var usersFailed = limits.FailedLogons == 0 ? 0 : Math.Max(1, limits.FailedLogons / 4);
            return new Rules(
                window, Bucket.Of(limits.Requests, window), Bucket.Of(limits.FailedLogons, window), Bucket.Of(usersFailed, window), limits.MostAddresses, time.TimestampFrequency);
        }

        public TimeSpan TimeOf(long duration) => TimeSpan.FromSeconds(duration / (double)Frequency);
    }
}
