using Microsoft.AspNetCore.Http;

namespace Signpost.Server.Endpoints;

/// <summary>The body of a request, of a sensible kind and size.</summary>
internal static class RequestBody
{
    /// <summary>For one mailbox: what real clients send is below 2 KiB.</summary>
    public const int One = 16 * 1024;

    /// <summary>For a hundred of them, or for a thousand settings.</summary>
    public const int Many = 64 * 1024;

    /// <summary>The body of XML; null where it was none or too long, which is then answered here: with 415 or 413.</summary>
    public static ValueTask<ReadOnlyMemory<byte>?> ReadXmlAsync(HttpContext exchange, int longest)
    {
        if (!IsXml(exchange.Request.ContentType))
        {
            exchange.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return default;
        }

        return ReadAsync(exchange, longest);
    }

    private static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(HttpContext exchange, int longest)
    {
        if (await TryReadAsync(exchange, longest) is { } body)
        {
            return body;
        }

        exchange.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        return null;
    }

    /// <summary>The body; null where it is longer than that.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>?> TryReadAsync(HttpContext exchange, int longest)
    {
        var request = exchange.Request;
        if (request.ContentLength > longest)
        {
            return null;
        }

        var body = new byte[(int)(request.ContentLength ?? longest) + 1];
        var length = 0;
        int count;
        while ((count = await request.Body.ReadAsync(body.AsMemory(length), exchange.RequestAborted)) > 0)
        {
            length += count;
            if (length > longest)
            {
                return null;
            }
        }

        return body.AsMemory(0, length);
    }

    // With a charset or without; some scripts send no type at all.
    private static bool IsXml(string? contentType)
    {
        var type = contentType.AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        return type is ""
            || type.Equals("text/xml", StringComparison.OrdinalIgnoreCase)
            || type.Equals("application/xml", StringComparison.OrdinalIgnoreCase)
            || type.EndsWith("+xml", StringComparison.OrdinalIgnoreCase);
    }
}
