using System.Collections.Frozen;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Signpost.Ews;
using Signpost.Server.Calendars.Proxy;
using Signpost.Server.Conduct;
using Signpost.Server.Ews;
using Signpost.Server.Logon;
using Signpost.Server.Operation;
using Signpost.Transport;

namespace Signpost.Server.Endpoints;

/// <summary>EWS over HTTP (MS-OXWSCDATA section 2.1): finds who answers by the first element of the body.</summary>
/// <param name="operations">All that is answered.</param>
/// <param name="server">What this server says it is. exchangelib works with none that does not say it in every answer, faults included.</param>
internal sealed class ExchangeWebServices(IEnumerable<IEwsOperation> operations, ServerVersionInfo server)
{
    /// <summary>Where it is served; compared without case, as IIS does: DavMail writes it in lower case.</summary>
    public const string Path = "/EWS/Exchange.asmx";

    // A hundred calendars are some megabytes, and who is let in may be on the road: what is enough for documents would cut him off.
    private static readonly MinDataRate SlowestReader = new(4 * 1024, TimeSpan.FromSeconds(30));

    private static readonly byte[] Page = Encoding.UTF8.GetBytes("Exchange Web Services. Questions are posted here, as SOAP 1.1.\n");

    private readonly FrozenDictionary<string, IEwsOperation> operations =
        operations.SelectMany(one => one.Names, (one, name) => KeyValuePair.Create(name, one)).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Answers one request of somebody who proved who he is.</summary>
    public async Task AnswerAsync(HttpContext exchange, Caller caller)
    {
        if (!HttpMethods.IsPost(exchange.Request.Method))
        {
            await exchange.DocumentAsync("text/plain; charset=utf-8", Page);
            return;
        }

        if (await RequestBody.ReadXmlAsync(exchange, EwsMessage.RequestLimit) is not { } body)
        {
            return;
        }

        var reply = operations.TryGetValue(EwsMessage.OperationOf(body), out var operation)
            ? await operation.AnswerAsync(Question(exchange, body, caller), exchange.RequestAborted)
            : new EwsReply.Fault(EwsMessage.Refusal(body));
        await WriteAsync(exchange, reply);
    }

    private EwsQuestion Question(HttpContext exchange, ReadOnlyMemory<byte> body, Caller caller)
    {
        var question = new EwsQuestion(body, caller, server) { Id = exchange.TraceIdentifier, IsProxied = exchange.Request.Headers.ContainsKey(ProxiedMark.Header) };
        return exchange.Features.Get<LoggedNames>() is { } names ? question with { InLog = names.OfUser } : question;
    }

    private Task WriteAsync(HttpContext exchange, EwsReply reply)
    {
        switch (reply)
        {
            case EwsReply.Message { Document: var document, Result: var result }:
                RequestNote.Make(exchange, result);
                if (exchange.Features.Get<IHttpMinResponseDataRateFeature>() is { } reader)
                {
                    reader.MinDataRate = SlowestReader;
                }

                return exchange.DocumentAsync(EwsSchema.ContentType, document);
            case EwsReply.Fault { Why: var fault }:
                RequestNote.Make(exchange, fault.Code == EwsErrorCode.ServerBusy ? RequestResult.Away : RequestResult.Invalid);
                exchange.Response.StatusCode = StatusCodes.Status500InternalServerError;     // SOAP 1.1 section 6.2
                return exchange.DocumentAsync(EwsSchema.ContentType, EwsMessage.WriteFault(fault, server));
            default:
                throw new InvalidOperationException("a case is missing");
        }
    }
}
