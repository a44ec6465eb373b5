using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Server.Mailboxes;
using Signpost.Server.Registration;
using Signpost.Sites;
using Signpost.Transport;

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
                return Bad(failed is FileNotFoundException or DirectoryNotFoundException ? "no such file"
                    : failed is UnauthorizedAccessException ? "it may not be read, or is no file" : OneLine(failed));
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
                : OneLine(failed));
        }
    }

    /// <summary>Reads what has been gathered.</summary>
    /// <param name="gathered">The keys and values.</param>
    /// <param name="folder">What names of files are relative to.</param>
    public static ConfigurationReading Read(IConfiguration gathered, string folder)
    {
        var faults = new List<ConfigurationFault>();
        var root = new ConfigurationNode(gathered, "", faults);
        var name = ServerName(root);
        var configuration = new ServerConfiguration
        {
            ServerName = name,
            Listen = Listen(root.Child("Listen")),
            Certificates = [.. root.Children("Certificates").Select(node => Certificate(node, folder)).OfType<CertificateConfiguration>()],
            Directory = Directory(root.Child("Directory"), folder),
            Mailboxes = Mailboxes(root.Child("Mailboxes")),
            Services = ServicesReader.Read(root.Child("Services"), name),
            Logon = Logon(root.Child("Logon"), folder),
            Scp = Scp(root.Child("Scp")),
            Limits = Limits(root.Child("Limits")),
            TrustedProxies = Networks(root, "TrustedProxies"),
            Log = Log(root.Child("Log")),
            Telemetry = Telemetry(root.Child("Telemetry")),
        };
        if (configuration.Listen.Https is [] && configuration.Listen.Http is [])
        {
            root.Fault("Listen", "nothing to listen on: give Listen.Https, for example \"*:443\"");
        }

        if (configuration.Listen.Https is not [] && configuration.Certificates is [] && !root.Has("Certificates"))
        {
            root.Fault("Certificates", "Listen.Https needs a certificate: give Pem and Key, or Pfx");
        }

        if (configuration.Listen.Https is [] && configuration.TrustedProxies is [])
        {
            root.Fault("TrustedProxies", "without Listen.Https a proxy must end TLS: give its address, or nobody is answered");
        }

        if (configuration is { Scp.IsPublished: true, Directory.Forest: ForestChoice.File })
        {
            root.Fault("Scp.Publish", "a directory in a file can't be written to: give Directory.Url or Directory.Domain");
        }

        if (!configuration.Services.Announces)
        {
            root.Fault("Services", "nothing is announced: give at least one, for example Ews.External");
        }

        root.Done();
        return faults is [] ? new ConfigurationReading.Ok(configuration) : new ConfigurationReading.Bad([.. faults]);
    }

    private static ConfigurationReading.Bad Bad(string what) => new([new ConfigurationFault("", what)]);

    private static string OneLine(Exception failed) => failed.Message.ReplaceLineEndings(" ").TrimEnd('.');

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

    private static ListenConfiguration Listen(ConfigurationNode node)
    {
        var listen = new ListenConfiguration
        {
            Https = node.EndPoints("Https", 443),
            Http = node.EndPoints("Http", 80),
            Management = node.EndPoints("Management", 9443),
            RedirectHost = Host(node, "RedirectHost"),
            DrainFor = node.Time("DrainFor", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMinutes(10)),
        };
        node.Done();
        return listen;
    }

    private static string? Host(ConfigurationNode node, string key)
    {
        if (node.Text(key) is not { } text)
        {
            return null;
        }

        if (MailboxAddress.TryDomain(text, out var host))
        {
            return host;
        }

        node.Fault(key, $"'{text}' is not a DNS name");
        return null;
    }

    private static CertificateConfiguration? Certificate(ConfigurationNode node, string folder)
    {
        var (pem, key, pfx, password) = (node.Text("Pem"), node.Text("Key"), node.Text("Pfx"), node.Text("PasswordFile"));
        node.Done();
        switch (pem, pfx)
        {
            case ({ } file, null):
                return new CertificateConfiguration.Pem(In(folder, file), In(folder, key ?? file));
            case (null, { } file):
                return new CertificateConfiguration.Pfx(In(folder, file), password is null ? null : In(folder, password));
            default:
                node.Fault("Pem", "give either Pem (and Key), or Pfx (and PasswordFile)");
                return null;
        }
    }

    private static DirectoryConfiguration Directory(ConfigurationNode node, string folder)
    {
        var security = node.Flag("StartTls", false) ? LdapSecurity.StartTls : LdapSecurity.None;
        var (url, file, domain) = (node.Text("Url"), node.Text("File"), Host(node, "Domain"));
        ForestChoice forest = (url, file) switch
        {
            ({ }, { }) => Faulty("File", "give either Url or File"),
            ({ } text, null) => Uri.TryCreate(text, UriKind.Absolute, out var server) && server is { Scheme: "ldap" or "ldaps", Host: not "", UserInfo: "" }
                ? new ForestChoice.Server(
                    server.IdnHost, server.IsDefaultPort || server.Port < 0 ? null : server.Port, server.Scheme is "ldaps" ? LdapSecurity.Tls : security, domain)
                : Faulty("Url", $"'{text}' is neither ldap://HOST nor ldaps://HOST"),
            (null, { } path) => new ForestChoice.File(In(folder, path)),
            _ => new ForestChoice.Domain(domain, security),
        };
        var directory = new DirectoryConfiguration(
            forest, Logon(), Trust(node, folder), node.Time("Timeout", TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)));
        node.Done();
        return directory;

        ForestChoice.Domain Faulty(string key, string what)
        {
            node.Fault(key, what);
            return new ForestChoice.Domain(null);
        }

        DirectoryLogon Logon()
        {
            var mechanism = node.Word("Bind", "auto", "kerberos", "ntlm", "simple", "anonymous");
            var (user, passwordFile) = (node.Text("User"), node.Text("PasswordFile"));
            if (mechanism is "anonymous")
            {
                return new DirectoryLogon.Anonymous();
            }

            if (user is null)
            {
                if (mechanism is "ntlm" or "simple" || passwordFile is not null)
                {
                    node.Fault("User", "is missing");
                }

                return new DirectoryLogon.CurrentUser();
            }

            if (passwordFile is null)
            {
                node.Fault("PasswordFile", $"is missing: a file whose first line is the password of {user}");
                return new DirectoryLogon.Anonymous();
            }

            if (SecretFile.Read(In(folder, passwordFile), out var why) is not { } password)
            {
                node.Fault("PasswordFile", why);
                return new DirectoryLogon.Anonymous();
            }

            return new DirectoryLogon.Password(user, password, mechanism switch
            {
                "kerberos" => LogonMechanism.Kerberos,
                "ntlm" => LogonMechanism.Ntlm,
                "simple" => LogonMechanism.Simple,
                _ => LogonMechanism.Auto,
            });
        }
    }

    private static TlsTrust Trust(ConfigurationNode node, string folder)
    {
        if (node.Text("Ca") is not { } file)
        {
            return TlsTrust.Platform;
        }

        try
        {
            return TlsTrust.FromPemFile(In(folder, file));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or CryptographicException)
        {
            node.Fault("Ca", $"{In(folder, file)}: {OneLine(failed)}");
            return TlsTrust.Platform;
        }
    }

    private static MailboxConfiguration Mailboxes(ConfigurationNode node)
    {
        var otherwise = new MailboxConfiguration();
        var mailboxes = otherwise with
        {
            AcceptedDomains = [.. node.List("AcceptedDomains").Select(text => Domain(node, "AcceptedDomains", text)).OfType<string>().Distinct()],
            BaseDn = node.Text("BaseDn") is { } dn ? Checked("BaseDn", dn, DistinguishedName.TryParse(dn, out _), "is not a distinguished name") : "",
            Filter = Filter(node),
            RedirectAddressAttribute = node.Text("RedirectAddressAttribute") ?? otherwise.RedirectAddressAttribute,
            HomeAttribute = node.Has("HomeAttribute") ? node.Text("HomeAttribute") ?? "" : otherwise.HomeAttribute,
            CacheFor = node.Time("CacheFor", otherwise.CacheFor, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
            ServeStaleFor = node.Time("ServeStaleFor", otherwise.ServeStaleFor, TimeSpan.Zero, TimeSpan.FromDays(30)),
            MostCached = node.Number("MostCached", otherwise.MostCached, 100, 10_000_000),
            OwnOnly = node.Flag("OwnOnly", otherwise.OwnOnly),
        };
        node.Done();
        return mailboxes;

        string Checked(string key, string text, bool isGood, string what)
        {
            if (!isGood)
            {
                node.Fault(key, $"'{text}' {what}");
            }

            return isGood ? text : "";
        }
    }

    private static string Filter(ConfigurationNode node)
    {
        if (node.Text("Filter") is not { } text)
        {
            return "";
        }

        if (FilterText.TryParse(text, out _, out var why))
        {
            return text;
        }

        node.Fault("Filter", why);
        return "";
    }

    private static string? Domain(ConfigurationNode node, string key, string text)
    {
        if (MailboxAddress.TryDomain(text, out var domain))
        {
            return domain;
        }

        node.Fault(key, $"'{text}' is not a domain");
        return null;
    }

    private static LogonConfiguration Logon(ConfigurationNode node, string folder)
    {
        var otherwise = new LogonConfiguration();
        var logon = new LogonConfiguration
        {
            Realm = node.Text("Realm") ?? otherwise.Realm,
            Basic = Basic(node),
            Negotiate = node.Has("Negotiate") ? Negotiate(node.Child("Negotiate"), folder) : null,
            Bearer = node.Has("Bearer") ? Bearer(node.Child("Bearer")) : null,
        };
        node.Done();
        if (logon is { Basic: null, Negotiate: null, Bearer: null })
        {
            node.Fault("Basic", "nobody could log on: leave Basic on, or give Negotiate or Bearer");
        }

        return logon;
    }

    // Basic: false turns it off; a group says how.
    private static BasicConfiguration? Basic(ConfigurationNode node)
    {
        if (node.IsValue("Basic"))
        {
            return node.Flag("Basic", true) ? new BasicConfiguration() : null;
        }

        var basic = node.Child("Basic");
        var read = new BasicConfiguration(
            basic.Time("CacheFor", new BasicConfiguration().CacheFor, TimeSpan.Zero, TimeSpan.FromHours(1)), Host(basic, "DefaultDomain"));
        basic.Done();
        return read;
    }

    private static NegotiateConfiguration? Negotiate(ConfigurationNode node, string folder)
    {
        var keytab = node.Text("Keytab");
        node.Done();
        if (keytab is not null)
        {
            return new NegotiateConfiguration(In(folder, keytab));
        }

        node.Fault("Keytab", "is missing: the file with the keys of HTTP/ and the names of this CAS");
        return null;
    }

    private static BearerConfiguration? Bearer(ConfigurationNode node)
    {
        var (issuer, audience, claim) = (node.Text("Issuer"), node.Text("Audience"), node.Text("NameClaim") ?? "upn");
        node.Done();
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps)
        {
            node.Fault("Issuer", issuer is null ? "is missing: the https URL of the issuer" : $"'{issuer}' is not an https URL");
            return null;
        }

        if (audience is null)
        {
            node.Fault("Audience", "is missing: for whom tokens must be issued");
            return null;
        }

        return new BearerConfiguration(url, audience, claim);
    }

    private static ScpConfiguration Scp(ConfigurationNode node)
    {
        var scp = new ScpConfiguration
        {
            IsPublished = node.Flag("Publish", false),
            IsRetractedOnStop = node.Flag("RetractOnStop", false),
            Name = node.Text("Name") ?? "",
            Organization = node.Text("Organization") ?? "",
            InternalUri = InternalUri(node),
            CheckEvery = node.Time("CheckEvery", new ScpConfiguration().CheckEvery, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            FailuresBeforeWithdrawal = node.Number("FailuresBeforeWithdrawal", new ScpConfiguration().FailuresBeforeWithdrawal, 1, 1000),
            WhenUnhealthy = node.Word("WhenUnhealthy", "drain", "retract", "leave") switch
            {
                "retract" => ScpWithdrawal.Retract,
                "leave" => ScpWithdrawal.Leave,
                _ => ScpWithdrawal.Drain,
            },
            SiteScope = node.Has("AutoDiscoverSiteScope") ? [.. node.List("AutoDiscoverSiteScope").Select(site => new SiteName(site))] : null,
        };
        node.Done();
        return scp;
    }

    private static Uri? InternalUri(ConfigurationNode node)
    {
        const string Key = "AutoDiscoverServiceInternalUri";
        if (node.Text(Key) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.HostNameType is UriHostNameType.Dns)
        {
            return url;
        }

        node.Fault(Key, $"'{text}' is not an https URL with a host's name");
        return null;
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
        if (!Uri.TryCreate(otlp, UriKind.Absolute, out var url) && otlp is not null)
        {
            node.Fault("OtlpEndpoint", $"'{otlp}' is not a URL");
        }

        var telemetry = new TelemetryConfiguration { Prometheus = node.Flag("Prometheus", true), OtlpEndpoint = url };
        node.Done();
        return telemetry;
    }

    private static string In(string folder, string file) => Path.Combine(folder, file);
}
