namespace Signpost.Tests;

/// <summary>Who may know whom: read off the compiled library, with the bodies of its methods.</summary>
public sealed class ArchitectureTests
{
    private static readonly Type[] Library = [.. typeof(MailboxAddress).Assembly.GetTypes().Where(type => FolderOf(type) is not null)];

    private static readonly Arrow[] Arrows =
    [
        .. from type in Library
           from known in KnownTypes.Of(type)
           where FolderOf(known) is { } folder && folder != FolderOf(type)
           select new Arrow(FolderOf(type)!, FolderOf(known)!, $"{type.FullName} -> {known.FullName}"),
    ];

    /// <summary>Whom each folder may know beside itself and the values of the root. What is not here is forbidden.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Tracing"] = [],
        ["Dns"] = [],
        ["Logon"] = [],
        ["Transport"] = ["Logon", "Dns", "Tracing"],
        ["Directory"] = ["Transport", "Logon", "Dns", "Tracing"],
        ["Sites"] = ["Directory", "Dns", "Tracing"],
        ["Scp"] = ["Sites", "Directory", "Tracing"],
        ["Autodiscover"] = ["Transport", "Logon", "Tracing"],
        ["Ews"] = ["Transport"],
        ["Names"] = ["Ews", "Transport"],
        ["MailTips"] = ["Oof", "Ews", "Transport"],
        ["Availability"] = ["Ews", "Transport"],
        ["Oof"] = ["Ews", "Transport"],
        ["Folders"] = ["Ews", "Transport"],
        ["Discovery"] = ["Autodiscover", "Scp", "Sites", "Directory", "Transport", "Logon", "Dns", "Tracing"],
        ["Questions"] = ["Discovery", "Availability", "Oof", "Ews", "Autodiscover", "Directory", "Transport", "Logon", "Dns", "Tracing"],
        ["Doctor"] = ["Discovery", "Autodiscover", "Scp", "Sites", "Directory", "Transport", "Logon", "Dns", "Tracing"],
        ["Diagnostics"] = ["Discovery", "Autodiscover", "Logon", "Sites", "Directory", "Tracing"],
        ["DependencyInjection"] = ["Discovery", "Dns"],
    };

    [Fact]
    public void Every_folder_has_its_place_in_the_order() =>
        Assert.Equal(Allowed.Keys.Order(), Library.Select(FolderOf).OfType<string>().Where(folder => folder is not "").Distinct().Order());

    [Fact]
    public void Nobody_knows_whom_he_may_not_know() =>
        Assert.Empty(Arrows.Where(arrow => arrow.From is not "" && arrow.To is not "" && !Allowed[arrow.From].Contains(arrow.To)).Select(arrow => arrow.What));

    [Fact]
    public void Of_the_root_only_the_client_knows_the_rest() =>
        Assert.All(Arrows.Where(arrow => arrow.From is "" && arrow.To is not ""), arrow =>
            Assert.StartsWith("Signpost.SignpostClient", arrow.What, StringComparison.Ordinal));

    [Fact]
    public void Nobody_knows_the_client_but_who_registers_it() =>
        Assert.DoesNotContain(Arrows, arrow => arrow.From is not "DependencyInjection" && arrow.What.EndsWith("-> Signpost.SignpostClient", StringComparison.Ordinal));

    [Fact]
    public void The_arrows_are_really_read_also_those_in_the_bodies_of_async_methods()
    {
        Assert.Contains(Arrows, arrow => arrow is { From: "Discovery", To: "Scp" });
        Assert.Contains(Arrows, arrow => arrow.What.StartsWith("Signpost.Discovery.SrvStep", StringComparison.Ordinal) && arrow.What.EndsWith("Signpost.Dns.SrvOrdering", StringComparison.Ordinal));
    }

    // Autodiscover.Pox is Autodiscover: the dialects are one folder to the rest.
    private static string? FolderOf(Type type) => type.Namespace?.Split('.') switch
    {
        ["Signpost"] => "",
        ["Signpost", var folder, ..] => folder,
        ["Microsoft", "Extensions", var folder] => folder,     // where registrations are looked for
        _ => null,
    };

    private sealed record Arrow(string From, string To, string What);
}
