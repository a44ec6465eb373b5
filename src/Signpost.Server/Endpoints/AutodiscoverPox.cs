using System.Globalization;
using Microsoft.AspNetCore.Http;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Pox;
using Signpost.Server.Autodiscover;
using Signpost.Server.Logon;

namespace Signpost.Server.Endpoints;

/// <summary>POX Autodiscover over HTTP (MS-OXDSCLI section 3.2): reads with the codec, asks the service, writes with the codec.</summary>
/// <param name="service">What there is to say.</param>
/// <param name="time">The clock, for the time stamp of errors.</param>
public sealed class AutodiscoverPox(AutodiscoverService service, TimeProvider time)
{
    /// <summary>Where it is served; compared without case, as IIS does.</summary>
    public const string Path = "/autodiscover/autodiscover.xml";

    /// <summary>Answers one request of somebody who proved who he is.</summary>
    public async Task AnswerAsync(HttpContext exchange, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        if (await RequestBody.ReadAsync(exchange) is not { } body)
        {
            return;
        }

        // An authenticated GET is answered like a request that says nothing: error 600, as Exchange does in a browser.
        var document = PoxCodec.WriteResponse(await AnswerToAsync(body, caller, exchange.RequestAborted));
        exchange.Response.ContentType = PoxCodec.ContentType;
        exchange.Response.ContentLength = document.Length;
        await exchange.Response.Body.WriteAsync(document, exchange.RequestAborted);
    }

    private async Task<PoxResponse> AnswerToAsync(ReadOnlyMemory<byte> body, Caller caller, CancellationToken cancellationToken)
    {
        if (PoxCodec.ReadRequest(body) is not CodecReading<PoxRequest>.Ok { Value: var asked } || !MailboxAddress.TryParse(asked.EMailAddress, out var mailbox))
        {
            return Error(PoxErrorCode.InvalidRequest);
        }

        if (asked.AcceptableResponseSchema != PoxSchema.OutlookResponse)
        {
            return Error(PoxErrorCode.UnknownSchema);
        }

        return await service.AnswerAsync(mailbox, caller, cancellationToken) switch
        {
            AutodiscoverAnswer.Settings { Of: var settings } => new PoxResponse.Settings(settings),
            AutodiscoverAnswer.RedirectAddress { Address: var address } => new PoxResponse.RedirectAddress(address.ToString()),
            AutodiscoverAnswer.RedirectUrl { Url: var url } => new PoxResponse.RedirectUrl(url),
            _ => Error(PoxErrorCode.UnknownAddress),
        };
    }

    private PoxResponse.Error Error(int code) =>
        new(code, PoxErrorCode.MessageOf(code), "", time.GetUtcNow().ToString("HH:mm:ss.fffffff", CultureInfo.InvariantCulture), 0);
}
