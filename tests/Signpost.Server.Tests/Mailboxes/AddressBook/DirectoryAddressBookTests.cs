using Signpost.Directory;
using Signpost.Server.Configuration;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Tests.Mailboxes.AddressBook;

public sealed class DirectoryAddressBookTests
{
    private static readonly string Ann = Town.Person(
        "Ann", "displayName: Ann Moreau", "givenName: Ann", "sn: Moreau", "mail: ann@contoso.test", "proxyAddresses: SMTP:ann@contoso.test", "proxyAddresses: smtp:director@contoso.test",
        "legacyExchangeDN: /o=Contoso/cn=Recipients/cn=ann", "sAMAccountName: amoreau");

    private static readonly string Bob = Town.Person("Bob", "displayName: Bob Annis", "givenName: Bob", "sn: Annis", "mail: bob@contoso.test", "sAMAccountName: bob");
    private static readonly string Carl = Village.Contact("Carl", "displayName: Carl Elsewhere", "mail: carl@fabrikam.test");

    [Fact]
    public async Task A_person_is_a_mailbox_with_the_name_people_see()
    {
        await using var village = new Village(Ann);

        var ann = await village.OneAsync("director@contoso.test");

        Assert.Equal(new Recipient("Ann Moreau", MailboxAddress.Parse("ann@contoso.test"), RecipientKind.Mailbox)
        {
            DistinguishedName = Village.Dn("Ann"),
            LegacyDn = "/o=Contoso/cn=Recipients/cn=ann",
        }, ann);
    }

    [Theory]
    [InlineData("ann@contoso.test", RecipientKind.Mailbox)]
    [InlineData("carl@fabrikam.test", RecipientKind.Contact)]
    [InlineData("all@contoso.test", RecipientKind.List)]
    [InlineData("rooms@contoso.test", RecipientKind.RoomList)]
    [InlineData("room1@contoso.test", RecipientKind.Room)]
    [InlineData("room2@contoso.test", RecipientKind.Room)]
    [InlineData("beamer1@contoso.test", RecipientKind.Equipment)]
    [InlineData("beamer2@contoso.test", RecipientKind.Equipment)]
    public async Task Exchange_marks_what_a_recipient_is(string address, RecipientKind kind)
    {
        await using var village = new Village(
            Ann, Carl, Village.Group("All", "mail: all@contoso.test"), Village.Group("Rooms", "mail: rooms@contoso.test", "msExchRecipientTypeDetails: 268435456"),
            Town.Person("Room 1", "mail: room1@contoso.test", "msExchResourceMetaData: ResourceType:Room"), Town.Person("Room 2", "mail: room2@contoso.test", "msExchRecipientDisplayType: 7"),
            Town.Person("Beamer 1", "mail: beamer1@contoso.test", "msExchResourceMetaData: ResourceType:Equipment"),
            Town.Person("Beamer 2", "mail: beamer2@contoso.test", "msExchRecipientDisplayType: 8"));

        Assert.Equal(kind, (await village.OneAsync(address)).Kind);
    }

    [Theory]
    [InlineData("room@contoso.test", RecipientKind.Room)]
    [InlineData("beamer@contoso.test", RecipientKind.Equipment)]
    [InlineData("rooms@contoso.test", RecipientKind.RoomList)]
    [InlineData("ann@contoso.test", RecipientKind.Mailbox)]
    public async Task Filters_say_what_a_recipient_is_where_exchange_does_not(string address, RecipientKind kind)
    {
        await using var village = new Village(
            Town.Read(
                Ann, Town.Person("Room", "mail: room@contoso.test", "department: Rooms"), Town.Person("Beamer", "mail: beamer@contoso.test", "department: Things"),
                Village.Group("Rooms", "mail: rooms@contoso.test", "info: Rooms")),
            new MailboxConfiguration { RoomFilter = "(department=rooms)", EquipmentFilter = "(department=Things)", RoomListFilter = "(info=Rooms)" });

        Assert.Equal(kind, (await village.OneAsync(address)).Kind);
    }

