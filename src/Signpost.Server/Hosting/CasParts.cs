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

    public CasParts(ServerConfiguration configuration, CasBacking backing, CasConduct conduct, Func<string, bool> hasCertificateFor, int httpsPort, ServerMeter meter, TimeProvider time)
    {
        Configuration = configuration;
        Backing = backing;
        var service = new AutodiscoverService(
            backing.Mailboxes, new SettingsComposer(configuration.ServerName, configuration.Services), configuration.Mailboxes.OwnOnly);
        ImmutableArray<ILogonScheme> schemes = [.. backing.Schemes.Select(scheme => new MeasuredScheme(scheme, meter))];
        server = new ClientAccessServer(
            service, new LogonGate(schemes, conduct.Logons), time, hasCertificateFor, configuration.Mailboxes.AcceptedDomains is [var first, ..] ? first : "");
        redirect = new HttpRedirect(configuration.Listen.RedirectHost, configuration.ServerName, httpsPort, hasCertificateFor);
        this.conduct = new RequestConduct(conduct, configuration);
    }

    public ServerConfiguration Configuration { get; }

    public CasBacking Backing { get; }

    public Task AnswerAsync(HttpContext exchange) => conduct.AnswerAsync(exchange, server.AnswerAsync, redirect.AnswerAsync);

    public ValueTask DisposeAsync() => Backing.DisposeAsync();
}
