using System.Collections.Immutable;
using Signpost.Directory;

namespace Signpost.Server.Registration;

/// <summary>Where Exchange keeps its SCPs (MS-OXDISCO section 4.2).</summary>
internal sealed class ExchangeTree(DistinguishedName configuration)
{
    public const string Group = "Exchange Administrative Group (FYDIBOHF23SPDLT)";

    // Left by the connectors of old; no organization.
    private const string Connections = "Active Directory Connections";
    private const string OrganizationClass = "msExchOrganizationContainer";

    public DistinguishedName Configuration => configuration;

    /// <summary>What every forest has.</summary>
    public DistinguishedName Services { get; } = configuration.Child("CN", "Services");

    public DistinguishedName Exchange => Services.Child("CN", "Microsoft Exchange");

    public DistinguishedName Pointers => Services.Child("CN", "Microsoft Exchange Autodiscover");

    public DistinguishedName Servers(string organization) =>
        Exchange.Child("CN", organization).Child("CN", "Administrative Groups").Child("CN", Group).Child("CN", "Servers");

    public DistinguishedName ScpOf(string organization, string cas) =>
        Servers(organization).Child("CN", cas).Child("CN", "Protocols").Child("CN", "Autodiscover").Child("CN", cas);

    /// <summary>The organizations among the objects right below CN=Microsoft Exchange.</summary>
    public static ImmutableArray<string> OrganizationsAmong(ImmutableArray<DirectoryEntry> children)
    {
        var ofExchange = children.Where(child => child.Texts("objectClass").Contains(OrganizationClass, StringComparer.OrdinalIgnoreCase)).ToArray();
        return
        [
            .. (ofExchange is [] ? children.Where(IsPlainContainer) : ofExchange)
                .Select(child => DistinguishedName.TryParse(child.DistinguishedName, out var name) ? name.FirstValue : "")
                .Where(name => name is not "" && !name.Equals(Connections, StringComparison.OrdinalIgnoreCase))
                .Order(StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>Whether an object is of class container and nothing more: what is created here, and may be removed again.</summary>
    public static bool IsPlainContainer(DirectoryEntry entry) =>
        entry.Texts("objectClass").Where(name => !name.Equals("top", StringComparison.OrdinalIgnoreCase)).ToArray() is [var only]
        && only.Equals("container", StringComparison.OrdinalIgnoreCase);

    /// <summary>The containers above a CAS's SCP that stand for this CAS alone, lowest first.</summary>
    public static ImmutableArray<DistinguishedName> OwnContainersAbove(DistinguishedName scp, string cas)
    {
        var found = ImmutableArray.CreateBuilder<DistinguishedName>();
        foreach (var wanted in (string[])["Autodiscover", "Protocols", cas])
        {
            if ((found is [] ? scp : found[^1]).Parent is not { } above || !above.FirstValue.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            {
                break;
            }

            found.Add(above);
        }

        return found.ToImmutable();
    }
}
