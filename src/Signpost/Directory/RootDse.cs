using System.Collections.Immutable;

namespace Signpost.Directory;

/// <summary>What a directory says of itself (RFC 4512 section 5.1, MS-ADTS section 3.1.1.3.2).</summary>
/// <param name="DefaultNamingContext">The domain, for example <c>DC=example,DC=org</c>; "" where it names none.</param>
/// <param name="ConfigurationNamingContext">Where SCPs and sites lie; "" where it names none.</param>
/// <param name="DnsHostName">The name of the domain controller; "" where it gives none.</param>
/// <param name="SaslMechanisms">The logon mechanisms offered.</param>
public sealed record RootDse(string DefaultNamingContext, string ConfigurationNamingContext, string DnsHostName, ImmutableArray<string> SaslMechanisms)
{
    /// <summary>The attributes to ask for.</summary>
    internal static ImmutableArray<string> Attributes { get; } =
        ["defaultNamingContext", "configurationNamingContext", "dnsHostName", "supportedSASLMechanisms"];

    internal static RootDse From(DirectoryEntry entry) => new(
        entry.Text("defaultNamingContext") ?? "",
        entry.Text("configurationNamingContext") ?? "",
        entry.Text("dnsHostName") ?? "",
        entry.Texts("supportedSASLMechanisms"));
}
