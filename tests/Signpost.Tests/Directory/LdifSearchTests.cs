using Signpost.Directory;

namespace Signpost.Tests.Directory;

public sealed class LdifSearchTests
{
    private const string Forest = """
        dn: CN=b,CN=Services,CN=Configuration,DC=example
        objectClass: top
        objectClass: serviceConnectionPoint
        objectCategory: CN=Service-Connection-Point,CN=Schema,CN=Configuration,DC=example
        keywords: 77378F46-2C66-4aa9-A6A6-3E7A48B19596
        keywords: Site=Lyon
        siteObject: CN=Léa\, Lyon,CN=Sites,CN=Configuration,DC=example
        whenCreated: 20070301090000.0Z
        uSNCreated: 900

        dn: CN=Configuration,DC=example
        objectClass: configuration
        cn: Configuration

        dn: CN=a,CN=b,CN=Services,CN=Configuration,DC=example
        objectClass: container
        description: Größe
        blob:: /2E=

        dn: CN=c,CN=Services,CN=Configuration,DC=example
        objectClass: ServiceConnectionPoint
        uSNCreated: 1000

        """;

    private const string Configuration = "CN=Configuration,DC=example";
    private const string Services = "CN=Services,CN=Configuration,DC=example";

    [Theory]
    [InlineData(Configuration, SearchScope.Base, "Configuration")]
    [InlineData(Configuration, SearchScope.OneLevel, "")]
    [InlineData(Configuration, SearchScope.Subtree, "b Configuration a c")]
    [InlineData(Services, SearchScope.Base, "")]
    [InlineData(" cn = SERVICES , CN=Configuration, dc=example", SearchScope.OneLevel, "b c")]
    [InlineData(Services, SearchScope.Subtree, "b a c")]
    [InlineData("", SearchScope.Subtree, "b Configuration a c")]
    [InlineData("", SearchScope.Base, "")]
    public async Task Scopes_reach_as_far_as_they_say_and_keep_the_order_of_the_file(string start, SearchScope scope, string expected)
    {
        var found = await Ldif.Open(Forest).NamesAsync(start, scope, LdapFilter.AllOf());

        Assert.Equal(expected, string.Join(' ', found.Select(dn => DistinguishedName.Parse(dn).FirstValue)));
    }

    [Fact]
    public async Task A_search_ends_when_enough_is_found()
    {
        var outcome = await Ldif.Open(Forest).SearchAsync(
            new DirectorySearch("", SearchScope.Subtree, LdapFilter.AllOf(), []) { Most = 2 }, TestContext.Current.CancellationToken);

        Assert.Equal(2, Assert.IsType<SearchOutcome.Completed>(outcome).Entries.Length);
    }

    [Theory]
    [InlineData("CN=Nobody,DC=example", 32)]
    [InlineData("nonsense", 34)]
    public async Task A_base_that_is_not_there_is_refused_as_a_server_would(string start, int code)
    {
        var outcome = await Ldif.Open(Forest).SearchAsync(
            new DirectorySearch(start, SearchScope.Subtree, LdapFilter.AllOf(), []), TestContext.Current.CancellationToken);

        var refused = Assert.IsType<DirectoryFailure.Refused>(Assert.IsType<SearchOutcome.Failed>(outcome).Failure);
        Assert.Equal(("forest.ldif", code, start), (refused.Server, refused.ResultCode, refused.Diagnostic));
    }

    [Theory]
    [InlineData("objectClass", "SERVICECONNECTIONPOINT", "b c")]
    [InlineData("keywords", "site=lyon", "b")]
    [InlineData("keywords", "Site= Lyon", "")]
    [InlineData("description", "GRÖSSE", "")]
    [InlineData("description", "GRÖßE", "a")]
    [InlineData("siteObject", @"cn=LÉA\2c lyon, CN=sites,CN=Configuration,DC=example", "b")]
    [InlineData("distinguishedName", "cn=C, CN=Services,CN=Configuration,DC=example", "c")]
    [InlineData("whenCreated", "20070301100000+0100", "b")]
    [InlineData("objectCategory", "serviceConnectionPoint", "b c")]
    [InlineData("objectCategory", "CN=Service-Connection-Point,CN=Schema,CN=Configuration,DC=EXAMPLE", "b c")]
    [InlineData("objectCategory", "CN=Service-Connection-Point,CN=Schema,CN=Configuration,DC=other", "c")]
    [InlineData("objectCategory", "container", "a")]
    [InlineData("cn", "*", "")]
    public async Task Values_are_equal_by_what_they_mean(string attribute, string value, string expected) =>
        Assert.Equal(expected, await FoundAsync(LdapFilter.Is(attribute, value)));

