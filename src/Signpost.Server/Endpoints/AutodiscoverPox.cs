using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Http;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Pox;
using Signpost.Server.Autodiscover;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Server.Operation;
using Signpost.Transport;

namespace Signpost.Server.Endpoints;

/// <summary>POX Autodiscover over HTTP (MS-OXDSCLI section 3.2): reads with the codec, asks the service, writes with the codec. Outlook and phones ask at the same place.</summary>
/// <param name="service">What there is to say.</param>
/// <param name="time">The clock, for the time stamp of errors.</param>
public sealed class AutodiscoverPox(AutodiscoverService service, TimeProvider time)
{
    /// <summary>Where it is served; compared without case, as IIS does.</summary>
    public const string Path = "/autodiscover/autodiscover.xml";

    private readonly ConditionalWeakTable<Mailbox, Answers> written = [];
    private readonly uint serverId = IdOf(service.Composer.ServerName);

    /// <summary>Answers one request of somebody who proved who he is.</summary>
    public async Task AnswerAsync(HttpContext exchange, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(exchange);

        // What is not posted says nothing: error 600, as Exchange answers a browser.
        if (!HttpMethods.IsPost(exchange.Request.Method))
        {
            await ErrorAsync(exchange, PoxErrorCode.InvalidRequest);
            return;
        }

        if (await RequestBody.ReadXmlAsync(exchange, RequestBody.One) is not { } body)
        {
            return;
        }

        await (PoxCodec.ReadRequest(body) is CodecReading<PoxRequest>.Ok { Value: var asked } ? AnswerAsync(exchange, asked, caller) : ErrorAsync(exchange, PoxErrorCode.InvalidRequest));
    }

    private async Task AnswerAsync(HttpContext exchange, PoxRequest asked, Caller caller)
    {
        var isPhone = asked.AcceptableResponseSchema is PoxSchema.MobileSyncResponse;
        if (isPhone ? !service.Composer.Services.ActiveSync.IsOffered : asked.AcceptableResponseSchema is not PoxSchema.OutlookResponse)
        {
            await ErrorAsync(exchange, PoxErrorCode.UnknownSchema);
            return;
        }

        // MS-OXDSCLI section 3.2.5: of an address and a legacy DN, the legacy DN counts.
        MailboxAddress address = default;
        if (asked.LegacyDn is "" && !MailboxAddress.TryParse(asked.EMailAddress, out address))
        {
            await ErrorAsync(exchange, PoxErrorCode.InvalidRequest);
            return;
        }

        var answer = asked.LegacyDn is "" ? await service.AnswerAsync(address, caller, exchange.RequestAborted) : await service.AnswerAsync(asked.LegacyDn, caller, exchange.RequestAborted);
        RequestNote.Make(exchange, isPhone ? RequestEndpoint.MobileSync : RequestEndpoint.Pox, answer.AsResult());
        await (answer switch
        {
            AutodiscoverAnswer.Settings { Mailbox: var mailbox } => exchange.DocumentAsync(PoxCodec.ContentType, DocumentFor(mailbox, isPhone, exchange.Request)),
            AutodiscoverAnswer.RedirectAddress { Address: var other } => WriteAsync(exchange, isPhone
                ? new PoxResponse.MobileSync(new MobileSyncAnswer.Redirect(other.ToString()) { Culture = Answers.Culture })
                : new PoxResponse.RedirectAddress(other.ToString())),
            // A phone's redirect holds an address and nothing else (MS-ASCMD section 2.2.1.1); to a URL it is one of HTTP.
            AutodiscoverAnswer.RedirectUrl { Url: var url } when isPhone =>
                exchange.RedirectsTo(url, StatusCodes.Status302Found) ? Task.CompletedTask : ErrorAsync(exchange, PoxErrorCode.BadConfiguration),
            AutodiscoverAnswer.RedirectUrl { Url: var url } => WriteAsync(exchange, new PoxResponse.RedirectUrl(url)),
            AutodiscoverAnswer.Away => exchange.AwayAsync(),
            _ => ErrorAsync(exchange, PoxErrorCode.UnknownAddress),
        });
    }

    private byte[] DocumentFor(Mailbox mailbox, bool isPhone, HttpRequest request)
    {
        var answers = written.TryGetValue(mailbox, out var already) ? already : written.GetValue(mailbox, one => new Answers(service.Composer, one));
        return isPhone ? answers.Phone.Value : SpeaksMapi(request) ? answers.Mapi.Value : answers.Outlook.Value;
    }

    // MS-OXDSCLI section 2.2.2.1: the highest version the client knows.
    private static bool SpeaksMapi(HttpRequest request) =>
        request.Headers.TryGetValue("X-MapiHttpCapability", out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0;

    private Task ErrorAsync(HttpContext exchange, int code)
    {
        if (code is not PoxErrorCode.UnknownAddress)
        {
            RequestNote.Make(exchange, RequestResult.Invalid);
        }

        return WriteAsync(exchange, new PoxResponse.Error(
            code, PoxErrorCode.MessageOf(code), "", time.GetLocalNow().ToString("HH:mm:ss.fffffff", CultureInfo.InvariantCulture), serverId));
    }

    private static Task WriteAsync(HttpContext exchange, PoxResponse response) => exchange.DocumentAsync(PoxCodec.ContentType, PoxCodec.WriteResponse(response));

    // FNV-1a: any hash will do that is the same tomorrow.
    private static uint IdOf(string name) =>
        Encoding.UTF8.GetBytes(name).Aggregate(2166136261u, (hash, octet) => unchecked((hash ^ octet) * 16777619u));

    /// <summary>What is answered of a mailbox, each form written once and kept as long as the mailbox is remembered.</summary>
    private sealed class Answers(SettingsComposer composer, Mailbox mailbox)
    {
        public const string Culture = "en:us";

        public Lazy<byte[]> Outlook { get; } = new(() => Settings(composer, mailbox, speaksMapi: false));

        public Lazy<byte[]> Mapi { get; } = new(() => Settings(composer, mailbox, speaksMapi: true));

        public Lazy<byte[]> Phone { get; } = new(() => PoxCodec.WriteResponse(new PoxResponse.MobileSync(ForPhone(composer, mailbox))));

        private static byte[] Settings(SettingsComposer composer, Mailbox mailbox, bool speaksMapi) =>
            PoxCodec.WriteResponse(new PoxResponse.Settings(OutlookView.Of(composer.For(mailbox), speaksMapi)));

        private static MobileSyncAnswer.Settings ForPhone(SettingsComposer composer, Mailbox mailbox)
        {
            var url = composer.Services.ActiveSync.Best!.For(mailbox);
            return new MobileSyncAnswer.Settings([new MobileSyncServer(ProtocolKind.MobileSync, url, url.Text, "")])
            {
                Culture = Culture,
                DisplayName = mailbox.DisplayName,
                EMailAddress = mailbox.PrimaryAddress.ToString(),
            };
        }
    }
}
