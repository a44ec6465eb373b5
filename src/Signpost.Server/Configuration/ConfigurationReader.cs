using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Signpost.Discovery;
using Signpost.Oof;

namespace Signpost.Server.Configuration;

/// <summary>Reads <c>signpost.json</c>. An environment variable <c>SIGNPOST__Directory__Url</c> goes before <c>Directory.Url</c> of the file.</summary>
public static class ConfigurationReader
{
    /// <summary>What the names of its environment variables begin with.</summary>
    public const string EnvironmentPrefix = "SIGNPOST__";

    /// <summary>Reads a file and the environment.</summary>
    /// <param name="path">The file; names of files in it are relative to its folder. Null reads the environment only.</param>
    public static ConfigurationReading Read(string? path)
    {
        var sources = new ConfigurationBuilder();
        var folder = Environment.CurrentDirectory;
        if (path is not null)
        {
            byte[] text;
            try
            {
                folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
                text = File.ReadAllBytes(path);
            }
            catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException)
            {
                return Bad(FileWords.Of(failed));
            }

            sources.AddJsonStream(new MemoryStream(text));
        }

        sources.AddEnvironmentVariables(EnvironmentPrefix);
        try
        {
            return Read(sources.Build(), folder);
        }
        catch (Exception failed) when (failed is FormatException or InvalidDataException or JsonException)
        {
            return Bad((failed as JsonException ?? failed.InnerException as JsonException) is { LineNumber: { } line, BytePositionInLine: { } at }
                ? string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, byte {at + 1}: not JSON")
                : FileWords.Of(failed));
        }
    }

    /// <summary>Reads what has been gathered.</summary>
    /// <param name="gathered">The keys and values.</param>
    /// <param name="folder">What names of files are relative to.</param>
    public static ConfigurationReading Read(IConfiguration gathered, string folder)
    {
        var faults = new List<ConfigurationFault>();
        var root = new ConfigurationNode(gathered, "", folder, faults);
        var name = ServerName(root);
        var configuration = new ServerConfiguration
        {
            ServerName = name,
            Listen = ListenReader.Read(root.Child("Listen")),
            Certificates = [.. root.Children("Certificates").Select(ListenReader.Certificate).OfType<CertificateConfiguration>()],
            Directory = DirectoryReader.Read(root.Child("Directory")),
            Mailboxes = MailboxReader.Read(root.Child("Mailboxes")),
            Calendars = root.Has("Calendars") ? CalendarReader.Read(root.Child("Calendars"), name) : null,
            Storage = Storage(root),
            Oof = Oof(root.Child("Oof")),
            Services = ServicesReader.Read(root.Child("Services"), name),
            Logon = LogonReader.Read(root.Child("Logon")),
            Scp = ScpConfigurationReader.Read(root.Child("Scp")),
            Limits = Limits(root.Child("Limits")),
            TrustedProxies = Networks(root, "TrustedProxies"),
            Log = Log(root.Child("Log")),
            Telemetry = Telemetry(root.Child("Telemetry")),
            BackingKey = BackingKey.Of(gathered, folder),
        };

        configuration = configuration with { Services = ServicesReader.WithOwnEws(configuration) };

        // What follows from a value that can't be used is not said as well.
        var isListenFaulty = faults.Any(fault => fault.IsIn("Listen"));
        if (configuration.Listen.Https is [] && configuration.Listen.Http is [] && !isListenFaulty)
        {
            root.Fault("Listen", "nothing to listen on: give Listen.Https, for example \"*:443\"");
        }

        if (configuration.Listen.Https is not [] && configuration.Certificates is [] && !root.Has("Certificates"))
        {
            root.Fault("Certificates", "Listen.Https needs a certificate: give Pem and Key, or Pfx");
        }

        IPEndPoint[] places = [.. configuration.Listen.Https, .. configuration.Listen.Http, .. configuration.Listen.Management];
        foreach (var twice in places.Where(place => place.Port is not 0).GroupBy(place => place).Where(same => same.Count() > 1))
        {
            root.Fault("Listen", $"{twice.Key} is in it twice: each address and port has one use");
        }

        if (configuration.Listen is { Https: [], Http: not [] } && configuration.TrustedProxies is [] && !isListenFaulty && !faults.Any(fault => fault.IsIn("TrustedProxies")))
        {
            root.Fault("TrustedProxies", "without Listen.Https a proxy must end TLS: give its address, or nobody is answered");
        }

        if (configuration is { Scp.IsPublished: true, Directory.Forest: ForestChoice.File })
        {
            root.Fault("Scp.Publish", "a directory in a file can't be written to: give Directory.Url or Directory.Domain");
        }

        if (!configuration.Services.Announces && !faults.Any(fault => fault.IsIn("Services")))
        {
            root.Fault("Services", "nothing is announced: give at least one, for example Ews.External");
        }

        root.Done();
        return faults is [] ? new ConfigurationReading.Ok(configuration) : new ConfigurationReading.Bad([.. faults]);
    }

    private static ConfigurationReading.Bad Bad(string what) => new([new ConfigurationFault("", what)]);

    private static string ServerName(ConfigurationNode root)
    {
        if (root.Text("ServerName") is { } given)
        {
            if (MailboxAddress.TryDomain(given, out var name) && name.Contains('.', StringComparison.Ordinal))
            {
                return name;
            }

            root.Fault("ServerName", $"'{given}' is not a full DNS name, such as cas1.example.org");
            return "invalid.invalid";
        }

        var (host, domain) = (System.Net.Dns.GetHostName(), IPGlobalProperties.GetIPGlobalProperties().DomainName);
        var full = host.Contains('.', StringComparison.Ordinal) || domain is "" or "(none)" ? host : $"{host}.{domain}";
        if (!full.Contains('.', StringComparison.Ordinal) || !MailboxAddress.TryDomain(full, out var own))
        {
            root.Fault("ServerName", $"this host calls itself '{full}', which is no full DNS name: give one");
            return "invalid.invalid";
        }

        return own;
    }

    // Without EWS there is nothing to keep; a file would be made for nothing.
    private static StorageConfiguration? Storage(ConfigurationNode root)
    {
        var storage = StorageReader.Read(root.Child("Storage"));
        return root.Has("Calendars") ? storage : null;
    }

    private static OofConfiguration Oof(ConfigurationNode node)
    {
        var oof = new OofConfiguration
        {
            AllowExternal = node.Word("AllowExternal", "none", "known", "all") switch
            {
                "none" => ExternalAudience.None,
                "known" => ExternalAudience.Known,
                _ => ExternalAudience.All,
            },
        };
        node.Done();
        return oof;
    }

    private static LimitConfiguration Limits(ConfigurationNode node)
    {
        var otherwise = new LimitConfiguration();
        var limits = new LimitConfiguration
        {
            FailedLogons = node.Number("FailedLogons", otherwise.FailedLogons, 0, 1_000_000),
            Requests = node.Number("Requests", otherwise.Requests, 0, 100_000_000),
            Window = node.Time("Window", otherwise.Window, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            MostAddresses = node.Number("MostAddresses", otherwise.MostAddresses, 100, 10_000_000),
            RequestTimeout = node.Time("RequestTimeout", otherwise.RequestTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)),
            MostConnections = node.Number("MostConnections", otherwise.MostConnections, 10, 1_000_000),
        };
        node.Done();
        return limits;
    }

    private static ImmutableArray<IPNetwork> Networks(ConfigurationNode node, string key)
    {
        var all = ImmutableArray.CreateBuilder<IPNetwork>();
        foreach (var text in node.List(key))
        {
            if (IPNetwork.TryParse(text, out var network))
            {
                all.Add(network);
            }
            else if (IPAddress.TryParse(text, out var address))
            {
                all.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else
            {
                node.Fault(key, $"'{text}' is neither an address nor a network, such as 10.0.0.0/8");
            }
        }

        return all.ToImmutable();
    }

    private static LogConfiguration Log(ConfigurationNode node)
    {
        var log = new LogConfiguration
        {
            Addresses = node.Word("Addresses", "hashed", "full") is "full" ? LoggedAddress.Full : LoggedAddress.Hashed,
            IsJson = node.Flag("Json", false),
            EachRequest = node.Flag("EachRequest", false),
        };
        node.Done();
        return log;
    }

    private static TelemetryConfiguration Telemetry(ConfigurationNode node)
    {
        var otlp = node.Text("OtlpEndpoint");
        Uri? url = null;
        if (otlp is not null && !(Uri.TryCreate(otlp, UriKind.Absolute, out url) && url.Scheme is "http" or "https"))
        {
            node.Fault("OtlpEndpoint", $"'{otlp}' is neither http://HOST:PORT nor https://HOST:PORT");
        }

        var telemetry = new TelemetryConfiguration { Prometheus = node.Flag("Prometheus", true), OtlpEndpoint = url };
        node.Done();
        return telemetry;
    }
}
