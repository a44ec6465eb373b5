using Microsoft.AspNetCore.Http;

namespace Signpost.Server.Endpoints;

/// <summary>The body of a request, of a sensible size.</summary>
internal static class RequestBody
{
    /// <summary>What real clients send is below 2 KiB for one mailbox; a hundred of them fit.</summary>
    public const int Longest = 16 * 1024;

    /// <summary>The body; null where it was too long, which is then answered with 413.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(HttpContext exchange)
    {
        var request = exchange.Request;
        if (request.ContentLength is > Longest)
        {
            exchange.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return null;
        }

        var body = new byte[(int)(request.ContentLength ?? Longest) + 1];
        var length = 0;
        int count;
        while ((count = await request.Body.ReadAsync(body.AsMemory(length), exchange.RequestAborted)) > 0)
        {
            length += count;
            if (length > Longest)
            {
                exchange.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                return null;
            }
        }

        return body.AsMemory(0, length);
    }
}
