namespace Signpost.Server.Mailboxes.AddressBook;

/// <summary>Looks into lists by an address book: each list within a list once, so that lists which hold each other end too.</summary>
/// <param name="book">Who knows what is in a list.</param>
internal sealed class ListMembers(IAddressBook book) : IDistributionLists
{
    /// <summary>How many members are told, and how many lists are looked into for them.</summary>
    public const int Most = 100;

    /// <inheritdoc/>
    public async ValueTask<ListReading> ExpandAsync(MailboxAddress address, CancellationToken cancellationToken) => await book.FindAsync(address, cancellationToken) switch
    {
        RecipientReading.Found { Recipients: [var only] } when IsList(only) => await ExpandAsync(only, cancellationToken),
        RecipientReading.Found => ListReading.NotAList.It,
        RecipientReading.Away { Why: var why } => new ListReading.Away(why),
        _ => throw new InvalidOperationException("a case is missing"),
    };

    private async ValueTask<ListReading> ExpandAsync(Recipient whole, CancellationToken cancellationToken)
    {
        var (seen, members, lists) = (new HashSet<MailboxAddress> { whole.Address }, new List<Recipient>(), new Queue<Recipient>([whole]));
        while (lists.TryDequeue(out var list))
        {
            switch (await book.MembersAsync(list, cancellationToken))
            {
                case RecipientReading.Away { Why: var why }:
                    return new ListReading.Away(why);
                case RecipientReading.Found { IsAll: false }:
                    return ListReading.TooMany.It;
                case RecipientReading.Found { Recipients: var found }:
                    foreach (var one in found.Where(one => seen.Add(one.Address)))
                    {
                        if (IsList(one))
                        {
                            lists.Enqueue(one);
                        }
                        else
                        {
                            members.Add(one);
                        }
                    }

                    break;
            }

            if (seen.Count - members.Count > Most || members.Count > Most)
            {
                return ListReading.TooMany.It;
            }
        }

        return new ListReading.Members([.. DirectoryAddressBook.Sorted(members)]);
    }

    private static bool IsList(Recipient recipient) => recipient.Kind is RecipientKind.List or RecipientKind.RoomList;
}
