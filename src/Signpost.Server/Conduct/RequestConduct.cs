using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Signpost.Server.Configuration;
using Signpost.Server.Logon;

namespace Signpost.Server.Conduct;

/// <summary>What every request passes on its way to what answers it.</summary>
/// <remarks>
/// <list type="number">
/// <item>Where it comes from, and its id.</item>
/// <item>The limits of that address: 429, before anything of the request is read.</item>
/// <item>The answer.</item>
/// <item>A fault: 500 in the client's dialect, and a line in the log.</item>
/// <item>A line for each request, where that is wanted.</item>
/// </list>
/// </remarks>
internal sealed class RequestConduct(CasConduct conduct, ServerConfiguration configuration)
{
    private readonly TrustedProxies proxies = new(configuration.TrustedProxies);
    private readonly bool isEachLogged = configuration.Log.EachRequest;

    /// <summary>Answers one request.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="overTls">What answers it where its client speaks TLS.</param>
    /// <param name="plain">What answers it else.</param>
    public async Task AnswerAsync(HttpContext exchange, RequestDelegate overTls, RequestDelegate plain)
    {
        var began = isEachLogged ? conduct.Time.GetTimestamp() : 0;

        // 1.
        var origin = proxies.OriginOf(exchange);
        exchange.Features.Set(origin);
        exchange.Features.Set(conduct.Names);
        RequestIdentity.Give(exchange, origin);
        if (origin.Kind is OriginKind.Disputed && conduct.DisputeLines.Allows())
        {
            ConductLog.ProxyDisputed(conduct.Log, origin.Address.ToString(), exchange.TraceIdentifier);
        }

        // 2.
        var isLogon = exchange.Request.Headers.Authorization.Count > 0;
        if (origin.Kind is OriginKind.Proxy)
        {
            await AnswerAsync(exchange, origin.IsHttps ? overTls : plain);
        }
        else if (MayGoOn(exchange, origin, isLogon))
        {
            try
            {
                await AnswerAsync(exchange, origin.IsHttps ? overTls : plain);
            }
            finally
            {
                if (isLogon)
                {
                    conduct.Limits.Judged(origin.Address);
                }
            }
        }

        // 5.
        if (isEachLogged)
        {
            Write(exchange, origin, conduct.Time.GetElapsedTime(began));
        }
    }

    private bool MayGoOn(HttpContext exchange, ClientOrigin origin, bool isLogon)
    {
        var outcome = conduct.Limits.Enter(origin.Address, isLogon);
        var wait = outcome.Wait;
        if (outcome is { MayGoOn: true, HasFailed: true } && isLogon && TryUser(exchange, out var user))
        {
            wait = conduct.Limits.WaitOf(origin.Address, user);
            if (wait > TimeSpan.Zero)
            {
                conduct.Limits.Judged(origin.Address);
            }
        }

        if (wait == TimeSpan.Zero)
        {
            return true;
        }

        if (outcome.IsFirst && conduct.LimitLines.Allows())
        {
            ConductLog.LimitBegins(conduct.Log, origin.InLog, outcome.Why, exchange.TraceIdentifier);
        }

        exchange.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        exchange.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return false;
    }

    private static bool TryUser(HttpContext exchange, out string user)
    {
        const string Basic = "Basic ";
        var authorization = exchange.Request.Headers.Authorization.ToString();
        user = authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) && BasicCredentials.TryRead(authorization[Basic.Length..].Trim(), out var who) ? who.User : "";
        return user is not "";
    }

    // 3, 4.
    private async Task AnswerAsync(HttpContext exchange, RequestDelegate answer)
    {
        try
        {
            await answer(exchange);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException && exchange.RequestAborted.IsCancellationRequested)
        {
            // The client has gone, and took its connection with it: nobody is there to be told.
            exchange.Response.StatusCode = exchange.Response.HasStarted ? exchange.Response.StatusCode : StatusCodes.Status499ClientClosedRequest;
        }
        catch (BadHttpRequestException bad) when (!exchange.Response.HasStarted)
        {
            // The body is too slow, too long or no body: the server's sockets have noticed.
            exchange.Response.StatusCode = bad.StatusCode;
        }
        catch (Exception failed)
        {
            if (conduct.FailureLines.Allows())
            {
                ConductLog.RequestFailed(conduct.Log, failed, LogText.Of(exchange.Request.Method), conduct.Names.OfPath(exchange.Request.Path.Value ?? ""), exchange.TraceIdentifier);
            }

            await FailureAnswer.WriteAsync(exchange, conduct.Time);
        }

        if (exchange.Response is { StatusCode: StatusCodes.Status413PayloadTooLarge, HasStarted: false })
        {
            HangUp(exchange);
        }
    }

    // The answer goes out at once, and the connection ends behind it. What a client is still sending is thrown away for a few seconds:
    // to close under its hands would reset the connection, and take the answer with it. Kestrel does that, up to the longest body there is.
    private static void HangUp(HttpContext exchange)
    {
        if (HttpProtocol.IsHttp11(exchange.Request.Protocol))
        {
            exchange.Response.Headers.Connection = "close";
        }

        // Who expects to be told to go on has not begun to send: there is nothing to wait for.
        if (exchange.Request.Headers.Expect.Count > 0 && exchange.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = 0;
        }
    }

    private void Write(HttpContext exchange, ClientOrigin origin, TimeSpan took)
    {
        var request = exchange.Request;
        ConductLog.Request(
            conduct.Log, conduct.Names.OfPlace(origin.Address), ClientKind.Of(request.Headers.UserAgent.ToString()), LogText.Of(request.Method),
            conduct.Names.OfPath(request.Path.Value ?? ""), exchange.Response.StatusCode, (long)took.TotalMilliseconds, exchange.TraceIdentifier);
    }
}
