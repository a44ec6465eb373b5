using System.Collections.Immutable;
using Signpost.Directory;
using Signpost.Scp;
using Signpost.Tests.Directory;
using Signpost.Tests.Fakes;
using Signpost.Tracing;

namespace Signpost.Tests.Scp;

public sealed class ScpCatalogTests
{
    private const string UrlGuid = "77378F46-2C66-4aa9-A6A6-3E7A48B19596";
    private const string PointerGuid = "67661d7F-8FC4-4fa7-BFAC-E1D7794C1F68";

    [Fact]
    public async Task An_SCP_is_read_with_all_that_ranking_needs()
    {
        var (scps, findings) = await ReadAsync(new ScpForest().Object(
            "CAS1", " https://cas1.contoso.test/Autodiscover/Autodiscover.xml", [UrlGuid.ToUpperInvariant(), "site= HQ ", "Site=hq", "SITE=Lyon", "domain=Contoso.test", "else"],
            "cn: cas1", "whenCreated: 20070301090000.0Z", "uSNCreated: 4711", "objectGUID:: AAECAwQFBgcICQoLDA0ODw=="));

        var scp = Assert.Single(scps);
        Assert.Equal(ScpForest.Dn("CAS1"), scp.DistinguishedName);
        Assert.Equal("cas1", scp.Cn);
        Assert.Equal("forest.ldif", scp.Source);
        Assert.Equal("https://cas1.contoso.test/Autodiscover/Autodiscover.xml", scp.Url.ToString());
        Assert.Equal(["HQ", "Lyon"], scp.Sites.Select(site => site.Value));
        Assert.Equal(["Contoso.test"], scp.Domains);
        Assert.Equal(new DateTimeOffset(2007, 3, 1, 9, 0, 0, TimeSpan.Zero), scp.WhenCreated);
        Assert.Equal(4711, scp.UsnCreated);
        Assert.Equal(new Guid("03020100-0504-0706-0809-0a0b0c0d0e0f"), scp.ObjectGuid);
        Assert.Empty(findings);
    }

    [Fact]
    public async Task What_an_export_leaves_out_is_not_known_and_the_name_is_that_of_the_DN()
    {
        var scp = Assert.Single((await ReadAsync(new ScpForest().Url(@"CAS\, 1", "https://cas1.contoso.test/x").Object("CAS2", null, []))).Scps);

        Assert.Equal("CAS, 1", scp.Cn);
        Assert.Empty(scp.Sites);
        Assert.Null(scp.WhenCreated);
        Assert.Null(scp.UsnCreated);
        Assert.Null(scp.ObjectGuid);
    }

    [Fact]
    public async Task Other_objects_and_other_keywords_are_none()
    {
        var (scps, findings) = await ReadAsync(new ScpForest().Object("print", "https://print.contoso.test/", ["Site=HQ"]).Object("none", "https://x.test/", []));

        Assert.Empty(scps);
        Assert.Empty(findings);
    }

    [Theory]
    [InlineData("https://cas1.contoso.test/autodiscover/autodiscover.svc")]
    [InlineData("HTTPS://cas1.contoso.test:8443/anything")]
    [InlineData("https://192.0.2.1/")]
    [InlineData("https://[2001:db8::1]/")]
    [InlineData("https://cas_1/autodiscover/autodiscover.xml")]
    public async Task Any_URL_of_https_may_be_tried(string url) =>
        Assert.Equal(new Uri(url), Assert.Single((await ReadAsync(new ScpForest().Url("CAS1", url))).Scps).Url);

