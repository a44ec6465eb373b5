using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Signpost.Server.Calendars.CalDav;

/// <summary>Brings what is remembered of a mailbox's calendars to what the server has now.</summary>
/// <remarks>
/// 1. What is at the URL: a calendar, or a home of several; and which version each is of.
/// 2. Of those whose version is another: what has changed since (RFC 6578), else the versions of all that is in it.
/// 3. What has changed is read, many at once (RFC 4791 section 7.9); what has not stays the same object.
/// </remarks>
internal sealed class DavFetcher(DavClient client)
{
    private const string Propfind = "PROPFIND";
    private const string Report = "REPORT";
    private const int AtOnce = 100;
    private const int MostObjects = 100_000;
    private const int MostRounds = 100;

    /// <summary>Brings it up to date.</summary>
    /// <param name="url">The collection, or the home.</param>
    /// <param name="before">What is remembered; null where nothing is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<DavFetch> FetchAsync(Uri url, DavCalendar? before, CancellationToken cancellationToken)
    {
        var top = await client.AskAsync(Propfind, url, before is { IsHome: true } ? 1 : 0, DavQuestion.Collection, cancellationToken);
        var isHome = before is { IsHome: true };
        if (top is DavReply.Multistatus { Resources: [{ IsCollection: true, IsCalendar: false }] } && !isHome)
        {
            isHome = true;
            top = await client.AskAsync(Propfind, url, 1, DavQuestion.Collection, cancellationToken);
        }

        if (top is not DavReply.Multistatus { Resources: var resources })
        {
            return Failed(top);
        }

        if (resources is [] || resources is [{ Status: 404 or 410 }])
        {
            return new DavFetch.Gone();
        }

        var collections = ImmutableArray.CreateBuilder<DavCollection>();
        var isSame = before is not null;
        foreach (var found in resources.Where(one => one.IsCalendar))
        {
            var known = before?.Collections.FirstOrDefault(one => one.Url == found.Url);
            switch (await FetchAsync(found, known ?? DavCollection.New(found.Url), cancellationToken))
            {
                case (DavCollection now, _):
                    isSame &= ReferenceEquals(now, known);
                    collections.Add(now);
                    break;
                case (_, var failure):
                    return failure!;
            }
        }

        return isSame && collections.Count == before!.Collections.Length
            ? new DavFetch.Fetched(before)
            : collections is { Count: 0 } && !isHome ? new DavFetch.Gone() : new DavFetch.Fetched(new DavCalendar(isHome, collections.ToImmutable()));
    }

    private async Task<(DavCollection? Now, DavFetch? Failure)> FetchAsync(DavResource found, DavCollection before, CancellationToken cancellationToken)
    {
        var isSame = found.CTag is not "" ? found.CTag == before.CTag : found.SyncToken is not "" && found.SyncToken == before.SyncToken;
        if (isSame)
        {
            return (before, null);
        }

        var (changes, failure) = found.SyncToken is "" ? (null, null) : await ChangesAsync(before, cancellationToken);
        if (changes is null && failure is null)
        {
            (changes, failure) = await VersionsAsync(before, cancellationToken);
        }

        if (changes is null)
        {
            return (null, failure);
        }

        var (objects, missing) = (before.Objects.RemoveRange(changes.Removed).ToBuilder(), 0);
        foreach (var some in changes.Changed.Where(one => !objects.TryGetValue(one.Key, out var has) || has.ETag != one.ETag || has.ETag is "").Chunk(AtOnce))
        {
            var read = await client.AskAsync(Report, before.Url, 1, DavQuestion.Objects(some.Select(one => one.Url)), cancellationToken);
            if (read is not DavReply.Multistatus { Resources: var resources })
            {
                return (null, Failed(read));
            }

            var told = resources.Where(one => one.Text is not null || one.Status is 404 or 410).ToArray();
            missing += some.Select(one => one.Key).Except(told.Select(one => one.Key), StringComparer.Ordinal).Count();
            foreach (var one in told)
            {
                Take(objects, one);
            }
        }

        // What the server did not tell is asked for again the next time: without a version, something has changed.
        var now = new DavCollection(before.Url, found.CTag, changes.SyncToken is "" ? found.SyncToken : changes.SyncToken, objects.ToImmutable());
        return (missing is 0 ? now : now with { CTag = "", SyncToken = "", Missing = missing }, null);
    }

