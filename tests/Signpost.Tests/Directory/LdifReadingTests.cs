using System.Text;
using Signpost.Directory;

namespace Signpost.Tests.Directory;

public sealed class LdifReadingTests
{
    [Fact]
    public async Task A_record_is_its_dn_and_its_values()
    {
        var entry = Assert.Single(await Ldif.Open("""
            version: 1
            dn: CN=a,DC=example
            objectClass: top
            objectClass: container
            cn:a
            empty:
            description:    spaced out   
            """).AllAsync());

        Assert.Equal("CN=a,DC=example", entry.DistinguishedName);
        Assert.Equal(["top", "container"], entry.Texts("OBJECTCLASS"));
        Assert.Equal("a", entry.Text("cn"));
        Assert.Equal("", entry.Text("empty"));
        Assert.Equal("spaced out", entry.Text("description"));
    }

    [Fact]
    public async Task Base64_brings_any_bytes_and_blanks()
    {
        var entry = Assert.Single(await Ldif.Open("dn:: Q049w6QsREM9YQ==\nguid:: /wAB\nblank::IGEg\nnothing::\n").AllAsync());

        Assert.Equal("CN=ä,DC=a", entry.DistinguishedName);
        Assert.Equal([0xff, 0, 1], entry.Values("guid")[0].Span.ToArray());
        Assert.Equal(" a ", entry.Text("blank"));
        Assert.Equal("", entry.Text("nothing"));
    }

    [Fact]
    public async Task Folded_lines_are_one_and_folded_comments_are_none()
    {
        var entry = Assert.Single(await Ldif.Open("# a comment\n  dn: CN=no\n# more\ndn: CN=a\n ,DC\n =b\n# inside\n  folded\ndesc\n ription: x\n  y\ncn:\n : YQ\n ==\n").AllAsync());

        Assert.Equal("CN=a,DC=b", entry.DistinguishedName);
        Assert.Equal("x y", entry.Text("description"));
        Assert.Equal("a", entry.Text("cn"));
    }

    [Theory]
    [InlineData("\r\n", "")]
    [InlineData("\n", "\ufeff")]
    [InlineData("\r\n", "\ufeff")]
    public async Task Line_ends_and_a_byte_order_mark_change_nothing(string end, string mark)
    {
        var text = mark + string.Join(end, "", "dn: CN=a", "cn: a", " b", "", "", "dn: CN=b", "cn: b");

        Assert.Equal(["ab", "b"], (await Ldif.Open(text).AllAsync()).Select(entry => entry.Text("cn")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_ldifde_writes_with_u_is_read(bool isBigEndian)
    {
        var encoding = new UnicodeEncoding(isBigEndian, byteOrderMark: true);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("dn: CN=Léa\r\nchangetype: add\r\ncn: Léa\r\n")];

        var opened = Assert.IsType<OpenOutcome.Opened>(LdifDirectory.Parse(bytes, "u.ldf"));

        Assert.Equal("Léa", Assert.Single(await ((LdifDirectory)opened.Directory).AllAsync()).Text("cn"));
    }

    [Fact]
    public async Task Lines_of_blanks_part_records_as_empty_ones_do()
    {
        var directory = Ldif.Open("   \ndn: CN=a\ncn: a\n   \ndn: CN=b\ncn: b\n\n  \n\ndn: CN=c\ncn: c\n  \n");

        Assert.Equal(["a", "b", "c"], (await directory.AllAsync()).Select(entry => entry.Text("cn")));
    }

    [Fact]
    public async Task Options_of_transfer_are_no_part_of_the_name_and_others_are()
    {
        var directory = Ldif.Open("dn: CN=a\nmember;range=0-1: x\nmember;range=2-*: y\ncert;binary:: AQI=\nl;lang-fr: Lyon\n");

        var entry = Assert.Single(await directory.AllAsync());
        var asked = Assert.Single(await directory.FindAsync("CN=a", SearchScope.Base, LdapFilter.Is("l", "lyon"), "MEMBER;range=0-*", "l"));

        Assert.Equal(["x", "y"], entry.Texts("member"));
        Assert.Equal([1, 2], entry.Values("cert")[0].Span.ToArray());
        Assert.Equal(["l;lang-fr", "member"], asked.AttributeNames.Order());
    }

    [Fact]
    public async Task The_end_of_a_search_and_referrals_are_passed_by()
    {
        var directory = Ldif.Open("""
            # extended LDIF
            #
            # LDAPv3
            # base <CN=Configuration,DC=example> with scope subtree

            # a, example
            dn: CN=a,DC=example
            cn: a

            # search reference
            ref: ldap://DomainDnsZones.example.org/DC=DomainDnsZones
             ,DC=example,DC=org

            # search result
            search: 2
            result: 0 Success
            control: 1.2.840.113556.1.4.319 false MAUCAQAEAA==
            pagedresults: cookie=

            # numResponses: 3
            # numEntries: 1
            """);

        Assert.Equal(["CN=a,DC=example"], (await directory.AllAsync()).Select(entry => entry.DistinguishedName));
    }

    [Fact]
    public async Task Records_of_change_are_applied_to_the_objects_before_them()
    {
        var directory = Ldif.Open("""
            dn: CN=a
            control: 1.2.3 true
            changetype: add
            keywords: one
            keywords: two
            keywords: three
            whenCreated: 20200101000000.0Z
            l: Lyon

            dn: CN=b
            changetype: ADD
            cn: b

            dn: cn=A
            changetype: modify
            replace: whenCreated
            whenCreated: 20070301090000.0Z
            -
            delete: keywords
            keywords: TWO
            keywords: never there
            -
            add: Keywords
            keywords: four
            -
            delete: l
            -
            replace: nothing

            dn: CN=b
            changetype: delete

            dn:
            changetype: modify
            add: schemaUpdateNow
            schemaUpdateNow: 1
            -
            """);

        var entry = Assert.Single(await directory.AllAsync());
        Assert.Equal("CN=a", entry.DistinguishedName);
        Assert.Equal(["one", "three", "four"], entry.Texts("keywords"));
        Assert.Equal(["20070301090000.0Z"], entry.Texts("whenCreated"));
        Assert.Equal(["keywords", "whenCreated"], entry.AttributeNames.Order(StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_deleted_object_is_gone_with_the_names_that_only_it_needed()
    {
        var directory = Ldif.Open("dn: CN=x,DC=b\n\ndn: CN=a,CN=b,DC=b\n\ndn: CN=a,CN=b,DC=b\nchangetype: delete\n");

        var outcome = await directory.SearchAsync(new DirectorySearch("CN=b,DC=b", SearchScope.Base, LdapFilter.AllOf(), []), TestContext.Current.CancellationToken);

        Assert.IsType<SearchOutcome.Failed>(outcome);
    }

    [Fact]
    public async Task A_file_is_read_and_named_as_given()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "dn: CN=a\ncn: a\n", TestContext.Current.CancellationToken);
        try
        {
            await using var directory = Assert.IsType<OpenOutcome.Opened>(LdifDirectory.Open(path)).Directory;

            Assert.Equal(path, directory.Source);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
