using System.Collections.Immutable;
using CsCheck;
using Signpost.Directory;
using Signpost.Scp;
using Signpost.Sites;
using Signpost.Tests.Fakes;
using Signpost.Tracing;

namespace Signpost.Tests.Scp;

public sealed class ScpContentTests
{
    private const string Url = "https://cas1.contoso.test/Autodiscover/Autodiscover.xml";

    private static readonly DistinguishedName Name = DistinguishedName.Parse("CN=CAS1,CN=Autodiscover,CN=Configuration,DC=contoso,DC=test");

    private static readonly Gen<string> Word = Gen.String[Gen.Char.AlphaNumeric, 1, 20];

    private static readonly Gen<ScpContent.Announces> Announcement =
        from host in Word
        from sites in Word.Array[0, 4]
        select new ScpContent.Announces(
            new Uri($"https://{host}.contoso.test/Autodiscover/Autodiscover.xml"), $"{host}.contoso.test", [.. sites.Select(site => new SiteName(site))]);

    private static readonly Gen<ScpContent.PointsTo> Pointing =
        from host in Word
        from port in Gen.Int[1, 65535]
        from domains in Word.Array[0, 4]
        select new ScpContent.PointsTo($"LDAP://{host}.fabrikam.test:{port}", [.. domains.Select(domain => $"{domain}.test")]);

    private static readonly Gen<ImmutableArray<string>> Foreign = Word.Select(word => $"other:{word}").Array[0, 4].Select(words => (ImmutableArray<string>)[.. words]);

    [Fact]
    public void Discovery_reads_of_an_SCP_what_was_written() => Announcement.Sample(content =>
    {
        var reading = ScpReading.Of([content.ToEntry(Name)], "forest.ldif", NewTrace());

        var scp = Assert.Single(reading.Scps);
        Assert.Equal(content.Url, scp.Url);
        Assert.Equal(content.Sites.Distinct(), scp.Sites);
        Assert.Empty(reading.Pointers);
    });

    [Fact]
    public void Discovery_reads_of_a_pointer_what_was_written() => Pointing.Sample(content =>
    {
        var reading = ScpReading.Of([content.ToEntry(Name)], "forest.ldif", NewTrace());

        var pointer = Assert.Single(reading.Pointers);
        Assert.Equal(content.Server, pointer.Server);
        Assert.Equal(content.Domains.Distinct(StringComparer.OrdinalIgnoreCase), pointer.Keywords.Domains);
        Assert.Equal(content.Domains is [], pointer.Keywords.IsPointerForAll);
        Assert.Empty(reading.Scps);
    });

    [Fact]
    public void What_has_the_content_already_is_not_changed() =>
        Announcement.Sample(content => Assert.Empty(content.ChangesTo(content.ToEntry(Name))));

    [Fact]
    public void Whatever_it_said_before_it_says_it_after_its_changes_and_keeps_what_is_others() =>
        Gen.Select(Announcement, Announcement, Foreign).Sample((before, after, foreign) =>
        {
            var entry = With(before.ToEntry(Name), "keywords", [.. before.Keywords, .. foreign]);

            var changed = after.ChangesTo(entry).Aggregate(entry, Changed);

            Assert.Empty(after.ChangesTo(changed));
            Assert.Equal(after.Url, Assert.Single(ScpReading.Of([changed], "forest.ldif", NewTrace()).Scps).Url);
            Assert.Subset(changed.Texts("keywords").ToHashSet(), foreign.ToHashSet());
        });

    [Fact]
    public void Keywords_that_differ_in_case_alone_are_the_same()
    {
        var content = new ScpContent.Announces(new Uri(Url), "cas1.contoso.test", [new SiteName("Paris")]);
        var entry = With(content.ToEntry(Name), "keywords", ["77378f46-2c66-4aa9-a6a6-3e7a48b19596", "SITE=paris"]);

        Assert.Empty(content.ChangesTo(entry));
    }

