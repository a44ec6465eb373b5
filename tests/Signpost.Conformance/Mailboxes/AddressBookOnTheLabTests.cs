using Microsoft.Extensions.Logging.Abstractions;
using Signpost.Conformance.Logon;
using Signpost.Directory;
using Signpost.Server.Configuration;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Server.Mailboxes.AddressBook;

namespace Signpost.Conformance.Mailboxes;

/// <summary>The address book of a domain without Exchange's marks of rooms.</summary>
public sealed class AddressBookOnTheLabTests
{
    private const string People = "OU=People,DC=contoso,DC=test";

    // Two lists that hold each other, one of them without a mailbox of its own but the room.
    private const string Lists =
        $"""
        dn: CN=Oslo Rooms,{People}
        changetype: add
        objectClass: group
        groupType: 8
        displayName: Oslo rooms
        info: Rooms
        mail: oslo.rooms@contoso.test
        member: CN=Room Fjord,{People}
        member: CN=Research,{People}

        dn: CN=Oslo Everybody,{People}
        changetype: add
        objectClass: group
        groupType: 8
        displayName: Oslo everybody
        mail: oslo@contoso.test
        member: CN=Anna Moreau,{People}
        member: CN=Frank Partner,{People}
        member: CN=Oslo Rooms,{People}

        dn: CN=Oslo Rooms,{People}
        changetype: modify
        add: member
        member: CN=Oslo Everybody,{People}

        """;

    private const string NoLists = $"dn: CN=Oslo Rooms,{People}\nchangetype: delete\n\ndn: CN=Oslo Everybody,{People}\nchangetype: delete\n";

    private static readonly MailboxConfiguration Marks = new() { RoomFilter = "(description=Meeting room*)", RoomListFilter = "(info=Rooms)" };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ann", "Anna Moreau")]
    [InlineData("an mor", "Anna Moreau")]
    [InlineData("director@contoso.test", "Anna Moreau")]
    [InlineData("esmith", "Emma Smith,Emma Smith (Sales)")]
    [InlineData("bjørn", "Bjørn Ødegård")]
    [InlineData("田", "田中 大輝")]
    [InlineData("frank", "Frank Partner")]
    [InlineData("all", "All Contoso")]
    [InlineData("*", "")]
    [InlineData("dc1", "")]
    public async Task The_beginning_of_a_name_finds_whose_it_is(string text, string names)
    {
        Lab.Require();
        await using var forest = new ServedForest(LdapSecurity.Tls);
        await using var book = Book(forest, new MailboxConfiguration());

        var found = Assert.IsType<RecipientReading.Found>(await book.ResolveAsync(text, 100, Cancelled));

        Assert.Equal(names, string.Join(',', found.Recipients.Select(one => one.Name)));
    }

    [Theory]
    [InlineData("anna@contoso.test", RecipientKind.Mailbox)]
    [InlineData("room.fjord@contoso.test", RecipientKind.Room)]
    [InlineData("frank@partner.test", RecipientKind.Contact)]
    [InlineData("research@contoso.test", RecipientKind.List)]
    [InlineData("oslo.rooms@contoso.test", RecipientKind.RoomList)]
    public async Task The_configuration_says_what_is_a_room(string address, RecipientKind kind)
    {
        Lab.Require();
        await using var lists = await Lab.ChangedAsync(Lists, NoLists);
        await using var forest = new ServedForest(LdapSecurity.Tls);
        await using var book = Book(forest, Marks);

        Assert.Equal(kind, (await OneAsync(book, address)).Kind);
    }

    [Fact]
    public async Task Rooms_are_found_by_their_lists()
    {
        Lab.Require();
        await using var lists = await Lab.ChangedAsync(Lists, NoLists);
        await using var forest = new ServedForest(LdapSecurity.Tls);
        await using var book = Book(forest, Marks);

        var list = Assert.Single(Assert.IsType<RecipientReading.Found>(await book.RoomListsAsync(Cancelled)).Recipients);
        var rooms = Assert.IsType<RecipientReading.Found>(await book.RoomsAsync(list, Cancelled));

        Assert.Equal(["Room Fjord"], rooms.Recipients.Select(one => one.Name));
    }

    [Fact]
    public async Task The_direct_members_of_a_list_are_people_contacts_and_lists()
    {
        Lab.Require();
        await using var lists = await Lab.ChangedAsync(Lists, NoLists);
        await using var forest = new ServedForest(LdapSecurity.Tls);
        await using var book = Book(forest, Marks);

        var members = Assert.IsType<RecipientReading.Found>(await book.MembersAsync(await OneAsync(book, "oslo@contoso.test"), Cancelled));

        Assert.Equal(["Anna Moreau", "Frank Partner", "Oslo rooms"], members.Recipients.Select(one => one.Name));
    }

    [Fact]
    public async Task Lists_that_hold_each_other_are_looked_into_once()
    {
        Lab.Require();
        await using var lists = await Lab.ChangedAsync(Lists, NoLists);
        await using var forest = new ServedForest(LdapSecurity.Tls);
        await using var book = Book(forest, Marks);

        var members = Assert.IsType<ListReading.Members>(await new ListMembers(book).ExpandAsync(MailboxAddress.Parse("oslo@contoso.test"), Cancelled));

        Assert.Equal(["Anna Moreau", "Bjørn Ødegård", "Frank Partner", "Room Fjord", "田中 大輝"], members.Recipients.Select(one => one.Name));
    }

    [Theory]
    [InlineData("anna@contoso.test", "Basic")]
    [InlineData(@"CONTOSO\anna", "Basic")]
    [InlineData("anna", "Basic")]
    [InlineData("anna@CONTOSO.TEST", "Negotiate")]
    public async Task A_callers_own_mailbox_is_found_by_every_name_he_logs_on_with(string name, string scheme)
    {
        Lab.Require();
        await using var forest = new ServedForest(LdapSecurity.Tls);
        await using var directory = new DirectoryMailboxes(
            forest.Forest, new MailboxConfiguration(), new CasIdentity("cas1.contoso.test", "CAS1", null), NullLogger.Instance, TimeProvider.System);

        var own = Assert.IsType<MailboxLookup.Here>(await directory.FindOwnAsync(new Caller(name, scheme), Cancelled));

        Assert.Equal("anna@contoso.test", own.Mailbox.PrimaryAddress.ToString());
    }

    private static DirectoryAddressBook Book(ServedForest forest, MailboxConfiguration configuration) => new(forest.Forest, forest.Mailboxes, configuration, TimeProvider.System);

    private static async Task<Recipient> OneAsync(DirectoryAddressBook book, string address) =>
        Assert.Single(Assert.IsType<RecipientReading.Found>(await book.FindAsync(MailboxAddress.Parse(address), Cancelled)).Recipients);
}
