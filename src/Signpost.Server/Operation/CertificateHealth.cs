using System.Globalization;
using Signpost.Server.Hosting;

namespace Signpost.Server.Operation;

/// <summary>Whether clients that come by the server's name are shown a certificate they take.</summary>
/// <param name="certificates">What is shown.</param>
/// <param name="time">The clock.</param>
internal sealed class CertificateHealth(CertificateStore certificates, TimeProvider time)
{
    /// <summary>How many days the certificate for a name is still good; null where there is none.</summary>
    public double? DaysLeft(string serverName) => For(serverName) is { } one ? (one.Certificate.NotAfter.ToUniversalTime() - time.GetUtcNow().UtcDateTime).TotalDays : null;

    public HealthResult Check(string serverName)
    {
        if (For(serverName) is not { } one)
        {
            return HealthResult.Bad($"none is for {serverName}: put that name on it, or correct ServerName");
        }

        var now = time.GetUtcNow().UtcDateTime;
        var until = one.Certificate.NotAfter.ToUniversalTime();
        return now > until ? HealthResult.Bad(string.Create(CultureInfo.InvariantCulture, $"that for {serverName} expired on {until:yyyy-MM-dd}: renew it"))
            : now < one.Certificate.NotBefore.ToUniversalTime() ? HealthResult.Bad($"that for {serverName} is not valid yet: look at the clock of this host")
            : HealthResult.Good(string.Create(CultureInfo.InvariantCulture, $"for {serverName}, {(until - now).Days} days left"));
    }

    private ServerCertificate? For(string serverName) => certificates.Certificates.FirstOrDefault(one => one.IsFor(serverName));
}
