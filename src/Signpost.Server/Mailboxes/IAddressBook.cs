using System.Collections.Immutable;

namespace Signpost.Server.Mailboxes;

/// <summary>Whom the directory knows: people, rooms, contacts and lists (what Exchange calls the global address list).</summary>
public interface IAddressBook
{
    /// <summary>Who has an address.</summary>
    ValueTask<RecipientReading> FindAsync(MailboxAddress address, CancellationToken cancellationToken);

    /// <summary>Who is meant by the beginning of a name, or by an address.</summary>
    /// <param name="text">As people type it.</param>
    /// <param name="most">How many are wanted at most.</param>
    /// <param name="cancellationToken">Ends it.</param>
    ValueTask<RecipientReading> ResolveAsync(string text, int most, CancellationToken cancellationToken);

    /// <summary>The direct members of a list, without those that have no address.</summary>
    ValueTask<RecipientReading> MembersAsync(Recipient list, CancellationToken cancellationToken);

    /// <summary>The lists of rooms.</summary>
    ValueTask<RecipientReading> RoomListsAsync(CancellationToken cancellationToken);

    /// <summary>The rooms of a list.</summary>
    ValueTask<RecipientReading> RoomsAsync(Recipient list, CancellationToken cancellationToken);
}