    [Theory]
    [InlineData("file:///etc/passwd", "is no URL of https")]
    [InlineData("/autodiscover/autodiscover.xml", "is no ")]
    [InlineData("LDAP://dc1.contoso.test", "is no URL of https")]
    [InlineData("cas1.contoso.test", "is no absolute URL")]
    [InlineData("https://", "is no absolute URL")]
    [InlineData("https://ca s1/", "is no absolute URL")]
    [InlineData("https://cas1/a b", "is no absolute URL")]
    [InlineData("https://c$as1/", "is no absolute URL")]
    [InlineData("https://user:secret@cas1/", "has a user name in it")]
    [InlineData("https://cas1/#top", "has a fragment in it")]
    public async Task What_is_no_URL_of_a_CAS_is_a_finding(string url, string why)
    {
        var (scps, findings) = await ReadAsync(new ScpForest().Url("CAS1", url));

        Assert.Empty(scps);
        var finding = Assert.Single(findings);
        Assert.Equal(("scp.malformed", FindingSeverity.Error, ScpForest.Dn("CAS1")), (finding.Code, finding.Severity, finding.Subject));
        Assert.Contains($"'{url}' {why}", finding.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scp.not-https", 0, "http://cas1.contoso.test/autodiscover/autodiscover.xml", UrlGuid)]
    [InlineData("scp.empty", 0, null, UrlGuid)]
    [InlineData("scp.empty", 0, null, PointerGuid)]
    [InlineData("scp.empty", 0, "", UrlGuid)]
    [InlineData("scp.empty-site", 1, "https://cas1.contoso.test/", UrlGuid, "Site= ")]
    [InlineData("scp.both-kinds", 1, "https://cas1.contoso.test/", UrlGuid, PointerGuid)]
    [InlineData("scp.bad-pointer", 0, "dc1.contoso.test", PointerGuid)]
    [InlineData("scp.bad-pointer", 0, "LDAP://", PointerGuid)]
    [InlineData("scp.bad-pointer", 0, "LDAP://dc1:0", PointerGuid)]
    [InlineData("scp.bad-pointer", 0, "LDAP://dc1:65536", PointerGuid)]
    [InlineData("scp.bad-pointer", 0, "LDAP://dc 1", PointerGuid)]
    [InlineData("scp.bad-pointer", 0, "https://cas1.contoso.test/", PointerGuid)]
    public async Task A_faulty_SCP_is_a_finding_about_it(string code, int left, string? binding, params string[] keywords)
    {
        var (scps, findings) = await ReadAsync(new ScpForest().Object("CAS1", binding, keywords));

        Assert.Equal(left, scps.Length);
        Assert.Equal((code, ScpForest.Dn("CAS1")), (Assert.Single(findings).Code, findings[0].Subject));
    }

    [Fact]
    public async Task Of_several_URLs_the_first_counts()
    {
        var (scps, findings) = await ReadAsync(new ScpForest().Object(
            "CAS1", "https://first.contoso.test/", [UrlGuid], "serviceBindingInformation: https://second.contoso.test/"));

        Assert.Equal("first.contoso.test", Assert.Single(scps).Url.Host);
        Assert.Equal(("scp.several-urls", FindingSeverity.Information), (Assert.Single(findings).Code, findings[0].Severity));
    }

    [Fact]
    public async Task Words_of_the_directory_cannot_steer_a_terminal()
    {
        var (_, findings) = await ReadAsync(new ScpForest().Object("CAS1", null, [UrlGuid], "serviceBindingInformation:: G1syShtbMko="));

        Assert.DoesNotContain('\u001b', Assert.Single(findings).ToString());
    }

    [Fact]
    public async Task A_first_directory_that_refuses_is_a_failure()
    {
        var directory = Ldif.Open("dn:\nconfigurationNamingContext: CN=Configuration,DC=gone\n\ndn: DC=contoso\n");

        var outcome = await new ScpCatalog(new FakeForests().OpenAsync, new Trace(TimeProvider.System)).ReadAsync(directory, null, TestContext.Current.CancellationToken);

        Assert.IsType<DirectoryFailure.Refused>(Assert.IsType<CatalogOutcome.Failed>(outcome).Failure);
    }

    private static async Task<(ImmutableArray<ServiceConnectionPoint> Scps, Finding[] Findings)> ReadAsync(ScpForest forest)
    {
        var trace = new Trace(TimeProvider.System);
        var outcome = await new ScpCatalog(new FakeForests().OpenAsync, trace).ReadAsync(Ldif.Open(forest.ToString()), null, TestContext.Current.CancellationToken);
        return (Assert.IsType<CatalogOutcome.Read>(outcome).Scps, [.. trace.Events.OfType<Noted>().Select(noted => noted.Finding)]);
    }
}
