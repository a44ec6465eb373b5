using System.Globalization;
using Microsoft.AspNetCore.Http;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Pox;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Endpoints;

/// <summary>POX Autodiscover over HTTP (MS-OXDSCLI section 3.2): reads with the codec, asks the mailboxes, writes with the codec.</summary>
/// <param name="mailboxes">Who has a mailbox here.</param>
/// <param name="realm">What a logon prompt shows.</param>
/// <param name="time">The clock, for the time stamp of errors.</param>
public sealed class AutodiscoverPox(IMailboxDirectory mailboxes, string realm, TimeProvider time)
{
    /// <summary>Where it is served; compared without case, as IIS does.</summary>
    public const string Path = "/autodiscover/autodiscover.xml";

    private readonly AutodiscoverGate gate = new(mailboxes, realm);

    /// <summary>Answers one request.</summary>
    public async Task AnswerAsync(HttpContext exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        var gone = exchange.RequestAborted;
        if (await gate.BodyAsync(exchange) is not { } body)
        {
            return;
        }

        // An authenticated GET is answered like a request that says nothing: error 600, as Exchange does in a browser.
        var document = PoxCodec.WriteResponse(await AnswerToAsync(body, exchange.Request.Host.Host, gone));
        exchange.Response.ContentType = PoxCodec.ContentType;
        exchange.Response.ContentLength = document.Length;
        await exchange.Response.Body.WriteAsync(document, gone);
    }

    private async Task<PoxResponse> AnswerToAsync(byte[] body, string host, CancellationToken cancellationToken)
    {
        if (PoxCodec.ReadRequest(body) is not CodecReading<PoxRequest>.Ok { Value: var asked } || !MailboxAddress.TryParse(asked.EMailAddress, out var mailbox))
        {
            return Error(PoxErrorCode.InvalidRequest);
        }

        if (asked.AcceptableResponseSchema != PoxSchema.OutlookResponse)
        {
            return Error(PoxErrorCode.UnknownSchema);
        }

        return await mailboxes.FindAsync(mailbox, host, cancellationToken) is { } settings
            ? new PoxResponse.Settings(settings)
            : Error(PoxErrorCode.UnknownAddress);
    }

    private PoxResponse.Error Error(int code) =>
        new(code, PoxErrorCode.MessageOf(code), "", time.GetUtcNow().ToString("HH:mm:ss.fffffff", CultureInfo.InvariantCulture), 0);
}
