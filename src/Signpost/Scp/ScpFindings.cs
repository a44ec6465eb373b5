using System.Collections.Immutable;
using System.Globalization;
using Signpost.Directory;
using Signpost.Sites;
using Signpost.Tracing;

namespace Signpost.Scp;

/// <summary>What is wrong with the SCPs of a forest, and what to do about it.</summary>
internal static class ScpFindings
{
    private const string SetUrl = "Set it with Set-ClientAccessService -AutoDiscoverServiceInternalUri";

    public static Finding Empty(string dn, bool announcesUrl) => new(
        "scp.empty", FindingSeverity.Warning, OneLine.Of(dn), "it has no serviceBindingInformation",
        announcesUrl ? $"{SetUrl}, or remove the SCP" : "Give it the LDAP:// URL of the other forest, or remove it");

    public static Finding Malformed(string dn, string binding, string why) => new(
        "scp.malformed", FindingSeverity.Error, OneLine.Of(dn), $"its serviceBindingInformation '{OneLine.Of(binding)}' {why}", SetUrl);

    public static Finding NotHttps(string dn, string binding) => new(
        "scp.not-https", FindingSeverity.Error, OneLine.Of(dn), $"it announces {OneLine.Of(binding)}",
        "Announce https: passwords go over TLS only, so that it is not tried");

    public static Finding SeveralUrls(string dn, ImmutableArray<string> bindings) => new(
        "scp.several-urls", FindingSeverity.Information, OneLine.Of(dn),
        string.Create(CultureInfo.InvariantCulture, $"it has {bindings.Length} values of serviceBindingInformation; the first, {OneLine.Of(bindings[0])}, counts"),
        "Leave one: clients read the first, and which that is the directory decides");

    public static Finding EmptySite(string dn, ImmutableArray<SiteName> sites) => new(
        "scp.empty-site", FindingSeverity.Warning, OneLine.Of(dn),
        sites is [] ? "its keyword Site= names no site, so that it counts as siteless" : "one of its keywords Site= names no site",
        "Set its sites with Set-ClientAccessService -AutoDiscoverSiteScope");

    public static Finding BothKinds(string dn) => new(
        "scp.both-kinds", FindingSeverity.Warning, OneLine.Of(dn), "it has the keywords of a URL and of a pointer, and counts as a URL",
        "Remove one of the two keywords");

    public static Finding BadPointer(string dn, string binding) => new(
        "scp.bad-pointer", FindingSeverity.Warning, OneLine.Of(dn), $"it points to '{OneLine.Of(binding)}', which is not LDAP://host or LDAP://host:port",
        "Correct its serviceBindingInformation or remove it");

    public static Finding PointerUnreachable(ScpPointer pointer, DirectoryFailure failure) => new(
        "scp.pointer-unreachable", FindingSeverity.Warning, OneLine.Of(pointer.DistinguishedName),
        $"it points to {OneLine.Of(pointer.Server.ToString())}: {OneLine.Of(failure.Describe())}", "Start that directory, or correct or remove the pointer");

    public static Finding PointerLoop(ScpPointer pointer) => new(
        "scp.pointer-loop", FindingSeverity.Warning, OneLine.Of(pointer.DistinguishedName),
        $"it leads back to {OneLine.Of(pointer.Server.ToString())}, which was asked before", "Break the circle: one of the forests must hold the SCPs");

    public static Finding PointerHops(ScpPointer pointer, string exhausted) => new(
        "scp.pointer-hops", FindingSeverity.Warning, OneLine.Of(pointer.DistinguishedName),
        $"it is not followed: {exhausted}",
        "Point straight to the forest that holds the SCPs");
}
