using System.Globalization;

namespace Signpost.Conformance.Operation;

/// <summary>A CAS, and in front of it each proxy that is installed, set up as packaging/proxies says but for addresses and files.</summary>
public sealed class ProxiedCas : IAsyncLifetime
{
    private readonly List<Child> proxies = [];
    private readonly Dictionary<string, (int Https, int Http)> ports = [];

    internal ServedCas Cas { get; } = new();

    internal (int Https, int Http) PortsOf(string proxy)
    {
        Assert.SkipUnless(ports.TryGetValue(proxy, out var found), $"needs {ProgramOf(proxy)}: apt-get install nginx-light libnginx-mod-stream haproxy caddy");
        return found;
    }

    public async ValueTask InitializeAsync()
    {
        await Cas.StartAsync([]);
        await StartAsync("nginx", Nginx);
        await StartAsync("nginx-pass-through", NginxPassThrough);
        await StartAsync("haproxy", (https, http) => Haproxy("haproxy.cfg", https, http));
        await StartAsync("haproxy-pass-through", (https, http) => Haproxy("haproxy-pass-through.cfg", https, http));
        await StartAsync("caddy", Caddy);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in proxies)
        {
            await proxy.DisposeAsync();
        }

        await Cas.DisposeAsync();
    }

    private static string ProgramOf(string proxy) => proxy.Split('-')[0] switch
    {
        "nginx" => proxy is "nginx" ? "/usr/sbin/nginx" : "/usr/lib/nginx/modules/ngx_stream_module.so",
        "haproxy" => "/usr/sbin/haproxy",
        _ => "/usr/bin/caddy",
    };

    private static string Number(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static string Shipped(string name) => File.ReadAllText(Path.Combine(Lab.Repository, "packaging", "proxies", name))
        .Replace("example.org", "contoso.test", StringComparison.Ordinal);

    /// <summary>Replaces what must be there: what is shipped may change, but not unseen.</summary>
    private static string With(string text, params (string Old, string New)[] changes) => changes.Aggregate(text, (changed, change) =>
    {
        Assert.Contains(change.Old, changed, StringComparison.Ordinal);
        return changed.Replace(change.Old, change.New, StringComparison.Ordinal);
    });

    private async Task StartAsync(string name, Func<int, int, string[]> command)
    {
        if (!File.Exists(ProgramOf(name)))
        {
            return;
        }

        var (https, http) = (ServedCas.FreePort(), ServedCas.FreePort());
        var proxy = Child.Start(command(https, http), ("XDG_DATA_HOME", Cas.Folder), ("XDG_CONFIG_HOME", Cas.Folder), ("HOME", Cas.Folder));
        proxies.Add(proxy);
        await proxy.UntilAsync($"{name} leads to the server", async () => await Cas.StatusAsync($"https://{ServedCas.Name}:{Number(https)}/autodiscover/healthcheck.htm") is 200);
        ports.Add(name, (https, http));
    }

    private string[] Nginx(int https, int http)
    {
        var text = With(
            Shipped("nginx.conf"),
            ("    listen [::]:443 ssl;\n", ""), ("    listen [::]:80;\n", ""),
            ("listen 443 ssl", $"listen 127.0.0.1:{Number(https)} ssl"), ("listen 80", $"listen 127.0.0.1:{Number(http)}"),
            ("127.0.0.1:8080", $"127.0.0.1:{Number(Cas.Http)}"),
            ("/etc/signpost/cas1.pem", $"{Cas.Folder}/cas.crt"), ("/etc/signpost/cas1.key", $"{Cas.Folder}/cas.key"));
        var temporary = string.Concat(new[] { "client_body", "proxy", "fastcgi", "uwsgi", "scgi" }.Select(kind => $"{kind}_temp_path {Cas.Folder}/nginx-{kind};\n"));
        return NginxCommand("nginx", "", $"http {{\n{temporary}access_log off;\n{text}\n}}");
    }

    private string[] NginxPassThrough(int https, int http) => NginxCommand("nginx-stream", "load_module /usr/lib/nginx/modules/ngx_stream_module.so;\n", With(
        Shipped("nginx-pass-through.conf"),
        ("        listen [::]:443;\n", ""), ("listen 443", $"listen 127.0.0.1:{Number(https)}"), ("127.0.0.1:8443", $"127.0.0.1:{Number(Cas.Https)}")));

    private string[] NginxCommand(string name, string before, string text)
    {
        var file = Cas.Write($"{name}.conf", $"{before}daemon off;\nuser root;\nworker_processes 1;\npid {Cas.Folder}/{name}.pid;\nerror_log stderr;\nevents {{}}\n{text}\n");
        return ["/usr/sbin/nginx", "-e", "stderr", "-p", Cas.Folder, "-c", file];
    }

    private string[] Haproxy(string name, int https, int http)
    {
        var isPassing = name.Contains("pass", StringComparison.Ordinal);
        var text = isPassing
            ? With(
                Shipped(name), (":443\n", $"127.0.0.1:{Number(https)}\n"), ("192.0.2.11:443", $"127.0.0.1:{Number(Cas.Https)}"),
                ("/etc/ssl/certs/ca-certificates.crt", $"{Cas.Folder}/cas.crt"))
            : With(
                Shipped(name), ("bind :443", $"bind 127.0.0.1:{Number(https)}"), ("bind :80", $"bind 127.0.0.1:{Number(http)}"),
                ("192.0.2.11:8080", $"127.0.0.1:{Number(Cas.Http)}"), ("/etc/haproxy/signpost.pem", $"{Cas.Folder}/cas.pem"));
        text = string.Join('\n', text.Split('\n').Where(line => !line.Contains("server cas2", StringComparison.Ordinal)));
        return ["/usr/sbin/haproxy", "-db", "-f", Cas.Write(name, text)];
    }

    private string[] Caddy(int https, int http)
    {
        var text = With(
            Shipped("Caddyfile"),
            ("auto_https disable_redirects", $"auto_https disable_redirects\n\tadmin off\n\thttps_port {Number(https)}\n\thttp_port {Number(http)}"),
            ("127.0.0.1:8080", $"127.0.0.1:{Number(Cas.Http)}"),
            ("https://cas1.contoso.test {\n", $"https://cas1.contoso.test {{\n\ttls {Cas.Folder}/cas.crt {Cas.Folder}/cas.key\n"));
        return ["/usr/bin/caddy", "run", "--adapter", "caddyfile", "--config", Cas.Write("Caddyfile", text)];
    }
}
