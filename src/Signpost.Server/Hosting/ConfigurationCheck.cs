using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Signpost.Server.Configuration;
using Signpost.Server.Registration;
using Signpost.Server.Services;

namespace Signpost.Server.Hosting;

/// <summary>Says what a CAS of a configuration would do, having tried what can be tried without being one.</summary>
public static class ConfigurationCheck
{
    private static readonly TimeSpan RenewalIsNear = TimeSpan.FromDays(14);

    /// <summary>Tries it.</summary>
    /// <param name="configuration">All that an administrator says of the CAS.</param>
    /// <param name="backing">What it would answer from.</param>
    /// <param name="now">The time, for certificates.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    public static async Task<ImmutableArray<CheckLine>> RunAsync(ServerConfiguration configuration, CasBacking backing, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(backing);
        var lines = ImmutableArray.CreateBuilder<CheckLine>();
        lines.Add(new CheckLine("name", configuration.ServerName));
        lines.AddRange(Listeners(configuration.Listen, hasProxy: configuration.TrustedProxies is not []));
        var directory = await backing.CheckAsync(cancellationToken);
        lines.AddRange(Certificates(configuration, await backing.DomainsAsync(cancellationToken), now));
        lines.AddRange(directory);
        lines.AddRange(Services(configuration.Services));
        lines.Add(await ScpCheck.RunAsync(configuration, cancellationToken));
        return lines.ToImmutable();
    }

    private static IEnumerable<CheckLine> Listeners(ListenConfiguration listen, bool hasProxy)
    {
        yield return listen.Https is [] ? new CheckLine("listen", "https nowhere: a trusted proxy ends TLS") : new CheckLine("listen", $"https on {Places(listen.Https)}");
        if (listen.Http is not [])
        {
            yield return new CheckLine("listen", $"http on {Places(listen.Http)}, {(hasProxy ? "for trusted proxies, and " : "")}to lead clients to https");
        }

        if (listen.Management is not [])
        {
            yield return new CheckLine("listen", $"health and metrics on {Places(listen.Management)}");
        }
    }

    private static IEnumerable<CheckLine> Certificates(ServerConfiguration configuration, ImmutableArray<string> domains, DateTimeOffset now)
    {
        var names = new List<ServerCertificate>();
        foreach (var from in configuration.Certificates)
        {
            if (ServerCertificate.Read(from, out var why) is not { } certificate)
            {
                yield return new CheckLine("certificate", why, CheckVerdict.Error);
                continue;
            }

            names.Add(certificate);
            yield return Validity(ServerCertificate.NameOf(from), certificate, now);
        }

        // What can't be read may be for any name.
        if (names.Count == configuration.Certificates.Length && names is not [])
        {
            foreach (var (host, remedy) in Hosts(configuration, domains).Where(host => !names.Any(certificate => certificate.IsFor(host.Name))))
            {
                yield return new CheckLine("certificate", $"none is for {host}: {remedy}", CheckVerdict.Warning);
            }
        }

        names.ForEach(certificate => certificate.Dispose());
    }

    private static IEnumerable<(string Name, string Remedy)> Hosts(ServerConfiguration configuration, ImmutableArray<string> domains)
    {
        yield return (configuration.ServerName, "the SCP, SRV records and redirects lead there, and clients refuse it; put the name on it, or correct ServerName");
        foreach (var domain in domains)
        {
            yield return ($"autodiscover.{domain}", "clients that come by that name refuse it; put the name on it, or lead them elsewhere by a redirect or an SRV record");
        }

        if (configuration.Services.Imap.IsOffered || configuration.Services.Pop3.IsOffered)
        {
            foreach (var domain in domains)
            {
                yield return ($"autoconfig.{domain}", "Thunderbird asks there for IMAP and SMTP; put the name on it, or let the web server of the domain lead /.well-known/autoconfig/ here");
            }
        }
    }

    private static CheckLine Validity(string name, ServerCertificate certificate, DateTimeOffset now)
    {
        var left = new DateTimeOffset(certificate.Certificate.NotAfter) - now;
        var names = string.Join(", ", certificate.Names);
        return left < TimeSpan.Zero ? new CheckLine("certificate", $"{name} for {names} has expired: renew it", CheckVerdict.Error)
            : new DateTimeOffset(certificate.Certificate.NotBefore) > now ? new CheckLine("certificate", $"{name} for {names} is not valid yet", CheckVerdict.Error)
            : left < RenewalIsNear ? new CheckLine("certificate", string.Create(CultureInfo.InvariantCulture, $"{name} for {names}, {left.Days} days left: renew it"), CheckVerdict.Warning)
            : new CheckLine("certificate", string.Create(CultureInfo.InvariantCulture, $"{name} for {names}, {left.Days} days left"));
    }

    private static IEnumerable<CheckLine> Services(AnnouncedServices services) =>
        services.Offered.Select(service => new CheckLine("announces", $"{service.Name} {Sides(service.Internal, service.External)}"));

    private static string Sides(string? inside, string? outside) => (inside, outside) switch
    {
        ({ } one, { } other) when one == other => one,
        ({ } one, { } other) => $"inside {one}, outside {other}",
        ({ } one, null) => $"inside {one}",
        (null, { } other) => $"outside {other}",
        _ => "",
    };

    private static string Places(ImmutableArray<IPEndPoint> places) =>
        string.Join(", ", places.Select(place => place.Address.Equals(IPAddress.IPv6Any) ? string.Create(CultureInfo.InvariantCulture, $"*:{place.Port}") : $"{place}"));
}
