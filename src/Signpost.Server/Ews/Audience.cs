using System.Collections.Immutable;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Ews;

/// <summary>Counts who reads what is sent to a list: the members of lists on it too, each reader once. For one request, which may have many lists.</summary>
/// <param name="book">Who knows.</param>
/// <param name="mailboxes">Which domains are not outside.</param>
internal sealed class Audience(IAddressBook book, IMailboxDirectory mailboxes)
{
    /// <summary>Up to how many readers are counted.</summary>
    public const int Most = 1000;

    // Lists on lists on lists: each is a question to the directory.
    private const int MostLists = 100;

    private readonly Dictionary<MailboxAddress, RecipientReading> known = [];

    /// <summary>Counts the readers of a list.</summary>
    public async ValueTask<AudienceReading> CountAsync(Recipient list, CancellationToken cancellationToken)
    {
        var (total, outside) = (0, 0);
        var seen = new HashSet<MailboxAddress> { list.Address };
        var waiting = new Queue<Recipient>([list]);
        while (waiting.TryDequeue(out var next) && total < Most)
        {
            switch (await MembersAsync(next, cancellationToken))
            {
                case RecipientReading.Found { Recipients: var members }:
                    ImmutableArray<Recipient> more = [.. members.Where(one => seen.Add(one.Address))];
                    foreach (var inner in more.Where(one => one.IsList))
                    {
                        waiting.Enqueue(inner);
                    }

                    foreach (var reader in more.Where(one => !one.IsList).Take(Most - total))
                    {
                        total++;
                        outside += await mailboxes.AcceptsAsync(reader.Address.Domain, cancellationToken) ? 0 : 1;
                    }

                    break;
                case RecipientReading.Away:
                    return AudienceReading.Away.It;
                default:
                    return AudienceReading.TooManyLists.It;
            }
        }

        return new AudienceReading.Counted(total, outside);
    }

    // Null where enough has been asked.
    private async ValueTask<RecipientReading?> MembersAsync(Recipient list, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(list.Address, out var members) || known.Count >= MostLists)
        {
            return members;
        }

        return known[list.Address] = await book.MembersAsync(list, cancellationToken);
    }
}

/// <summary>What came of counting readers.</summary>
internal abstract record AudienceReading
{
    private AudienceReading()
    {
    }

    /// <summary>So many.</summary>
    /// <param name="Total">All of them, up to <see cref="Audience.Most"/>.</param>
    /// <param name="Outside">Those in no domain that is served.</param>
    public sealed record Counted(int Total, int Outside) : AudienceReading;

    /// <summary>More lists than one request may have read.</summary>
    public sealed record TooManyLists : AudienceReading
    {
        /// <summary>The one there is.</summary>
        public static TooManyLists It { get; } = new();
    }

    /// <summary>The directory is away.</summary>
    public sealed record Away : AudienceReading
    {
        /// <summary>The one there is.</summary>
        public static Away It { get; } = new();
    }
}