    [Theory]
    [InlineData("ann", new[] { "Ann Moreau", "Bob Annis" })]
    [InlineData("ANN@", new[] { "Ann Moreau" })]
    [InlineData("mor", new[] { "Ann Moreau" })]
    [InlineData("amo", new[] { "Ann Moreau" })]
    [InlineData("director", new[] { "Ann Moreau" })]
    [InlineData("Ann Mo", new[] { "Ann Moreau" })]
    [InlineData("An Mo", new[] { "Ann Moreau" })]
    [InlineData("Moreau, Ann", new[] { "Ann Moreau" })]
    [InlineData("anni", new[] { "Bob Annis" })]
    [InlineData("an", new[] { "Ann Moreau", "Bob Annis" })]
    [InlineData("director@contoso.test", new[] { "Ann Moreau" })]
    [InlineData("SMTP:ann@contoso.test", new[] { "Ann Moreau" })]
    [InlineData("/o=contoso/cn=recipients/cn=ann", new[] { "Ann Moreau" })]
    [InlineData("carl", new[] { "Carl Elsewhere" })]
    [InlineData("zoe", new string[0])]
    [InlineData("reau", new string[0])]
    public async Task The_beginning_of_any_name_finds_whose_it_is(string text, string[] found)
    {
        await using var village = new Village(Ann, Bob, Carl);

        Assert.Equal(found, await village.ResolveAsync(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("*")]
    [InlineData("a*")]
    [InlineData("*)(objectClass=*")]
    [InlineData("a\u0007")]
    public async Task What_is_no_name_finds_nobody(string text)
    {
        await using var village = new Village(Ann, Bob);

        Assert.Empty(await village.ResolveAsync(text));
    }

    [Fact]
    public async Task An_exact_address_comes_before_those_that_begin_with_it()
    {
        await using var village = new Village(Town.Person("Short", "mail: a@contoso.test"), Town.Person("a@contoso.test.example", "mail: other@contoso.test", "displayName: a@contoso.testing"));

        Assert.Equal(["a@contoso.test"], (await village.FindAsync("a@contoso.test")).Select(one => one.Address.ToString()));
        Assert.Single(await village.ResolveAsync("a@contoso.test"));
    }

    [Fact]
    public async Task No_more_are_told_than_are_wanted_and_it_is_said_that_there_are_more()
    {
        await using var village = new Village(Ann, Bob);

        var found = Village.Found(await village.Book.ResolveAsync("an", 1, TestContext.Current.CancellationToken));

        Assert.Equal(("Ann Moreau", false), (Assert.Single(found.Recipients).Name, found.IsAll));
    }

    [Fact]
    public async Task Of_a_beginning_that_thousands_have_a_part_is_looked_at_and_it_is_said_so()
    {
        await using var village = new Village([.. Enumerable.Range(0, 1001).Select(one => Town.Person($"P{one}", $"cn: P{one}", $"mail: p{one}@contoso.test"))]);

        var found = Village.Found(await village.Book.ResolveAsync("p", 2000, TestContext.Current.CancellationToken));

        Assert.Equal((1000, false), (found.Recipients.Length, found.IsAll));
    }

    [Fact]
    public async Task Who_is_hidden_is_found_by_address_only()
    {
        await using var village = new Village(Town.Person("Ann", "mail: ann@contoso.test", "displayName: Ann", "msExchHideFromAddressLists: TRUE"));

        Assert.Empty(await village.ResolveAsync("ann"));
        Assert.Empty(await village.ResolveAsync("ann@contoso.test"));
        Assert.Equal("Ann", (await village.OneAsync("ann@contoso.test")).Name);
    }

    [Fact]
    public async Task Outside_the_domains_that_are_served_there_are_contacts_only()
    {
        await using var village = new Village(Carl, Town.Person("Carla", "displayName: Carla", "mail: carla@fabrikam.test"), Village.Group("Cars", "mail: cars@fabrikam.test"));

        Assert.Equal(["Carl Elsewhere"], await village.ResolveAsync("car"));
    }

    [Fact]
    public async Task Without_an_address_nobody_is_in_the_book()
    {
        await using var village = new Village(Town.Person("Ann", "displayName: Ann"), Village.Group("Annual"), Village.Contact("Anne"));

        Assert.Empty(await village.ResolveAsync("ann"));
    }

    [Fact]
    public async Task The_filter_of_mailboxes_counts_for_the_book()
    {
        await using var village = new Village(Town.Read(Ann, Bob), new MailboxConfiguration { Filter = "(&(objectClass=user)(!(sn=Annis)))" });

        Assert.Equal(["Ann Moreau"], await village.ResolveAsync("ann"));
    }

    [Fact]
    public async Task Members_are_those_who_say_so()
    {
        await using var village = new Village(Ann, Bob.TrimEnd() + $"\nmemberOf: {Village.Dn("All")}\n", Village.Group("All", "mail: all@contoso.test"));

        Assert.Equal(["Bob Annis"], await village.MembersAsync("all@contoso.test"));
    }

    [Fact]
    public async Task Where_nobody_says_so_the_list_does()
    {
        await using var village = new Village(
            Ann, Carl, Village.Group("Silent"),
            Village.Group(
                "All", "mail: all@contoso.test", $"member: {Village.Dn("Carl")}", $"member: {Village.Dn("Ann")}", $"member: {Village.Dn("Silent")}", $"member: {Village.Dn("Gone")}"));

        Assert.Equal(["Ann Moreau", "Carl Elsewhere"], await village.MembersAsync("all@contoso.test"));
    }

    [Theory]
    [InlineData(1999, 1999, true)]
    [InlineData(2001, 2000, false)]
    public async Task Of_a_list_of_thousands_a_part_is_told_and_it_is_said_so(int count, int told, bool isAll)
    {
        await using var village = new Village(
        [
            Village.Group("All", "mail: all@contoso.test"),
            .. Enumerable.Range(0, count).Select(one => Town.Person($"P{one}", $"cn: P{one}", $"mail: p{one}@contoso.test", $"memberOf: {Village.Dn("All")}")),
        ]);

        var found = Village.Found(await village.Book.MembersAsync(await village.OneAsync("all@contoso.test"), TestContext.Current.CancellationToken));

        Assert.Equal((told, isAll), (found.Recipients.Length, found.IsAll));
    }

    [Fact]
    public async Task Rooms_are_found_by_their_lists()
    {
        await using var village = new Village(
            Ann, Town.Person("Blue", "displayName: Blue room", "mail: blue@contoso.test", "msExchRecipientDisplayType: 7"), Village.Group("All", "mail: all@contoso.test"),
            Village.Group("Paris", "mail: paris@contoso.test", "msExchRecipientTypeDetails: 268435456", $"member: {Village.Dn("Blue")}", $"member: {Village.Dn("Ann")}"));

        var list = Assert.Single(Village.Found(await village.Book.RoomListsAsync(TestContext.Current.CancellationToken)).Recipients);
        var rooms = await village.Book.RoomsAsync(list, TestContext.Current.CancellationToken);

        Assert.Equal(("Paris", RecipientKind.RoomList), (list.Name, list.Kind));
        Assert.Equal(["Blue room"], Village.Names(rooms));
    }

    [Fact]
    public async Task A_list_of_rooms_may_be_one_by_a_filter()
    {
        await using var village = new Village(Town.Read(Village.Group("Paris", "mail: paris@contoso.test", "info: Rooms")), new MailboxConfiguration { RoomListFilter = "(info=Rooms)" });

        Assert.Equal(["Paris"], Village.Names(await village.Book.RoomListsAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task While_the_directory_is_away_nobody_is_told_that_there_is_nobody()
    {
        await using var village = new Village(new BrokenDirectory(), new MailboxConfiguration { AcceptedDomains = ["contoso.test"] });

        Assert.IsType<RecipientReading.Away>(await village.Book.ResolveAsync("ann", 10, TestContext.Current.CancellationToken));
        Assert.IsType<RecipientReading.Away>(await village.Book.FindAsync(MailboxAddress.Parse("ann@contoso.test"), TestContext.Current.CancellationToken));
        Assert.IsType<RecipientReading.Away>(await village.Book.RoomListsAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task While_nobody_says_which_are_rooms_nobody_is_told_what_anybody_is()
    {
        await using var village = new Village(new BrokenDirectory { Only = "department" }, new MailboxConfiguration { AcceptedDomains = ["contoso.test"], RoomFilter = "(department=Rooms)" });

        Assert.IsType<RecipientReading.Away>(await village.Book.ResolveAsync("ann", 10, TestContext.Current.CancellationToken));
    }

    private sealed class BrokenDirectory : IDirectory
    {
        public string Source => "ldap://dc1.contoso.test";

        public string Only { get; init; } = "";

        public RootDse RootDse { get; } = new("DC=contoso,DC=test", "CN=Configuration,DC=contoso,DC=test", "dc1.contoso.test", []);

        public Task<SearchOutcome> SearchAsync(DirectorySearch search, CancellationToken cancellationToken) => Task.FromResult<SearchOutcome>(
            search.Filter.ToString().Contains(Only, StringComparison.Ordinal)
                ? new SearchOutcome.Failed(new DirectoryFailure.Malformed(Source, "an answer"))
                : new SearchOutcome.Completed([], 0));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
