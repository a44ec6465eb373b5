using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Signpost.Conformance;

/// <summary>The Samba lab of lab/README.md, from inside: this process runs in Paris (<c>lab/in paris</c>), its children wherever they are sent.</summary>
internal static class Lab
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Of every seeded account.</summary>
    public static string Password => Environment.GetEnvironmentVariable("SIGNPOST_LAB_PASSWORD") ?? "Signpost-Lab-1";

    public static string Folder => Environment.GetEnvironmentVariable("SIGNPOST_LAB") ?? "";

    public static string Repository { get; } = FindRepository();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Whether this process runs in a lab.</summary>
    public static bool IsThere => Environment.GetEnvironmentVariable("SIGNPOST_LAB_DC") is { Length: > 0 };

    /// <summary>Skips the test, with the reason, where there is no lab.</summary>
    public static void Require() => Assert.SkipUnless(
        IsThere,
        "needs the Samba lab: run ./test as root on Debian, or lab/ad-up and then lab/in paris dotnet run --project tests/Signpost.Conformance");

    /// <summary>Runs signpost as a machine of a place would.</summary>
    public static Task<Run> SignpostAsync(string place, params string[] args) => SignpostAsync(place, new Dictionary<string, string>(), args);

    public static Task<Run> SignpostAsync(string place, IReadOnlyDictionary<string, string> environment, params string[] args) =>
        InAsync(place, environment, [.. Executable(), .. args]);

    /// <summary>The beginning of a command that runs signpost with environment variables that <c>lab/in</c> would set otherwise.</summary>
    public static string[] With(IReadOnlyDictionary<string, string> environment) =>
        ["env", .. environment.Select(variable => $"{variable.Key}={variable.Value}"), .. Executable()];

    /// <summary>Runs a command as a machine of a place would.</summary>
    public static Task<Run> InAsync(string place, IReadOnlyDictionary<string, string> environment, params string[] command) =>
        RunAsync(Path.Combine(Repository, "lab", "in"), [place, .. command], environment, "");

    /// <summary>Starts a CAS of the lab; disposing what comes back stops it.</summary>
    public static async Task<IAsyncDisposable> CasAsync(string name, params string[] behaviour)
    {
        await ScriptAsync("cas", ["start", name, .. behaviour]);
        return new Undo(() => ScriptAsync("cas", ["stop", name]));
    }

    /// <summary>Starts our own CAS in its place; disposing what comes back stops it.</summary>
    /// <param name="name"><c>cas1</c>, <c>cas2</c> or <c>cas3</c>.</param>
    /// <param name="settings">What goes before its configuration: <c>Section__Key=VALUE</c>.</param>
    public static async Task<IAsyncDisposable> ServeAsync(string name, params string[] settings)
    {
        await ScriptAsync("serve", ["start", name, .. settings]);
        return new Undo(() => ScriptAsync("serve", ["stop", name]));
    }

    /// <summary>Lets our own CAS read its configuration again.</summary>
    public static Task HangUpAsync(string name) => ScriptAsync("serve", ["hup", name]);

    /// <summary>Changes the directory as an administrator does, by <c>ldapmodify</c>; disposing what comes back does the second change.</summary>
    public static async Task<IAsyncDisposable> ChangedAsync(string change, string undo)
    {
        await ModifyAsync(change);
        return new Undo(() => ModifyAsync(undo));
    }

    /// <summary>Adds a record to the lab's DNS; disposing what comes back deletes it, and all of its name and type.</summary>
    public static async Task<IAsyncDisposable> RecordAsync(string record)
    {
        await UpdateAsync($"update add {record}");
        var parts = record.Split(' ');
        return new Undo(() => UpdateAsync($"update delete {parts[0]} {parts[2]}"));
    }

    /// <summary>Lets what is sent to an address vanish; disposing what comes back ends it.</summary>
    public static async Task<IAsyncDisposable> DarkAsync(string place, params string[] what)
    {
        await ScriptAsync("blackhole", [place, .. what]);
        return new Undo(() => ScriptAsync("blackhole", [place, .. what, "--undo"]));
    }

    /// <summary>What a CAS wrote down: time, client, method, URL, status, scheme of the logon, on each line.</summary>
    public static async Task<string[]> LogOfAsync(string cas) => await File.ReadAllLinesAsync(Path.Combine(Folder, "cas", $"{cas}.log"), Cancelled);

    /// <summary>A Kerberos ticket of a user, as the environment of a child names it.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> TicketAsync(string user)
    {
        var environment = new Dictionary<string, string> { ["KRB5CCNAME"] = $"FILE:{Path.Combine(Folder, $"ccache-{user}")}" };
        var run = await RunAsync(Path.Combine(Repository, "lab", "in"), ["paris", "kinit", user], environment, Password + "\n");
        Assert.True(run.Exit == 0, $"kinit failed: {run.Error}");
        return environment;
    }

    /// <summary>Where exchangelib ends, a stranger to the product; null where it finds nothing.</summary>
    /// <param name="place">Where it runs.</param>
    /// <param name="dialect"><c>pox</c> or <c>soap</c>.</param>
    /// <param name="address">The mailbox.</param>
    /// <param name="logon">User and password, if they are not the address and the lab's.</param>
    public static async Task<(string Autodiscover, string Ews)?> ExchangelibAsync(string place, string dialect, string address, params string[] logon)
    {
        var run = await InAsync(place, new Dictionary<string, string>(), ["/usr/bin/python3", Path.Combine(Repository, "lab", "exchangelib"), dialect, address, .. logon]);
        return run switch
        {
            { Exit: 0 } when run.Output.Trim().Split(' ') is [var autodiscover, var ews] => (autodiscover, ews),
            { Exit: 1 } when run.Error.Contains(": ", StringComparison.Ordinal) && !run.Error.StartsWith("Traceback", StringComparison.Ordinal) => null,
            _ => throw new InvalidOperationException($"exchangelib: {run.Exit} {run.Output}{run.Error}"),
        };
    }

    /// <summary>A certificate for a host that nobody but itself has signed: what <c>--cert alone</c> gives a CAS.</summary>
    public static async Task SignAloneAsync(string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(90));
        await File.WriteAllTextAsync(Path.Combine(Folder, "ca", "alone.pem"), certificate.ExportCertificatePem(), Cancelled);
        await File.WriteAllTextAsync(Path.Combine(Folder, "ca", "alone.key"), key.ExportPkcs8PrivateKeyPem(), Cancelled);
    }

    /// <summary>A file with the password in it, for --password-file.</summary>
    public static string PasswordFile(string? password = null)
    {
        var path = Path.Combine(Folder, password is null ? "password" : "password-other");
        File.WriteAllText(path, (password ?? Password) + "\n");
        return path;
    }

    private static async Task ModifyAsync(string change)
    {
        var run = await RunAsync(
            Path.Combine(Repository, "lab", "in"), ["paris", "ldapmodify", "-H", "ldaps://dc1.contoso.test", "-x", "-D", "Administrator@contoso.test", "-y", PasswordFileWithoutEnd()],
            new Dictionary<string, string>(), change);
        Assert.True(run.Exit == 0, $"ldapmodify: {run.Error}");
    }

    // ldapmodify takes the end of the line for a part of the password.
    private static string PasswordFileWithoutEnd()
    {
        var path = Path.Combine(Folder, "password-of-ldapmodify");
        File.WriteAllText(path, Password);
        return path;
    }

    private static async Task UpdateAsync(string line)
    {
        var run = await RunAsync(
            Path.Combine(Repository, "lab", "in"), ["paris", "nsupdate"], new Dictionary<string, string>(),
            $"server {Environment.GetEnvironmentVariable("SIGNPOST_LAB_DC_IP")}\n{line}\nsend\n");
        Assert.True(run.Exit == 0, $"nsupdate: {run.Error}");
    }

    private static async Task ScriptAsync(string script, string[] args)
    {
        var run = await RunAsync(Path.Combine(Repository, "lab", script), args, new Dictionary<string, string>(), "");
        Assert.True(run.Exit == 0, $"lab/{script} {string.Join(' ', args)}: {run.Error}");
    }

    private static async Task<Run> RunAsync(string file, string[] args, IReadOnlyDictionary<string, string> environment, string input)
    {
        var how = new ProcessStartInfo(file) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var arg in args)
        {
            how.ArgumentList.Add(arg);
        }

        // Nothing is remembered from one command to the next, nor in the home of whoever runs the tests.
        how.Environment["XDG_STATE_HOME"] = Path.Combine(Folder, "state", Guid.NewGuid().ToString("N"));
        foreach (var (name, value) in environment)
        {
            how.Environment[name] = value;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        limit.CancelAfter(Longest);
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(how)!;
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new Run(process.ExitCode, await output, await error, watch.Elapsed);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static string[] Executable() => Environment.GetEnvironmentVariable("SIGNPOST_NATIVE") is { Length: > 0 } native
        ? [native]
        : ["dotnet", Path.Combine(Repository, "src", "Signpost.Cli", "bin", "Release", "net10.0", "Signpost.Cli.dll")];

    private static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Signpost.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests do not run inside the repository");
        }

        return folder;
    }

    private sealed class Undo(Func<Task> action) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await action();
    }
}
