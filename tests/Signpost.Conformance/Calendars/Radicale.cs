using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Signpost.Conformance.Operation;

namespace Signpost.Conformance.Calendars;

/// <summary>Radicale, a CalDAV server that other people wrote, on loopback with a folder of its own.</summary>
internal sealed class Radicale : IAsyncDisposable
{
    public const string User = "svc-calendars";
    public const string Password = "an-Uncommon-word";

    private const string Program = "/usr/bin/radicale";

    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("signpost-radicale-");

    // It closes connections without saying so, and whether the client says it or not, a closed one is tried again.
    private readonly HttpClient http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero });
    private Child? child;

    public Radicale()
    {
        File.WriteAllText(At("users"), $"{User}:{Password}\n");
        File.WriteAllText(At("rights"), $"[all]\nuser: {User}\ncollection: .*\npermissions: RrWw\n");
        File.WriteAllText(At("config"), $"""
            [server]
            hosts = 127.0.0.1:{Port}
            [auth]
            type = htpasswd
            htpasswd_filename = {At("users")}
            htpasswd_encryption = plain
            [rights]
            type = from_file
            file = {At("rights")}
            [storage]
            filesystem_folder = {At("store")}
            """);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")));
    }

    public int Port { get; } = ServedCas.FreePort();

    public string Url => $"http://127.0.0.1:{Port}/";

    /// <summary>What a CAS of the lab is told to read <c>/LOCAL-PART/calendar/</c> of each mailbox from it.</summary>
    public string[] Settings =>
        [$"Calendars__CalDav__Url={Url}{{local-part}}/calendar/", $"Calendars__CalDav__User={User}", $"Calendars__CalDav__PasswordFile={Lab.PasswordFile(Password)}"];

    /// <summary>Skips the test, with the reason, where it is not installed.</summary>
    public static void Require() => Assert.SkipUnless(File.Exists(Program), "needs Radicale: ./test as root installs it");

    /// <summary>Starts it, the first time or again with what it had.</summary>
    public Task StartAsync()
    {
        child = Child.Start([Program, "--config", At("config")]);
        return child.UntilAsync("Radicale answers", async () =>
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(Url), TestContext.Current.CancellationToken);
                return true;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
    }

    public async Task StopAsync()
    {
        await (child?.DisposeAsync() ?? ValueTask.CompletedTask);
        child = null;
    }

    /// <summary>Makes a collection (RFC 4791 section 5.3.1), or a calendar in one.</summary>
    public Task MakeAsync(string method, string path) => SendAsync(method, path, null);

    public Task PutAsync(string path, string text) => SendAsync("PUT", path, text);

    public Task DeleteAsync(string path) => SendAsync("DELETE", path, null);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        http.Dispose();
        folder.Delete(recursive: true);
    }

    private string At(string name) => Path.Combine(folder.FullName, name);

    // It drops a connection now and then; these may be sent again.
    private async Task SendAsync(string method, string path, string? text)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await SendOnceAsync(method, path, text);
                return;
            }
            catch (HttpRequestException) when (tries < 4)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
            }
        }
    }

    private async Task SendOnceAsync(string method, string path, string? text)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(new Uri(Url), path)) { Content = text is null ? null : new StringContent(text, Encoding.UTF8, "text/calendar") };
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }
}
