using Signpost.Server.Mailboxes;

namespace Signpost.Server.Tests.Mailboxes;

/// <summary>Recipients in memory, or away.</summary>
internal sealed class FakeAddressBook : IAddressBook
{
    public List<Recipient> Recipients { get; } = [];

    /// <summary>Who is on a list, by its address.</summary>
    public Dictionary<MailboxAddress, Recipient[]> Members { get; } = [];

    /// <summary>Why it is away; "" where it is not.</summary>
    public string Trouble { get; set; } = "";

    /// <summary>Whether lists are longer than is told.</summary>
    public bool IsCutOff { get; set; }

    /// <summary>How often anybody asked who is on a list.</summary>
    public int ListsRead { get; private set; }

    public ValueTask<RecipientReading> FindAsync(MailboxAddress address, CancellationToken cancellationToken) => Told(Recipients.Where(one => one.Address == address));

    public ValueTask<RecipientReading> ResolveAsync(string text, int most, CancellationToken cancellationToken)
    {
        Recipient[] meant =
        [
            .. Recipients.Where(one => one.Name.StartsWith(text, StringComparison.OrdinalIgnoreCase)
                || one.Address.ToString().StartsWith(text, StringComparison.OrdinalIgnoreCase)
                || one.LegacyDn.StartsWith(text, StringComparison.OrdinalIgnoreCase)),
        ];
        return Told(meant.Take(most), meant.Length <= most);
    }

    public ValueTask<RecipientReading> MembersAsync(Recipient list, CancellationToken cancellationToken)
    {
        ListsRead++;
        return Told(Members.GetValueOrDefault(list.Address, []), !IsCutOff);
    }

    public ValueTask<RecipientReading> RoomListsAsync(CancellationToken cancellationToken) => Told(Recipients.Where(one => one.Kind is RecipientKind.RoomList));

    public ValueTask<RecipientReading> RoomsAsync(Recipient list, CancellationToken cancellationToken) =>
        Told(Members.GetValueOrDefault(list.Address, []).Where(one => one.Kind is RecipientKind.Room));

    private ValueTask<RecipientReading> Told(IEnumerable<Recipient> recipients, bool isAll = true) => ValueTask.FromResult<RecipientReading>(
        Trouble is "" ? new RecipientReading.Found([.. recipients], isAll) : new RecipientReading.Away(Trouble));
}
