using Microsoft.AspNetCore.Http;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Endpoints;

/// <summary>What stands before the dialects that want a logon: Basic credentials, and a body of a sensible size.</summary>
internal sealed class AutodiscoverGate(IMailboxDirectory mailboxes, string realm)
{
    private const int LongestRequest = 16 * 1024;

    /// <summary>The body of a request that may be answered; null where it was answered here, with 401 or 413.</summary>
    public async Task<byte[]?> BodyAsync(HttpContext exchange)
    {
        // Clients of the EWS Managed API speak SOAP only to hosts that say so on whatever answer they get.
        exchange.Response.Headers["X-SOAP-Enabled"] = "True";
        if (!BasicCredentials.TryRead(exchange.Request.Headers.Authorization, out var who)
            || !await mailboxes.MayLogOnAsync(who.User, who.Password, exchange.RequestAborted))
        {
            exchange.Response.StatusCode = StatusCodes.Status401Unauthorized;
            exchange.Response.Headers.WWWAuthenticate = $"Basic realm=\"{realm}\"";
            return null;
        }

        if (await ReadAsync(exchange.Request, exchange.RequestAborted) is { } body)
        {
            return body;
        }

        exchange.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        return null;
    }

    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var buffer = new byte[4096];
        int count;
        while ((count = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + count > LongestRequest)
            {
                return null;
            }

            body.Write(buffer, 0, count);
        }

        return body.ToArray();
    }
}
