using System.Collections.Immutable;
using System.Net;
using System.Text;
using Signpost.Directory;
using Signpost.Discovery;
using Signpost.Server.Configuration;
using Signpost.Server.Hosting;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Transport;

namespace Signpost.Conformance.Conduct;

/// <summary>A CAS behind a proxy on the loopback, that is this test: so clients come from wherever a test wants them to. The only password is <c>secret</c>.</summary>
internal static class GuessedCas
{
    /// <summary>Runs it as <c>serve</c> does, and gives back what it wrote to standard error.</summary>
    public static async Task<string[]> LogOfAsync(LogConfiguration log, Func<HttpClient, Task> clients)
    {
        var cancelled = TestContext.Current.CancellationToken;
        var file = Path.GetTempFileName();
        try
        {
            using (var captured = new CapturedError(file))
            {
                using var loggers = CasLoggers.Create(log);
                var start = await CasHost.StartAsync(Configuration(log), new CasSettings(_ => new Backing(), loggers, TimeProvider.System), cancelled);
                await using var host = Assert.IsType<CasStart.Running>(start).Host;
                using var handler = new SocketsHttpHandler { UseProxy = false };
                using var client = new HttpClient(handler) { BaseAddress = host.Addresses[0] };
                await clients(client);
            }

            return await File.ReadAllLinesAsync(file, cancelled);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Asks as a client at an address; null as the user is no logon at all.</summary>
    public static async Task<HttpStatusCode> AskAsync(HttpClient client, string from, string? user, string password)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/autodiscover/autodiscover.xml");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", from);
        request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", "https");
        if (user is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}");
        }

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static ServerConfiguration Configuration(LogConfiguration log) => new()
    {
        ServerName = "cas1.contoso.test",
        Listen = new ListenConfiguration { Http = [new IPEndPoint(IPAddress.Loopback, 0)] },
        Directory = new DirectoryConfiguration(new ForestChoice.File("none.ldif"), new DirectoryLogon.Anonymous(), TlsTrust.Platform, TimeSpan.FromSeconds(5)),
        TrustedProxies = [IPNetwork.Parse("127.0.0.1/32")],
        Log = log,
    };

    private sealed class Backing : CasBacking, IMailboxDirectory, IPasswordJudge
    {
        public override IMailboxDirectory Mailboxes => this;

        public override ImmutableArray<ILogonScheme> Schemes => [new BasicScheme("Contoso", this)];

        public ValueTask<LogonVerdict> JudgeAsync(string user, Secret password, CancellationToken cancellationToken) => ValueTask.FromResult<LogonVerdict>(
            password.Reveal() is "secret" ? new LogonVerdict.Accepted(new Caller(user, "Basic")) : new LogonVerdict.Refused("bad-password", user));

        public ValueTask<bool> AcceptsAsync(string domain, CancellationToken cancellationToken) => ValueTask.FromResult(true);

        public ValueTask<MailboxLookup> FindAsync(MailboxAddress address, CancellationToken cancellationToken) => ValueTask.FromResult<MailboxLookup>(MailboxLookup.Unknown.It);

        public ValueTask<MailboxLookup> FindAsync(string legacyDn, CancellationToken cancellationToken) => ValueTask.FromResult<MailboxLookup>(MailboxLookup.Unknown.It);

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
