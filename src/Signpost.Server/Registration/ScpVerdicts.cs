using System.Globalization;
using Signpost.Discovery;
using Signpost.Sites;
using Signpost.Tracing;

namespace Signpost.Server.Registration;

/// <summary>What can be said of an SCP that somebody keeps (docs/scp.md lists them).</summary>
public static class ScpVerdicts
{
    private const string PublishAgain = "Publish it again: signpost scp publish";
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    /// <summary>What the endpoint's answer means for the SCP that sends clients there.</summary>
    public static Finding OfEndpoint(EndpointVerdict verdict, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        if (!verdict.IsGood)
        {
            return new Finding(
                "scp.endpoint", FindingSeverity.Error, verdict.Url.AbsoluteUri, verdict.Describe(),
                "Mend the CAS or its certificate; until then take it off: signpost scp retract --keep");
        }

        var end = verdict.Certificate?.NotAfter ?? DateTimeOffset.MaxValue;
        var days = (int)(end - now).TotalDays;
        return end - now < Soon
            ? new Finding(
                "scp.certificate-ends", FindingSeverity.Warning, verdict.Url.AbsoluteUri,
                string.Create(CultureInfo.InvariantCulture, $"it answers, but its certificate ends on {end:yyyy-MM-dd}, in {days} days"), "Renew the certificate")
            : new Finding(
                "scp.endpoint", FindingSeverity.Information, verdict.Url.AbsoluteUri,
                string.Create(CultureInfo.InvariantCulture, $"{verdict.Describe()}; the certificate is for this name, trusted, and good for {days} days"), "");
    }

    /// <summary>Whether the directory that a pointer names can be reached.</summary>
    /// <param name="pointing">The pointer.</param>
    /// <param name="failure">Why it can't be; null when it can.</param>
    public static Finding OfPointerTarget(ScpPointing pointing, string? failure)
    {
        ArgumentNullException.ThrowIfNull(pointing);
        return failure is null
            ? new Finding("scp.pointer-target", FindingSeverity.Information, pointing.Url, "a directory answers there", "")
            : new Finding("scp.pointer-target", FindingSeverity.Error, pointing.Url, failure, "Start that directory, or correct or retract the pointer");
    }

    internal static Finding Present(string dn) => new("scp.present", FindingSeverity.Information, dn, "it is there", "");

    internal static Finding Absent(string subject) => new("scp.absent", FindingSeverity.Error, subject, "no such SCP is published", "Publish it: signpost scp publish");

    internal static Finding Drained(string dn) => new("scp.drained", FindingSeverity.Error, dn, "it announces no URL: it was emptied", PublishAgain);

    internal static Finding Unusable(string dn, string why) => new("scp.unusable", FindingSeverity.Error, dn, why, PublishAgain);

    // Clients read the URL and the keywords; the rest is for people and other tools, and Exchange itself writes the short name.
    internal static Finding Differs(string dn, string attribute, string why) => new(
        "scp.differs", attribute is "keywords" or "serviceBindingInformation" ? FindingSeverity.Error : FindingSeverity.Warning, dn, $"{attribute}: {why}", PublishAgain);

    internal static Finding Duplicate(string dn) => new(
        "scp.duplicate", FindingSeverity.Error, dn, "it is another SCP of the same CAS", "Remove it: what one of two says is changed only in the other");

    internal static Finding Namesake(string dn, string dnsName) => new(
        "scp.namesake", FindingSeverity.Warning, dn, $"it has the name or the DNS name of this CAS, but not both ({(dnsName is "" ? "no DNS name" : dnsName)})",
        "Remove it if it is left from a computer that is gone");

    internal static Finding InSite(string dn, string sites) => new("scp.site", FindingSeverity.Information, dn, $"it is for {sites}", "");

    internal static Finding SiteMoved(string dn, string sites, SiteName here) => new(
        "scp.site-moved", FindingSeverity.Error, dn, $"it is for {sites}, but this host is in {here.Value}",
        "Publish it again, or name its sites with --site-scope if it is to serve others");

    internal static Finding SiteUnknown(string dn, string why) => new(
        "scp.site-unknown", FindingSeverity.Warning, dn, $"whether it is for the right site can't be said: {why}", "Give --site-scope, or add the subnet of this host");

    internal static Finding NoSuchSite(string dn, SiteName site) => new(
        "scp.no-such-site", FindingSeverity.Error, dn, $"it is for {site.Value}, which is no site of the forest", PublishAgain);
}
