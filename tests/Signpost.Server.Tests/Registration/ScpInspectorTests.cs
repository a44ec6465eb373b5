using System.Collections.Immutable;
using System.Net;
using Signpost.Discovery;
using Signpost.Server.Registration;
using Signpost.Sites;
using Signpost.Tracing;

namespace Signpost.Server.Tests.Registration;

public sealed class ScpInspectorTests
{
    private const string UrlGuid = "77378F46-2C66-4aa9-A6A6-3E7A48B19596";

    private static readonly string Dn = MemoryDirectory.Scp("Contoso", "CAS7");
    private static readonly ScpExpectation.OfCas Cas7 = new("CAS7", "cas7.contoso.test") { Here = In("Paris") };

    [Fact]
    public async Task What_was_published_here_is_all_right()
    {
        var directory = await PublishedAsync("Paris");

        var seen = await InspectAsync(directory, Cas7);

        Assert.Equal(["scp.present", "scp.site"], Codes(seen));
        Assert.All(seen.Findings, finding => Assert.Equal(FindingSeverity.Information, finding.Severity));
        Assert.Equal("https://cas7.contoso.test/Autodiscover/Autodiscover.xml", seen.Url!.OriginalString);
    }

    [Fact]
    public async Task Where_there_is_none_that_is_an_error() =>
        Assert.Equal(["scp.absent"], Codes(await InspectAsync(new MemoryDirectory("Contoso"), Cas7)));

    [Fact]
    public async Task One_that_was_emptied_sends_nobody_here()
    {
        var directory = await PublishedAsync("Paris");
        await ScpRegistrarTests.Registrar(directory).RetractAsync(ScpRegistrarTests.Cas(), true, TestContext.Current.CancellationToken);

        var seen = await InspectAsync(directory, Cas7);

        Assert.Contains("scp.drained", Codes(seen));
        Assert.Null(seen.Url);
    }

    [Fact]
    public async Task A_host_that_moved_to_another_site_has_an_SCP_for_the_old_one()
    {
        var seen = await InspectAsync(await PublishedAsync("Paris"), Cas7 with { Here = In("Oslo") });

        Assert.Contains(seen.Findings, finding => finding is { Code: "scp.site-moved", Severity: FindingSeverity.Error, Evidence: "it is for Paris, but this host is in Oslo" });
    }

    [Fact]
    public async Task Sites_that_were_chosen_are_held_against_the_SCP_and_not_where_the_host_is()
    {
        var seen = await InspectAsync(await PublishedAsync("Paris"), Cas7 with { Here = In("Oslo"), Sites = [new SiteName("paris")] });

        Assert.Equal(["scp.present", "scp.site"], Codes(seen));
    }

    [Fact]
    public async Task A_site_that_the_forest_has_not_is_an_error()
    {
        var seen = await InspectAsync(await PublishedAsync("Paris", "Atlantis"), Cas7);

        Assert.Contains(seen.Findings, finding => finding is { Code: "scp.no-such-site", Evidence: "it is for Atlantis, which is no site of the forest" });
    }

    [Fact]
    public async Task Where_the_host_is_in_no_site_that_is_said()
    {
        var seen = await InspectAsync(await PublishedAsync("Paris"), Cas7 with { Here = new HostSite(new ClientSite.Unknown("no subnet holds it"), null, []) });

        Assert.Contains("scp.site-unknown", Codes(seen));
    }

    [Fact]
    public async Task What_clients_read_and_is_otherwise_than_expected_is_an_error()
    {
        var seen = await InspectAsync(await PublishedAsync("Paris"), Cas7 with { Url = new Uri("https://mail.contoso.test/Autodiscover/Autodiscover.xml") });

        Assert.Contains(seen.Findings, finding => finding is { Code: "scp.differs", Severity: FindingSeverity.Error });
    }

    [Fact]
    public async Task The_short_name_that_Exchange_writes_is_a_warning_only()
    {
        var directory = await PublishedAsync("Paris");
        directory.Put(
            Dn, "serviceConnectionPoint", ("keywords", UrlGuid), ("serviceDNSName", "CAS7"), ("serviceDNSNameType", "A"),
            ("serviceClassName", "ms-Exchange-AutoDiscover-Service"), ("serviceBindingInformation", "https://cas7.contoso.test/Autodiscover/Autodiscover.xml"));

        var differs = Assert.Single((await InspectAsync(directory, Cas7)).Findings, finding => finding.Code is "scp.differs");

        Assert.Equal((FindingSeverity.Warning, "serviceDNSName: cas7.contoso.test instead of CAS7"), (differs.Severity, differs.Evidence));
    }