    // What was written again as it was, is the same object.
    private static void Take(ImmutableDictionary<string, (string ETag, CalendarObject Object)>.Builder objects, DavResource one)
    {
        if (one.Text is not { } text)
        {
            objects.Remove(one.Key);
        }
        else
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            objects[one.Key] = objects.TryGetValue(one.Key, out var has) && has.Object.Text.Span.SequenceEqual(bytes)
                ? (one.ETag, has.Object)
                : (one.ETag, new CalendarObject(one.Key[(one.Key.LastIndexOf('/') + 1)..], bytes));
        }
    }

    // Null and null where the server does not do that, or no longer knows the state that is remembered.
    private async Task<(Changes? Found, DavFetch? Failure)> ChangesAsync(DavCollection before, CancellationToken cancellationToken)
    {
        var (changed, removed, token) = (new Dictionary<string, DavResource>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), before.SyncToken);
        for (var round = 0; round < MostRounds; round++)
        {
            var reply = await client.AskAsync(Report, before.Url, 0, DavQuestion.Changes(token), cancellationToken);
            if (reply is DavReply.Status { Code: >= 400 and < 500 and not (401 or 407 or 429) } or DavReply.Status { Code: 501 or (>= 200 and < 300) })
            {
                return (null, null);
            }

            if (reply is not DavReply.Multistatus { Resources: var resources, SyncToken: var next })
            {
                return (null, Failed(reply));
            }

            if (next is "")
            {
                return (null, null);
            }

            foreach (var one in resources.Where(one => one.Url != before.Url))
            {
                var isGone = one.Status is 404 or 410;
                _ = isGone ? changed.Remove(one.Key) : changed.TryAdd(one.Key, one) || (changed[one.Key] = one) is not null;
                _ = isGone ? removed.Add(one.Key) : removed.Remove(one.Key);
            }

            token = next;

            // RFC 6578 section 3.6: the rest comes with the next question.
            if (!resources.Any(one => one.Url == before.Url && one.Status is 507))
            {
                return changed.Count > MostObjects ? (null, TooMany()) : (new Changes([.. changed.Values], [.. removed], token), null);
            }
        }

        return (null, new DavFetch.Away("it never comes to an end of what has changed"));
    }

    private async Task<(Changes? Found, DavFetch? Failure)> VersionsAsync(DavCollection before, CancellationToken cancellationToken)
    {
        var reply = await client.AskAsync(Propfind, before.Url, 1, DavQuestion.Versions, cancellationToken);
        if (reply is not DavReply.Multistatus { Resources: var resources })
        {
            return (null, Failed(reply));
        }

        // One of which the server can't say anything now has not gone.
        DavResource[] there = [.. resources.Where(one => !one.IsCollection && one.Status is not (404 or 410))];
        return there.Length > MostObjects
            ? (null, TooMany())
            : (new Changes([.. there.Where(one => one.Status is 200)], [.. before.Objects.Keys.Except(there.Select(one => one.Key), StringComparer.Ordinal)], ""), null);
    }

    private static DavFetch.Away TooMany() => new(string.Create(CultureInfo.InvariantCulture, $"a calendar has more than {MostObjects} objects"));

    private static DavFetch Failed(DavReply reply) => reply switch
    {
        DavReply.Status { Code: 404 or 410 } => new DavFetch.Gone(),
        DavReply.Status { Code: var code } when code is 401 or 403 => new DavFetch.Refused(code),
        DavReply.Status { Code: var code } => new DavFetch.Away(string.Create(CultureInfo.InvariantCulture, $"it answered HTTP {code}")),
        DavReply.Broken { Why: var why, IsUnreachable: var isUnreachable } => new DavFetch.Away(why) { IsUnreachable = isUnreachable },
        _ => new DavFetch.Away("its answer is not what was asked for"),
    };

    private sealed record Changes(ImmutableArray<DavResource> Changed, ImmutableArray<string> Removed, string SyncToken);
}
