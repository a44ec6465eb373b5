using Signpost.Server.Configuration;
using Signpost.Server.Mailboxes;
using Signpost.Server.Mailboxes.AddressBook;

namespace Signpost.Server.Tests.Mailboxes.AddressBook;

public sealed class CachedAddressBookTests : IAddressBook
{
    private static readonly MailboxAddress Ann = MailboxAddress.Parse("ann@contoso.test");

    private RecipientReading says = new RecipientReading.Found([new Recipient("Ann", Ann, RecipientKind.Mailbox)]);
    private int asked;

    [Fact]
    public async Task The_same_name_typed_twice_asks_once()
    {
        await using var cached = Cached();

        await cached.ResolveAsync("ann", 10, TestContext.Current.CancellationToken);
        await cached.ResolveAsync(" ANN ", 10, TestContext.Current.CancellationToken);

        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Another_number_of_hits_is_another_question()
    {
        await using var cached = Cached();

        await cached.ResolveAsync("ann", 10, TestContext.Current.CancellationToken);
        await cached.ResolveAsync("ann", 11, TestContext.Current.CancellationToken);

        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task That_the_directory_is_away_is_not_remembered()
    {
        await using var cached = Cached();
        var known = says;
        says = new RecipientReading.Away("it is down");
        await cached.FindAsync(Ann, TestContext.Current.CancellationToken);
        says = known;

        Assert.Same(known, await cached.FindAsync(Ann, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_no_name_is_not_remembered()
    {
        await using var cached = Cached();

        await cached.ResolveAsync("*", 10, TestContext.Current.CancellationToken);
        await cached.ResolveAsync("*", 10, TestContext.Current.CancellationToken);

        Assert.Equal(2, asked);
    }

    public ValueTask<RecipientReading> FindAsync(MailboxAddress address, CancellationToken cancellationToken) => SayAsync();

    public ValueTask<RecipientReading> ResolveAsync(string text, int most, CancellationToken cancellationToken) => SayAsync();

    public ValueTask<RecipientReading> MembersAsync(Recipient list, CancellationToken cancellationToken) => SayAsync();

    public ValueTask<RecipientReading> RoomListsAsync(CancellationToken cancellationToken) => SayAsync();

    public ValueTask<RecipientReading> RoomsAsync(Recipient list, CancellationToken cancellationToken) => SayAsync();

    private CachedAddressBook Cached() => new(this, new MailboxConfiguration(), TimeProvider.System);

    private ValueTask<RecipientReading> SayAsync()
    {
        asked++;
        return ValueTask.FromResult(says);
    }
}