    [Theory]
    [InlineData("http://cas7.contoso.test/Autodiscover/Autodiscover.xml")]
    [InlineData("https://10.77.1.20/Autodiscover/Autodiscover.xml")]
    [InlineData("Autodiscover")]
    public async Task A_URL_that_clients_cannot_use_is_an_error_and_not_asked(string url)
    {
        var directory = await PublishedAsync("Paris");
        directory.Put(Dn, "serviceConnectionPoint", ("keywords", UrlGuid), ("serviceDNSName", "cas7.contoso.test"), ("serviceBindingInformation", url));

        var seen = await InspectAsync(directory, Cas7);

        Assert.Contains("scp.unusable", Codes(seen));
        Assert.Null(seen.Url);
    }

    [Fact]
    public async Task A_second_SCP_of_the_same_CAS_is_an_error_and_a_namesake_a_warning()
    {
        var directory = await PublishedAsync("Paris");
        directory.Put($"CN=CAS7,CN=Services,{MemoryDirectory.Configuration}", "serviceConnectionPoint", ("keywords", UrlGuid), ("serviceDNSName", "CAS7"));
        directory.Put($"CN=CAS9,CN=Services,{MemoryDirectory.Configuration}", "serviceConnectionPoint", ("keywords", UrlGuid), ("serviceDNSName", "cas7.contoso.test"));

        var seen = await InspectAsync(directory, Cas7);

        Assert.Equal(
            ["scp.present Information", "scp.site Information", "scp.duplicate Error", "scp.namesake Warning"],
            seen.Findings.Select(finding => $"{finding.Code} {finding.Severity}"));
    }

    [Fact]
    public async Task An_SCP_of_another_service_of_the_same_computer_is_none_of_ours()
    {
        var directory = await PublishedAsync("Paris");
        directory.Put($"CN=CAS7,CN=Services,{MemoryDirectory.Configuration}", "serviceConnectionPoint", ("keywords", "print"), ("serviceDNSName", "cas7.contoso.test"));

        Assert.Equal(["scp.present", "scp.site"], Codes(await InspectAsync(directory, Cas7)));
    }

    [Fact]
    public async Task Of_a_pointer_what_it_says_is_looked_at()
    {
        var directory = new MemoryDirectory("Contoso");
        var pointing = new ScpPointing("LDAP://dc1.fabrikam.test", ["fabrikam.test"]);
        var absent = await InspectAsync(directory, new ScpExpectation.OfPointer(pointing));
        await ScpRegistrarTests.Registrar(directory).PublishAsync(pointing, TestContext.Current.CancellationToken);

        Assert.Equal(["scp.absent"], Codes(absent));
        Assert.Equal(["scp.present"], Codes(await InspectAsync(directory, new ScpExpectation.OfPointer(pointing))));
        Assert.Equal(["scp.present", "scp.differs"], Codes(await InspectAsync(directory, new ScpExpectation.OfPointer(pointing with { Domains = [] }))));
    }

    private static HostSite In(string site) => new(new ClientSite.Configured(new SiteName(site)), Topology(), []);

    private static SiteTopology Topology()
    {
        var directory = new MemoryDirectory();
        foreach (var site in (string[])["Paris", "Oslo"])
        {
            directory.Put($"CN={site},CN=Sites,{MemoryDirectory.Configuration}", "site");
        }

        return ((TopologyOutcome.Read)SiteTopology.ReadAsync(directory, CancellationToken.None).GetAwaiter().GetResult()).Topology;
    }

    private static async Task<MemoryDirectory> PublishedAsync(params string[] sites)
    {
        var directory = new MemoryDirectory("Contoso");
        ScpRegistrarTests.Done(await ScpRegistrarTests.Registrar(directory).PublishAsync(ScpRegistrarTests.Cas(sites), TestContext.Current.CancellationToken));
        return directory;
    }

    private static async Task<ScpInspection.Inspected> InspectAsync(MemoryDirectory directory, ScpExpectation expected) =>
        Assert.IsType<ScpInspection.Inspected>(await ScpRegistrarTests.Registrar(directory).VerifyAsync(expected, TestContext.Current.CancellationToken));

    private static ImmutableArray<string> Codes(ScpInspection.Inspected seen) => [.. seen.Findings.Select(finding => finding.Code)];
}
