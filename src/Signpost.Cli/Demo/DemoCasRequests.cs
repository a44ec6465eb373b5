using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Signpost.Server.Autodiscover;
using Signpost.Server.Endpoints;
using Signpost.Server.Ews;
using Signpost.Server.Hosting;
using Signpost.Server.Logon;
using Signpost.Server.Services;

namespace Signpost.Cli.Demo;

/// <summary>What the servers of the demo answer: each is a CAS of its own, told apart by the host it is asked as.</summary>
internal sealed class DemoCasRequests : ILogonWitness
{
    private const string Realm = "Contoso";
    private const string Outside = "mail.contoso.test";
    private const string Oab = "/OAB/5b1b1f6e-0c7c-4a0e-8f0d-3f2f0d3c9a10/";
    private static readonly TimeSpan Slowness = TimeSpan.FromMilliseconds(600);

    private readonly ConcurrentDictionary<string, ClientAccessServer> servers = new(StringComparer.OrdinalIgnoreCase);
    private readonly DemoMailboxes mailboxes = new();
    private readonly LogonGate gate;
    private readonly ImmutableArray<IEwsOperation> operations;

    public DemoCasRequests()
    {
        gate = new LogonGate([new BasicScheme(Realm, mailboxes)], this);
        operations = DemoEws.Operations(mailboxes);
    }

    public async Task AnswerAsync(HttpContext exchange)
    {
        var host = exchange.Request.Host.Host;
        if (host.Equals(DemoNames.Slow, StringComparison.OrdinalIgnoreCase))
        {
            await Task.Delay(Slowness, TimeProvider.System, exchange.RequestAborted);
        }

        var path = exchange.Request.Path;
        if (!exchange.Request.IsHttps)
        {
            var isSoap = path.Equals(AutodiscoverSoap.Path, StringComparison.OrdinalIgnoreCase);
            exchange.Response.Redirect($"https://{Outside}{(isSoap ? AutodiscoverSoap.Path : AutodiscoverPox.Path)}");
        }
        else if (path.StartsWithSegments("/OAB", StringComparison.OrdinalIgnoreCase))
        {
            // It is announced and there, but the demo has no address book: nobody is let in.
            exchange.Response.StatusCode = StatusCodes.Status401Unauthorized;
            exchange.Response.Headers.WWWAuthenticate = $"Basic realm=\"{Realm}\"";
        }
        else
        {
            await servers.GetOrAdd(DemoNames.IsAlive(host) ? host : Outside, Cas).AnswerAsync(exchange);
        }
    }

    public void Refused(HttpContext exchange, string scheme, LogonVerdict.Refused verdict)
    {
        // Nobody reads the log of a server that lives for one command.
    }

    public void Away(HttpContext exchange, string scheme, string why)
    {
        // It never is.
    }

    private ClientAccessServer Cas(string host)
    {
        var services = new AnnouncedServices { Ews = new(At(host, "/EWS/Exchange.asmx"), At(Outside, "/EWS/Exchange.asmx")), Oab = new(At(host, Oab), At(Outside, Oab)) };
        return new ClientAccessServer(new AutodiscoverService(mailboxes, new SettingsComposer(host, services)), gate, TimeProvider.System, null, "", operations);
    }

    private static UrlTemplate At(string host, string path) =>
        UrlTemplate.TryParse($"https://{UrlTemplate.Server}{path}", host, out var template, out var why) ? template : throw new InvalidOperationException(why);
}