    [Fact]
    public void Only_what_differs_is_changed()
    {
        var before = new ScpContent.Announces(new Uri(Url), "cas1.contoso.test", [new SiteName("Paris")]);

        var changes = (before with { Sites = [new SiteName("Oslo")] }).ChangesTo(before.ToEntry(Name));

        Assert.Equal(
            ["Delete keywords Site=Paris", "Add keywords Site=Oslo"],
            changes.Select(change => $"{change.Kind} {change.Attribute} {string.Join(' ', change.Values.Select(value => value.Text))}"));
    }

    [Theory]
    [InlineData("https://cas1.contoso.test/Autodiscover/Autodiscover.xml", null)]
    [InlineData("https://cas1.contoso.test:8443/autodiscover/AUTODISCOVER.XML", null)]
    [InlineData("http://cas1.contoso.test/Autodiscover/Autodiscover.xml", "no URL of https")]
    [InlineData("https://10.77.1.20/Autodiscover/Autodiscover.xml", "no name that clients elsewhere")]
    [InlineData("https://[fd77::1]/Autodiscover/Autodiscover.xml", "no name that clients elsewhere")]
    [InlineData("https://localhost/Autodiscover/Autodiscover.xml", "no name that clients elsewhere")]
    [InlineData("https://cas1.contoso.test/owa/", "does not end in /autodiscover.xml")]
    [InlineData("https://cas1.contoso.test/Autodiscover/Autodiscover.xml?x=1", "does not end in /autodiscover.xml")]
    [InlineData("https://anna:x@cas1.contoso.test/Autodiscover/Autodiscover.xml", "user name")]
    public void Only_a_URL_that_clients_can_use_is_announced(string url, string? fault)
    {
        var found = new ScpContent.Announces(new Uri(url), "cas1.contoso.test", []).Fault;

        Assert.Equal(fault is null, found is null);
        Assert.Contains(fault ?? "", found ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_keyword_longer_than_the_schema_takes_is_refused()
    {
        var content = new ScpContent.Announces(new Uri(Url), "cas1.contoso.test", [new SiteName(new string('x', 252))]);

        Assert.Contains("256", content.Fault, StringComparison.Ordinal);
        Assert.Null((content with { Sites = [new SiteName(new string('x', 251))] }).Fault);
    }

    [Theory]
    [InlineData("LDAP://dc1.fabrikam.test", "fabrikam.test", true)]
    [InlineData("ldap://dc1.fabrikam.test:3268", "fabrikam.test", true)]
    [InlineData("https://dc1.fabrikam.test", "fabrikam.test", false)]
    [InlineData("LDAP://", "fabrikam.test", false)]
    [InlineData("LDAP://dc1.fabrikam.test", "-x-", false)]
    public void Only_a_pointer_that_clients_can_follow_is_written(string url, string domain, bool isGood) =>
        Assert.Equal(isGood, new ScpContent.PointsTo(url, [domain]).Fault is null);

    private static DirectoryEntry Changed(DirectoryEntry entry, AttributeChange change)
    {
        ImmutableArray<string> values = [.. change.Values.Select(value => value.Text)];
        return With(entry, change.Attribute, change.Kind switch
        {
            ChangeKind.Add => [.. entry.Texts(change.Attribute), .. values],
            ChangeKind.Delete => [.. entry.Texts(change.Attribute).Except(values)],
            _ => values,
        });
    }

    private static DirectoryEntry With(DirectoryEntry entry, string attribute, ImmutableArray<string> values) => new(
        entry.DistinguishedName,
        entry.AttributeNames.Where(name => !name.Equals(attribute, StringComparison.OrdinalIgnoreCase)).Select(name => KeyValuePair.Create(name, entry.Values(name)))
            .Append(KeyValuePair.Create(attribute, (ImmutableArray<OctetString>)[.. values.Select(value => new OctetString(value))])));

    private static Trace NewTrace() => new(new VirtualTime());
}
