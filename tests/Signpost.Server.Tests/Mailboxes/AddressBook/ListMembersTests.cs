using Signpost.Server.Mailboxes.AddressBook;

namespace Signpost.Server.Tests.Mailboxes.AddressBook;

public sealed class ListMembersTests
{
    private static readonly string Ann = Person("Ann");
    private static readonly string Bob = Person("Bob");
    private static readonly string Carl = Village.Contact("Carl", "mail: carl@fabrikam.test");

    [Fact]
    public async Task Members_come_by_name()
    {
        await using var village = new Village(Carl, Bob, Ann, List("All", "Carl", "Bob", "Ann"));

        Assert.Equal(["Ann", "Bob", "Carl"], await village.ExpandedAsync("all@contoso.test"));
    }

    [Fact]
    public async Task A_list_in_a_list_is_looked_into_and_whoever_is_in_both_comes_once()
    {
        await using var village = new Village(Ann, Bob, List("All", "Ann", "Some"), List("Some", "Ann", "Bob"));

        Assert.Equal(["Ann", "Bob"], await village.ExpandedAsync("all@contoso.test"));
    }

    [Fact]
    public async Task Lists_that_hold_each_other_end()
    {
        await using var village = new Village(Ann, Bob, List("All", "Ann", "Some", "All"), List("Some", "All", "Bob"));

        Assert.Equal(["Ann", "Bob"], await village.ExpandedAsync("all@contoso.test"));
    }

    [Theory]
    [InlineData("ann@contoso.test")]
    [InlineData("carl@fabrikam.test")]
    [InlineData("nobody@contoso.test")]
    public async Task Who_is_no_list_is_none(string address)
    {
        await using var village = new Village(Ann, Carl);

        Assert.Equal(ListReading.NotAList.It, await village.ExpandAsync(address));
    }

    [Fact]
    public async Task An_empty_list_is_a_list()
    {
        await using var village = new Village(List("All"));

        Assert.Empty(await village.ExpandedAsync("all@contoso.test"));
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(101, true)]
    public async Task More_than_a_hundred_are_too_many(int count, bool isTooMany)
    {
        string[] names = [.. Enumerable.Range(0, count).Select(one => $"P{one}")];
        await using var village = new Village([.. names.Select(Person), List("All", "Half", names[0]), List("Half", names)]);

        Assert.Equal(isTooMany, await village.ExpandAsync("all@contoso.test") is ListReading.TooMany);
    }

    private static string Person(string cn) => Town.Person(cn, $"cn: {cn}", $"mail: {cn}@contoso.test");

    private static string List(string cn, params string[] members) => Village.Group(cn, [$"mail: {cn}@contoso.test", .. members.Select(one => $"member: {Village.Dn(one)}")]);
}
