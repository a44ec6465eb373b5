using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Signpost.Availability;
using Signpost.Cli.Demo;
using Signpost.Ews;
using Signpost.Oof;

namespace Signpost.Cli.Tests;

/// <summary>A server of Exchange Web Services on loopback: one password, calendars by name, and one mailbox's out-of-office.</summary>
internal sealed class EwsResponder : IAsyncDisposable
{
    private const string Password = "Pa55-w0rd";

    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("signpost-").FullName;
    private readonly DemoAuthority authority = new("localhost");
    private readonly WebApplication app;

    private EwsResponder()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listener => listener.UseHttps(authority.Certificate)));
        app = builder.Build();
        app.Run(AnswerAsync);
        File.WriteAllText(CaFile, authority.AuthorityPem);
        File.WriteAllText(PasswordFile, Password + "\n");
    }

    public OofSettings Oof { get; private set; } = OofSettings.Never(DateTimeOffset.UnixEpoch) with { InternalReply = new OofReply("Gone fishing.") };

    public string Url => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/EWS/Exchange.asmx";

    private string CaFile => Path.Combine(folder, "ca.pem");

    private string PasswordFile => Path.Combine(folder, "password");

    public static async Task<EwsResponder> StartAsync(CancellationToken cancellationToken)
    {
        var responder = new EwsResponder();
        await responder.app.StartAsync(cancellationToken);
        return responder;
    }

    /// <summary>Runs a command that asks this server as ann, by her password.</summary>
    public async Task<string> RunAsync(string[] command, CancellationToken cancellationToken) => (await Story.RunAsync(
        [
            .. command, "--ews-url", Url, "--ca", CaFile, "--user", "ann@contoso.test", "--password-file", PasswordFile, "--auth", "basic",
        ], cancellationToken)).Replace(new Uri(Url).Authority, "cas1.contoso.test", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        authority.Dispose();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    private async Task AnswerAsync(HttpContext exchange)
    {
        using var body = new MemoryStream();
        await exchange.Request.Body.CopyToAsync(body, exchange.RequestAborted);
        if (exchange.Request.Headers.Authorization != $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"ann@contoso.test:{Password}"))}")
        {
            exchange.Response.StatusCode = StatusCodes.Status401Unauthorized;
            exchange.Response.Headers.WWWAuthenticate = "Basic realm=\"Contoso\"";
            return;
        }

        exchange.Response.ContentType = EwsSchema.ContentType;
        await exchange.Response.Body.WriteAsync(Answer(body.ToArray()), exchange.RequestAborted);
    }

    private byte[] Answer(byte[] body) => (AvailabilityCodec.ReadRequest(body), OofCodec.ReadRequest(body)) switch
    {
        (EwsRequestReading<FreeBusyRequest>.Ok { Value: { Suggestions: { } wanted } }, _) => AvailabilityCodec.WriteResponse(Suggest(wanted)),
        (EwsRequestReading<FreeBusyRequest>.Ok { Value: var asked }, _) =>
            AvailabilityCodec.WriteResponse(new FreeBusyResponse.Answer([.. asked.Attendees.Select(attendee => CalendarOf(attendee, asked))], null)),
        (_, EwsRequestReading<OofRequest>.Ok { Value: OofRequest.Set set }) => OofCodec.WriteResponse(Keep(set.Settings)),
        (_, EwsRequestReading<OofRequest>.Ok) => OofCodec.WriteResponse(new OofResponse.Get(EwsOutcome.Success, Oof, ExternalAudience.All)),
        _ => throw new InvalidOperationException("neither of the two questions"),
    };

    private OofResponse.Set Keep(OofSettings settings)
    {
        Oof = settings;
        return new OofResponse.Set(EwsOutcome.Success);
    }

    private static FreeBusyResponse.Answer Suggest(SuggestionsOptions wanted) => new([], new SuggestionsResult(EwsOutcome.Success,
    [
        new SuggestionDay(wanted.Window.Start, SuggestionQuality.Good, [new Suggestion(EwsTime.Local(wanted.Window.Start.Clock.AddHours(14)), true, SuggestionQuality.Good, [])]),
    ]));

    // Busy from 9 to 10:30 in Berlin, whoever it is but nobody, who is not there.
    private static MailboxFreeBusy CalendarOf(Attendee attendee, FreeBusyRequest asked)
    {
        if (attendee.Mailbox.Address.StartsWith("nobody", StringComparison.Ordinal))
        {
            return MailboxFreeBusy.Failed(EwsErrorCode.MailRecipientNotFound, "no such address");
        }

        var (zone, view) = (asked.TimeZone!, asked.FreeBusy!);
        var busy = new BusyInterval(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 2, 9, 30, 0, TimeSpan.Zero), BusyType.Busy);
        return new MailboxFreeBusy(EwsOutcome.Success, new FreeBusyView
        {
            Kind = view.View,
            Merged = MergedFreeBusy.Of([busy], zone.ToUtc(view.Window.Start), zone.ToUtc(view.Window.End), view.IntervalInMinutes),
            Events = [new CalendarEvent(EwsTime.Local(zone.ToLocal(busy.Start)), EwsTime.Local(zone.ToLocal(busy.End)), BusyType.Busy)],
        });
    }
}
