using Signpost.Server.Configuration;

namespace Signpost.Server.Mailboxes.AddressBook;

/// <summary>Remembers what an address book said, so that the same name typed twice asks nobody, and the directory may be away for a while.</summary>
/// <remarks>What is remembered and when it is asked for again is in <c>Recollection</c>.</remarks>
public sealed class CachedAddressBook : IAddressBook, IAsyncDisposable
{
    private const string Everything = "";
    private const int MostTexts = 1000;

    // Lists are long: fifty of the longest are a hundred thousand recipients.
    private const int MostLists = 50;

    private readonly IAddressBook book;
    private readonly Recollection<MailboxAddress, RecipientReading> byAddress;
    private readonly Recollection<Asked, RecipientReading> byText;
    private readonly Recollection<Recipient, RecipientReading> members;
    private readonly Recollection<Recipient, RecipientReading> rooms;
    private readonly Recollection<string, RecipientReading> roomLists;

    /// <summary>Remembers what <paramref name="book"/> says; it is not disposed with this.</summary>
    public CachedAddressBook(IAddressBook book, MailboxConfiguration configuration, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        this.book = book;
        byAddress = Of<MailboxAddress>(configuration.MostCached, async (address, cancelled) => await book.FindAsync(address, cancelled));
        byText = Of<Asked>(MostTexts, async (asked, cancelled) => await book.ResolveAsync(asked.Text, asked.Most, cancelled));
        members = Of<Recipient>(MostLists, async (list, cancelled) => await book.MembersAsync(list, cancelled));
        rooms = Of<Recipient>(MostLists, async (list, cancelled) => await book.RoomsAsync(list, cancelled));
        roomLists = Of<string>(1, async (_, cancelled) => await book.RoomListsAsync(cancelled));

        Recollection<TKey, RecipientReading> Of<TKey>(int most, Func<TKey, CancellationToken, Task<RecipientReading>> askAsync)
            where TKey : notnull =>
            new(new RecollectionTerms(configuration.CacheFor, configuration.ServeStaleFor, most), time, askAsync, StandingOf, AreSame);
    }

    /// <inheritdoc/>
    public ValueTask<RecipientReading> FindAsync(MailboxAddress address, CancellationToken cancellationToken) => byAddress.RecallAsync(address, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<RecipientReading> ResolveAsync(string text, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        return RecipientQuestion.Cleaned(text) is { Length: > 0 } wanted
            ? byText.RecallAsync(new Asked(wanted, Math.Min(most, RecipientQuestion.MostNamed)), cancellationToken)
            : book.ResolveAsync(text, most, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<RecipientReading> MembersAsync(Recipient list, CancellationToken cancellationToken) => members.RecallAsync(list, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<RecipientReading> RoomListsAsync(CancellationToken cancellationToken) => roomLists.RecallAsync(Everything, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<RecipientReading> RoomsAsync(Recipient list, CancellationToken cancellationToken) => rooms.RecallAsync(list, cancellationToken);

    /// <summary>Calls off what is being asked, and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        await byAddress.DisposeAsync();
        await byText.DisposeAsync();
        await members.DisposeAsync();
        await rooms.DisposeAsync();
        await roomLists.DisposeAsync();
    }

    private static Standing StandingOf(RecipientReading reading) => reading switch
    {
        RecipientReading.Away => Standing.Away,
        RecipientReading.Found { Recipients: [] } => Standing.Nothing,
        _ => Standing.Known,
    };

    private static bool AreSame(RecipientReading before, RecipientReading now) =>
        before is RecipientReading.Found one && now is RecipientReading.Found other && one.IsAll == other.IsAll && one.Recipients.SequenceEqual(other.Recipients);

    // The same name in capitals is the same question.
    private readonly record struct Asked(string Text, int Most)
    {
        public bool Equals(Asked other) => Most == other.Most && string.Equals(Text, other.Text, StringComparison.OrdinalIgnoreCase);

        public override int GetHashCode() => HashCode.Combine(Most, StringComparer.OrdinalIgnoreCase.GetHashCode(Text));
    }
}
