using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Signpost.Server.Autodiscover;
using Signpost.Server.Conduct;
using Signpost.Server.Configuration;
using Signpost.Server.Endpoints;
using Signpost.Server.Logon;
using Signpost.Server.Operation;

namespace Signpost.Server.Hosting;

/// <summary>All that follows from a configuration beside the sockets. A configuration that is read again makes new ones; requests that have begun end with the old.</summary>
internal sealed class CasParts : IAsyncDisposable
{
    private readonly ClientAccessServer server;
    private readonly HttpRedirect redirect;
    private readonly RequestConduct conduct;
    private readonly TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int users = 1;      // each request, and one for being in use
    private bool isBackingHandedOn;

    public CasParts(ServerConfiguration configuration, CasBacking backing, CasConduct conduct, Func<string, bool> hasCertificateFor, int httpsPort, ServerMeter meter, TimeProvider time)
    {
        Configuration = configuration;
        Backing = backing;
        var service = new AutodiscoverService(
            backing.Mailboxes, new SettingsComposer(configuration.ServerName, configuration.Services), configuration.Mailboxes.OwnOnly, time);
        ImmutableArray<ILogonScheme> schemes = [.. backing.Schemes.Select(scheme => new MeasuredScheme(scheme, meter))];
        server = new ClientAccessServer(
            service, new LogonGate(schemes, conduct.Logons), time, hasCertificateFor, configuration.Mailboxes.AcceptedDomains is [var first, ..] ? first : "", backing.Operations);
        redirect = new HttpRedirect(configuration.Listen.RedirectHost, configuration.ServerName, httpsPort, hasCertificateFor);
        this.conduct = new RequestConduct(conduct, configuration);
    }

    public ServerConfiguration Configuration { get; }

    public CasBacking Backing { get; }

    /// <summary>Answers a request; null where these have been retired, and everybody has left them: others have taken their place.</summary>
    public Task? TryAnswer(HttpContext exchange)
    {
        for (var now = Volatile.Read(ref users); now > 0;)
        {
            var before = Interlocked.CompareExchange(ref users, now + 1, now);
            if (before == now)
            {
                return AnswerAsync(exchange);
            }

            now = before;
        }

        return null;
    }

    /// <summary>They are used no more; ends when the last request has.</summary>
    public Task RetireAsync()
    {
        Leave();
        return left.Task;
    }

    /// <summary>What it answers from, for those who take its place; they dispose it.</summary>
    public CasBacking HandOnBacking()
    {
        isBackingHandedOn = true;
        return Backing;
    }

    public ValueTask DisposeAsync() => isBackingHandedOn ? ValueTask.CompletedTask : Backing.DisposeAsync();

    private async Task AnswerAsync(HttpContext exchange)
    {
        try
        {
            await conduct.AnswerAsync(exchange, server.AnswerAsync, redirect.AnswerAsync);
        }
        finally
        {
            Leave();
        }
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref users) == 0)
        {
            left.SetResult();
        }
    }
}
