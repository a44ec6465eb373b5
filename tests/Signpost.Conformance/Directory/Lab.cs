using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using Signpost.Directory;
using Signpost.Dns;
using Signpost.Tracing;
using Signpost.Transport;
using Trace = Signpost.Tracing.Trace;

namespace Signpost.Conformance.Directory;

/// <summary>The lab as a client in it sees it: run the tests by <c>lab/in paris ...</c>.</summary>
internal sealed class Lab
{
    public const string Domain = "contoso.test";
    public const string Realm = "CONTOSO.TEST";
    public const string Configuration = "CN=Configuration,DC=contoso,DC=test";
    public const string Servers =
        "CN=Servers,CN=Exchange Administrative Group (FYDIBOHF23SPDLT),CN=Administrative Groups,CN=Contoso,CN=Microsoft Exchange,CN=Services," + Configuration;

    private Lab(string dc, string address, string ca)
    {
        (Dc, Address, CaFile) = (dc, address, ca);
        Password = Environment.GetEnvironmentVariable("SIGNPOST_LAB_PASSWORD") ?? "Signpost-Lab-1";
    }

    public string Dc { get; }

    public string Address { get; }

    public string CaFile { get; }

    public string Password { get; }

    /// <summary>Whether it was made with SIGNPOST_LAB_STRONG_AUTH=yes.</summary>
    public bool IsStrict { get; } = Environment.GetEnvironmentVariable("SIGNPOST_LAB_STRONG_AUTH") is "yes";

    public IServiceResolver Resolver { get; } = new NetworkResolver();

    public static LdapFilter Scps { get; } = LdapFilter.AllOf(
        LdapFilter.Is("objectClass", "serviceConnectionPoint"),
        LdapFilter.AnyOf(
            LdapFilter.Is("keywords", "67661d7F-8FC4-4fa7-BFAC-E1D7794C1F68"),
            LdapFilter.Is("keywords", "77378F46-2C66-4aa9-A6A6-3E7A48B19596")));

    public static DirectorySearch ScpSearch { get; } =
        new(Configuration, SearchScope.Subtree, Scps, ["serviceBindingInformation", "keywords", "whenCreated"]);

    /// <summary>The lab this test runs in; skips the test where it runs in none.</summary>
    public static Lab Here()
    {
        var dc = Environment.GetEnvironmentVariable("SIGNPOST_LAB_DC");
        var address = Environment.GetEnvironmentVariable("SIGNPOST_LAB_DC_IP");
        var ca = Environment.GetEnvironmentVariable("LDAPTLS_CACERT") ?? Environment.GetEnvironmentVariable("SSL_CERT_FILE");
        Assert.SkipUnless(dc is not null && address is not null, "SIGNPOST_LAB_DC is not set: run lab/ad-up, then this by lab/in paris");
        Assert.SkipUnless(ca is not null && File.Exists(ca), "no CA of the lab in LDAPTLS_CACERT or SSL_CERT_FILE");
        return new Lab(dc!, address!, ca!);
    }

    public LdapOptions Options(Trace? trace = null) => new() { Trust = TlsTrust.FromPemFile(CaFile), Trace = trace, Timeout = TimeSpan.FromSeconds(5) };

    public DirectoryLogon As(string user, LogonMechanism mechanism = LogonMechanism.Auto) => new DirectoryLogon.Password(user, new Secret(Password), mechanism);

    public LdapServer Server(LdapSecurity security = LdapSecurity.None) => new(Dc, null, security);

    public Task<OpenOutcome> OpenAsync(LdapServer server, DirectoryLogon logon, LdapOptions? options = null, IServiceResolver? resolver = null) =>
        LdapDirectory.OpenAsync(server, logon, options ?? Options(), resolver ?? Resolver, TimeProvider.System, TestContext.Current.CancellationToken);

