using System.Collections.Immutable;
using Signpost.Directory;
using Signpost.Server.Registration;
using Signpost.Sites;

namespace Signpost.Server.Tests.Registration;

public sealed class ScpRegistrarTests
{
    private const string UrlGuid = "77378F46-2C66-4aa9-A6A6-3E7A48B19596";
    private const string PointerGuid = "67661d7F-8FC4-4fa7-BFAC-E1D7794C1F68";

    private static readonly string Dn = MemoryDirectory.Scp("Contoso", "CAS7");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_CAS_without_an_SCP_gets_one_and_the_containers_above_it()
    {
        var directory = new MemoryDirectory("Contoso");

        var plan = Done(await Registrar(directory).PublishAsync(Cas("Paris", "Oslo"), Cancelled));

        Assert.Equal(4, plan.Steps.Length);
        Assert.Equal(
            $"""
            keywords: {UrlGuid}
            keywords: Site=Oslo
            keywords: Site=Paris
            objectClass: serviceConnectionPoint
            serviceBindingInformation: https://cas7.contoso.test/Autodiscover/Autodiscover.xml
            serviceClassName: ms-Exchange-AutoDiscover-Service
            serviceDNSName: cas7.contoso.test
            serviceDNSNameType: A
            """,
            string.Join('\n', directory.Text(Dn).Split('\n').Where(line => !line.StartsWith("whenCreated", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_plan_only_reads()
    {
        var directory = new MemoryDirectory("Contoso");

        var plan = Assert.IsType<ScpPlanOutcome.Planned>(await Registrar(directory).PlanAsync(Cas("Paris"), Cancelled)).Plan;

        Assert.Equal((0, 4), (directory.Writes, plan.Steps.Length));
    }

    [Fact]
    public async Task Published_twice_nothing_is_written_the_second_time()
    {
        var directory = new MemoryDirectory("Contoso");
        await Registrar(directory).PublishAsync(Cas("Paris"), Cancelled);
        var writes = directory.Writes;

        var plan = Done(await Registrar(directory).PublishAsync(Cas("Paris"), Cancelled));

        Assert.True(plan.IsUpToDate);
        Assert.Equal(writes, directory.Writes);
    }

    [Fact]
    public async Task A_change_keeps_the_object_and_its_age_and_changes_one_attribute()
    {
        var directory = new MemoryDirectory("Contoso");
        await Registrar(directory).PublishAsync(Cas("Paris"), Cancelled);
        var age = Age(directory, Dn);

        var plan = Done(await Registrar(directory).PublishAsync(Cas("Oslo"), Cancelled));

        var step = Assert.IsType<ScpStep.Modify>(Assert.Single(plan.Steps));
        Assert.Equal(["keywords: Site=Paris is not so", "keywords: Site=Oslo is missing"], step.Changes.Select(change => $"{change.Change.Attribute}: {change.Why}"));
        Assert.Equal(age, Age(directory, Dn));
    }

    [Fact]
    public async Task Of_several_organizations_one_must_be_named()
    {
        var directory = new MemoryDirectory("Contoso", "Fabrikam");

        var problem = Problem(await Registrar(directory).PublishAsync(Cas("Paris"), Cancelled));
        var plan = Done(await Registrar(directory).PublishAsync(Cas("Paris") with { Organization = "fabrikam" }, Cancelled));

        Assert.Equal("there are several Exchange organizations: Contoso, Fabrikam; give one of them with --organization", problem.Describe());
        Assert.Equal(MemoryDirectory.Scp("Fabrikam", "CAS7"), plan.DistinguishedName);
    }

    [Fact]
    public async Task No_second_organization_is_made_by_a_slip_of_the_pen()
    {
        var problem = Problem(await Registrar(new MemoryDirectory("Contoso")).PublishAsync(Cas("Paris") with { Organization = "Contosso" }, Cancelled));

        Assert.Equal("there is no Exchange organization 'Contosso', but Contoso; no second one is made", problem.Describe());
    }

    [Fact]
    public async Task Without_an_organization_one_is_made_that_is_called_after_the_domain_and_the_plan_says_so()
    {
        var directory = new MemoryDirectory();

        var plan = Done(await Registrar(directory).PublishAsync(Cas("Paris"), Cancelled));

        Assert.Equal(MemoryDirectory.Scp("contoso", "CAS7"), plan.DistinguishedName);
        Assert.Contains(plan.Notes, note => note.Contains("it is called contoso, after the domain", StringComparison.Ordinal));
        Assert.Equal(9, plan.Steps.Length);
    }

    [Fact]
    public async Task Where_Exchange_has_been_its_own_class_says_what_an_organization_is()
    {
        var directory = new MemoryDirectory("Contoso", "Leftover");
        directory.Put($"CN=Contoso,CN=Microsoft Exchange,CN=Services,{MemoryDirectory.Configuration}", "msExchOrganizationContainer");

        Assert.Equal(Dn, Done(await Registrar(directory).PublishAsync(Cas("Paris"), Cancelled)).DistinguishedName);
    }

    [Fact]
    public async Task An_SCP_of_this_CAS_that_lies_elsewhere_is_used_and_no_second_one_made()
    {
        var directory = new MemoryDirectory("Contoso");
        var elsewhere = $"CN=cas7,CN=Autodiscover,{MemoryDirectory.Configuration}";
        directory.Put($"CN=Autodiscover,{MemoryDirectory.Configuration}", "container");
        directory.Put(elsewhere, "serviceConnectionPoint", ("keywords", UrlGuid), ("serviceDNSName", "cas7.contoso.test"));

        var plan = Done(await Registrar(directory).PublishAsync(Cas("Paris"), Cancelled));

        Assert.Equal(elsewhere, plan.DistinguishedName);
        Assert.IsType<ScpStep.Modify>(Assert.Single(plan.Steps));
        Assert.Equal("", directory.Text(Dn));
    }

    [Fact]
    public async Task The_SCP_of_another_CAS_of_the_same_short_name_is_not_taken_over()
    {
        var directory = new MemoryDirectory("Contoso");
        await Registrar(directory).PublishAsync(Cas("Paris") with { DnsName = "cas7.emea.contoso.test" }, Cancelled);

        var problem = Problem(await Registrar(directory).PublishAsync(Cas("Paris"), Cancelled));

        Assert.Contains("is the SCP of cas7.emea.contoso.test", problem.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Something_else_of_that_name_is_not_touched()
    {
        var directory = new MemoryDirectory("Contoso");
        await Registrar(directory).PublishAsync(Cas("Paris"), Cancelled);
        directory.Put(Dn, "container");

        Assert.Contains("is no serviceConnectionPoint (container)", Problem(await Registrar(directory).PublishAsync(Cas("Paris"), Cancelled)).Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_write_is_told_which_right_on_which_object_and_the_command_that_grants_it()
    {
        var directory = new MemoryDirectory("Contoso") { MayWrite = _ => false };

        var problem = Problem(await Registrar(directory).PublishAsync(Cas("Paris"), Cancelled));

        var servers = MemoryDirectory.Servers("Contoso");
        Assert.Equal($"svc-cas may not create a container below {servers}: an administrator can grant the right there", problem.Describe());
        Assert.Contains(problem.Commands, command => command.StartsWith($"dsacls \"{servers}\" ", StringComparison.Ordinal));
        Assert.Contains("samba-tool user show 'svc-cas' --attributes=objectSid    # what to write for SID below", problem.Commands);
        Assert.Contains(problem.Commands, command => command.StartsWith($"samba-tool dsacl set --objectdn='{servers}' ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_a_shell_would_obey_is_in_no_command_but_quoted()
    {
        var directory = new MemoryDirectory("It's $(id)") { MayWrite = _ => false };

        var commands = Problem(await Registrar(directory).PublishAsync(Cas("Paris"), Cancelled)).Commands;

        var command = Assert.Single(commands, command => command.Contains("$(id)", StringComparison.Ordinal));
        Assert.Contains(@",CN=It'\''s $(id),", command, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rights_on_the_servers_container_alone_are_enough_for_all_of_it()
    {
        var servers = DistinguishedName.Parse(MemoryDirectory.Servers("Contoso"));
        var directory = new MemoryDirectory("Contoso") { MayWrite = name => name.IsAtOrBelow(servers) };

        Done(await Registrar(directory).PublishAsync(Cas("Paris"), Cancelled));
        Done(await Registrar(directory).PublishAsync(Cas("Oslo"), Cancelled));
        Done(await Registrar(directory).RetractAsync(Cas("Oslo"), false, Cancelled));

        Assert.DoesNotContain(directory.Names, name => name.Contains("CAS7", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_container_that_is_there_but_hidden_is_gone_on_with()
    {
        var hidden = DistinguishedName.Parse($"CN=CAS7,{MemoryDirectory.Servers("Contoso")}");
        var directory = new MemoryDirectory("Contoso") { MaySee = name => !name.Equals(hidden) };
        directory.Put(hidden.ToString(), "container");

        Assert.Equal(3, Done(await Registrar(directory).PublishAsync(Cas("Paris"), Cancelled)).Steps.Length);
    }

    [Fact]
    public async Task An_SCP_that_may_not_be_read_is_told_and_not_tried_for_ever()
    {
        var directory = new MemoryDirectory("Contoso");
        await Registrar(directory).PublishAsync(Cas("Paris"), Cancelled);
        directory.MaySee = name => !name.FirstValue.Equals("CAS7", StringComparison.Ordinal) || name.Parent!.FirstValue == "Servers";

        Assert.Equal($"{Dn} is there already, but svc-cas may not read it: grant the right to read it", Problem(await Registrar(directory).PublishAsync(Cas("Paris"), Cancelled)).Describe());
    }

    [Fact]
    public async Task A_forest_whose_services_are_gone_is_told()
    {
        var directory = new MemoryDirectory();
        directory.Remove($"CN=Services,{MemoryDirectory.Configuration}");

        Assert.Contains("CN=Services,CN=Configuration,DC=contoso,DC=test is not there", Problem(await Registrar(directory).PublishAsync(Cas("Paris"), Cancelled)).Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_retracted_is_gone_with_the_containers_that_were_its_own()
    {
        var directory = new MemoryDirectory("Contoso");
        var before = directory.Everything();
        await Registrar(directory).PublishAsync(Cas("Paris"), Cancelled);

        Done(await Registrar(directory).RetractAsync(Cas("Paris"), false, Cancelled));

        Assert.Equal(before, directory.Everything());
    }

    [Fact]
    public async Task Containers_with_something_else_in_them_or_of_Exchanges_classes_stay()
    {
        var directory = new MemoryDirectory("Contoso");
        var server = $"CN=CAS7,{MemoryDirectory.Servers("Contoso")}";
        directory.Put(server, "msExchExchangeServer");
        await Registrar(directory).PublishAsync(Cas("Paris"), Cancelled);

        Done(await Registrar(directory).RetractAsync(Cas("Paris"), false, Cancelled));

        Assert.Contains(server, directory.Names);
        Assert.DoesNotContain($"CN=Protocols,{server}", directory.Names);
    }

    [Fact]
    public async Task Nothing_to_retract_is_no_failure()
    {
        var plan = Done(await Registrar(new MemoryDirectory("Contoso")).RetractAsync(Cas("Paris"), false, Cancelled));

        Assert.True(plan.IsUpToDate);
    }

    [Fact]
    public async Task Kept_it_announces_nothing_and_published_again_it_is_as_old_as_before()
    {
        var directory = new MemoryDirectory("Contoso");
        await Registrar(directory).PublishAsync(Cas("Paris"), Cancelled);
        var before = directory.Text(Dn);

        Done(await Registrar(directory).RetractAsync(Cas("Paris"), true, Cancelled));
        var drained = directory.Text(Dn);
        Done(await Registrar(directory).PublishAsync(Cas("Paris"), Cancelled));

        Assert.DoesNotContain("serviceBindingInformation", drained, StringComparison.Ordinal);
        Assert.Equal(before, directory.Text(Dn));
    }

    [Fact]
    public async Task Drained_twice_nothing_is_written_the_second_time()
    {
        var directory = new MemoryDirectory("Contoso");
        await Registrar(directory).PublishAsync(Cas("Paris"), Cancelled);
        await Registrar(directory).RetractAsync(Cas("Paris"), true, Cancelled);

        Assert.True(Done(await Registrar(directory).RetractAsync(Cas("Paris"), true, Cancelled)).IsUpToDate);
    }

    [Fact]
    public async Task A_pointer_is_written_below_Exchanges_own_container_for_them()
    {
        var directory = new MemoryDirectory("Contoso");
        var pointing = new ScpPointing("LDAP://dc1.fabrikam.test", ["fabrikam.test"]);

        var plan = Done(await Registrar(directory).PublishAsync(pointing, Cancelled));

        Assert.Equal($"CN=dc1.fabrikam.test,CN=Microsoft Exchange Autodiscover,CN=Services,{MemoryDirectory.Configuration}", plan.DistinguishedName);
        Assert.Contains($"keywords: {PointerGuid}", directory.Text(plan.DistinguishedName), StringComparison.Ordinal);
        Assert.Contains("keywords: Domain=fabrikam.test", directory.Text(plan.DistinguishedName), StringComparison.Ordinal);
        Assert.True(Done(await Registrar(directory).PublishAsync(pointing, Cancelled)).IsUpToDate);
        Assert.Single(Done(await Registrar(directory).RetractAsync(pointing, false, Cancelled)).Steps);
        Assert.Equal("", directory.Text(plan.DistinguishedName));
    }

    [Fact]
    public async Task A_directory_that_is_away_is_a_problem_and_no_exception()
    {
        var directory = new MemoryDirectory("Contoso") { Away = new DirectoryFailure.Unreachable("ldap://dc1.contoso.test", "connection refused") };

        Assert.Equal("ldap://dc1.contoso.test: connection refused", Problem(await Registrar(directory).PublishAsync(Cas("Paris"), Cancelled)).Describe());
    }

    [Fact]
    public async Task What_has_a_fault_is_not_published()
    {
        var wrong = Cas("Paris") with { Url = new Uri("http://cas7.contoso.test/autodiscover/autodiscover.xml") };

        await Assert.ThrowsAsync<ArgumentException>(() => Registrar(new MemoryDirectory("Contoso")).PublishAsync(wrong, Cancelled));
    }

    internal static ScpAnnouncement Cas(params ReadOnlySpan<string> sites) => new(
        "CAS7", "cas7.contoso.test", new Uri("https://cas7.contoso.test/Autodiscover/Autodiscover.xml"),
        [.. sites.ToArray().Select(site => new SiteName(site))]);

    internal static ScpRegistrar Registrar(MemoryDirectory directory) => new(directory, "svc-cas");

    internal static ScpPlan Done(RegistrationOutcome outcome) => outcome switch
    {
        RegistrationOutcome.Done { Plan: var plan } => plan,
        RegistrationOutcome.Failed { Problem: var problem } => throw new Xunit.Sdk.XunitException(problem.Describe()),
        _ => throw new InvalidOperationException(),
    };

    private static ScpProblem Problem(RegistrationOutcome outcome) => Assert.IsType<RegistrationOutcome.Failed>(outcome).Problem;

    private static string Age(MemoryDirectory directory, string dn) => directory.Text(dn).Split('\n').Single(line => line.StartsWith("whenCreated", StringComparison.Ordinal));
}