    [Theory]
    [InlineData("950", "c", "b")]
    [InlineData("900", "b c", "b")]
    [InlineData("1000", "c", "b c")]
    [InlineData("z", "", "b c")]
    public async Task Numbers_compare_by_size(string bound, string above, string below)
    {
        Assert.Equal(above, await FoundAsync(new LdapFilter.GreaterOrEqual("usncreated", new OctetString(bound))));
        Assert.Equal(below, await FoundAsync(new LdapFilter.LessOrEqual("usncreated", new OctetString(bound))));
    }

    [Fact]
    public async Task Moments_compare_by_time()
    {
        Assert.Equal("b", await FoundAsync(new LdapFilter.GreaterOrEqual("whenCreated", new OctetString("20070301090000Z"))));
        Assert.Equal("", await FoundAsync(new LdapFilter.LessOrEqual("whenCreated", new OctetString("20070301095959+0100"))));
    }

    [Theory]
    [InlineData("gr", "", "", "a")]
    [InlineData("", "ÖS", "", "")]
    [InlineData("", "Ö", "ßE", "a")]
    [InlineData("größ", "", "ße", "")]
    [InlineData("größ", "", "e", "a")]
    [InlineData("größe!", "", "", "")]
    public async Task Substrings_stand_in_order_and_do_not_overlap(string initial, string middle, string final, string expected) =>
        Assert.Equal(expected, await FoundAsync(new LdapFilter.Substrings(
            "description",
            initial is "" ? null : new OctetString(initial),
            middle is "" ? [] : [new OctetString(middle)],
            final is "" ? null : new OctetString(final))));

    [Fact]
    public async Task Bytes_that_are_no_text_are_compared_as_bytes()
    {
        Assert.Equal("a", await FoundAsync(new LdapFilter.Equal("blob", new OctetString([0xff, 0x61]))));
        Assert.Equal("", await FoundAsync(new LdapFilter.Equal("blob", new OctetString([0xff, 0x41]))));
        Assert.Equal("a", await FoundAsync(new LdapFilter.Substrings("blob", new OctetString([0xff]), [], null)));
    }

    [Fact]
    public async Task What_an_object_does_not_have_is_not_so_as_domain_controllers_say()
    {
        Assert.Equal("Configuration a c", await FoundAsync(new LdapFilter.Not(LdapFilter.Is("keywords", "Site=Lyon"))));
        Assert.Equal("b Configuration a c", await FoundAsync(new LdapFilter.Not(LdapFilter.Has("msExchHideFromAddressLists"))));
    }

    [Fact]
    public async Task What_cannot_be_decided_is_neither_so_nor_not_so()
    {
        var undefined = LdapFilter.Is("no attribute", "x");
        var unordered = new LdapFilter.LessOrEqual("blob", new OctetString("x"));

        Assert.Equal("", await FoundAsync(undefined));
        Assert.Equal("", await FoundAsync(new LdapFilter.Not(undefined)));
        Assert.Equal("", await FoundAsync(LdapFilter.AllOf(LdapFilter.Has("objectClass"), undefined)));
        Assert.Equal("b Configuration a c", await FoundAsync(LdapFilter.AnyOf(undefined, LdapFilter.Has("objectClass"))));
        Assert.Equal("b Configuration a c", await FoundAsync(new LdapFilter.Not(LdapFilter.AllOf(undefined, LdapFilter.Has("nothing")))));
        Assert.Equal("b Configuration c", await FoundAsync(new LdapFilter.Not(unordered)));
    }

    [Fact]
    public async Task Nothing_but_what_was_asked_for_comes_along()
    {
        var directory = Ldif.Open(Forest);
        async Task<string> NamesOf(params string[] wanted) => string.Join(' ', Assert.Single(
            await directory.FindAsync("CN=c,CN=Services,CN=Configuration,DC=example", SearchScope.Base, LdapFilter.AllOf(), wanted)).AttributeNames);

        Assert.Equal("objectClass uSNCreated", await NamesOf());
        Assert.Equal("uSNCreated", await NamesOf("USNCREATED", "cn"));
        Assert.Equal("objectClass uSNCreated", await NamesOf("cn", "*"));
        Assert.Equal("", await NamesOf("1.1"));
        Assert.Equal("", await NamesOf("usn"));
    }

    [Fact]
    public async Task A_search_that_was_called_off_is_cancelled()
    {
        var search = new DirectorySearch("", SearchScope.Subtree, LdapFilter.AllOf(), []);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Ldif.Open(Forest).SearchAsync(search, new CancellationToken(true)));
    }

    private static async Task<string> FoundAsync(LdapFilter filter) => string.Join(
        ' ', (await Ldif.Open(Forest).NamesAsync("", SearchScope.Subtree, filter)).Select(dn => DistinguishedName.Parse(dn).FirstValue));
}