    public async Task<LdapDirectory> OpenedAsync(LdapServer server, DirectoryLogon logon, LdapOptions? options = null, IServiceResolver? resolver = null) =>
        await OpenAsync(server, logon, options, resolver) switch
        {
            OpenOutcome.Opened { Directory: LdapDirectory directory } => directory,
            OpenOutcome.Failed { Failure: var failure } => throw new Xunit.Sdk.XunitException(failure.Describe()),
            _ => throw new UnreachableException(),
        };

    public async Task<DirectoryFailure> RefusedAsync(LdapServer server, DirectoryLogon logon, LdapOptions? options = null, IServiceResolver? resolver = null)
    {
        var outcome = await OpenAsync(server, logon, options, resolver);
        if (outcome is OpenOutcome.Opened { Directory: var open })
        {
            await open.DisposeAsync();
        }

        return Assert.IsType<OpenOutcome.Failed>(outcome).Failure;
    }

    /// <summary>Another name for the domain controller that neither its certificate nor Kerberos knows.</summary>
    public IServiceResolver Alias(string name) => new AliasResolver(Resolver, name, Address);

    public static async Task<SearchOutcome.Completed> FoundAsync(LdapDirectory directory, DirectorySearch search) =>
        await directory.SearchAsync(search, TestContext.Current.CancellationToken) switch
        {
            SearchOutcome.Completed completed => completed,
            SearchOutcome.Failed { Failure: var failure } => throw new Xunit.Sdk.XunitException(failure.Describe()),
            _ => throw new UnreachableException(),
        };

    /// <summary>Gets a ticket into a cache of its own, with the password on stdin.</summary>
    public async Task<NativeVariable> KinitAsync(string user)
    {
        var cache = NativeVariable.Set("KRB5CCNAME", $"FILE:{Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())}");
        using var kinit = Process.Start(new ProcessStartInfo("kinit", [$"{user}@{Realm}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["KRB5CCNAME"] = cache.Value },
        })!;
        await kinit.StandardInput.WriteLineAsync(Password);
        await kinit.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(kinit.ExitCode == 0, await kinit.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        return cache;
    }

    /// <summary>A Kerberos configuration in which the KDC is at another place.</summary>
    public static NativeVariable KdcAt(string place)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, $$"""
            [libdefaults]
              default_realm = {{Realm}}
              dns_lookup_kdc = false
              dns_lookup_realm = false
              dns_canonicalize_hostname = false
              rdns = false
              udp_preference_limit = 1
            [realms]
              {{Realm}} = {
                kdc = {{place}}
              }
            [domain_realm]
              .{{Domain}} = {{Realm}}
            """);
        return NativeVariable.Set("KRB5_CONFIG", file);
    }

    private sealed class AliasResolver(IServiceResolver real, string alias, string address) : IServiceResolver
    {
        public Task<SrvAnswer> ServicesAsync(string name, CancellationToken cancellationToken) => real.ServicesAsync(name, cancellationToken);

        public Task<HostAnswer> HostAsync(string host, int port, CancellationToken cancellationToken) => host == alias
            ? Task.FromResult<HostAnswer>(new HostAnswer.Places([new IPEndPoint(IPAddress.Parse(address), port)]))
            : real.HostAsync(host, port, cancellationToken);
    }
}

/// <summary>An environment variable as the Kerberos library reads it: what .NET sets, getenv does not see.</summary>
internal sealed class NativeVariable : IDisposable
{
    private readonly string name;
    private readonly string? before;

    private NativeVariable(string name, string value) => (this.name, Value, before) = (name, value, Environment.GetEnvironmentVariable(name));

    public string Value { get; }

    public static NativeVariable Set(string name, string value)
    {
        _ = setenv(name, value, 1);
        return new NativeVariable(name, value);
    }

    public void Dispose()
    {
        _ = before is null ? unsetenv(name) : setenv(name, before, 1);
        File.Delete(Value.Replace("FILE:", "", StringComparison.Ordinal));
    }

    [DllImport("libc", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int setenv(string name, string value, int overwrite);

    [DllImport("libc", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int unsetenv(string name);
}
