using Microsoft.AspNetCore.Http;
using Signpost.Autodiscover;

namespace Signpost.Server.Endpoints;

/// <summary>Words for answering over HTTP.</summary>
internal static class Reply
{
    private const string Seconds = "30";

    extension(HttpContext exchange)
    {
        /// <summary>Whether this method is answered here; else that is said, with those that are (RFC 9110 section 15.5.6).</summary>
        /// <param name="isPostAllowed">Whether it takes questions in a body too.</param>
        public bool Allows(bool isPostAllowed = false)
        {
            var method = exchange.Request.Method;
            var allows = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || (isPostAllowed && HttpMethods.IsPost(method));
            if (!allows)
            {
                exchange.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                exchange.Response.Headers.Allow = isPostAllowed ? "GET, HEAD, POST" : "GET, HEAD";
            }

            return allows;
        }

        /// <summary>A document; to HEAD only what would go before it.</summary>
        public Task DocumentAsync(string contentType, ReadOnlyMemory<byte> document)
        {
            exchange.Response.ContentType = contentType;
            exchange.Response.ContentLength = document.Length;
            exchange.Response.Headers.CacheControl = "private";
            return HttpMethods.IsHead(exchange.Request.Method) ? Task.CompletedTask : exchange.Response.Body.WriteAsync(document, exchange.RequestAborted).AsTask();
        }

        /// <summary>Nothing, and why.</summary>
        public Task NothingAsync(int status)
        {
            exchange.Response.StatusCode = status;
            exchange.Response.ContentLength = 0;
            return Task.CompletedTask;
        }

        /// <summary>A redirect, in the ASCII that a header may hold (RFC 3986); false where the text is no URL.</summary>
        public bool RedirectsTo(ServiceUrl url, int status)
        {
            var isUrl = url.TryUri(out var uri);
            if (isUrl)
            {
                exchange.Response.Headers.Location = uri!.AbsoluteUri;
                exchange.Response.StatusCode = status;
                exchange.Response.ContentLength = 0;
            }

            return isUrl;
        }

        /// <summary>"Come again": a client that is told of an error believes it, and one that is told this tries another CAS.</summary>
        public Task AwayAsync()
        {
            exchange.Response.Headers.RetryAfter = Seconds;
            return exchange.NothingAsync(StatusCodes.Status503ServiceUnavailable);
        }
    }
}
