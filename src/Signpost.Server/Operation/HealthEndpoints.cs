using System.Text;
using Microsoft.AspNetCore.Http;

namespace Signpost.Server.Operation;

/// <summary>Answers those who ask how the server is: balancers, orchestrators, watchdogs. Wants no logon. Paths compare without case, as IIS does.</summary>
/// <param name="readiness">Knows.</param>
/// <param name="serverName">The name that Exchange's page shows.</param>
/// <param name="isPublic">Whether anybody may ask: then no details.</param>
internal sealed class HealthEndpoints(Readiness readiness, Func<string> serverName, bool isPublic)
{
    public const string Live = "/healthz/live";
    public const string Ready = "/healthz/ready";

    private const string Page = "/healthcheck.htm";

    /// <summary>Whether this is Exchange's page: one below each of its virtual directories.</summary>
    public static bool IsPage(PathString path) => path.Value is { Length: > 16 and < 40 } text && text.EndsWith(Page, StringComparison.OrdinalIgnoreCase)
        && text.AsSpan(0, text.Length - Page.Length) is var folder
        && (folder.Equals("/autodiscover", StringComparison.OrdinalIgnoreCase) || folder.Equals("/EWS", StringComparison.OrdinalIgnoreCase) || folder.Equals("/OAB", StringComparison.OrdinalIgnoreCase));

    /// <summary>Answers if the path is one of its own; null if it is not.</summary>
    public Task? TryAnswer(HttpContext exchange, bool withProbes)
    {
        var path = exchange.Request.Path;
        return withProbes && path.Equals(Live, StringComparison.OrdinalIgnoreCase) ? WriteAsync(exchange, StatusCodes.Status200OK, "text/plain", "live\n")
            : withProbes && path.Equals(Ready, StringComparison.OrdinalIgnoreCase) ? ReadyAsync(exchange)
            : IsPage(path) ? PageAsync(exchange)
            : null;
    }

    private async Task ReadyAsync(HttpContext exchange)
    {
        var report = await readiness.ReportAsync(exchange.RequestAborted);
        await WriteAsync(exchange, StatusOf(report), "text/plain", report.Write(withDetails: !isPublic));
    }

    // What balancers in front of Exchange look for: the words of the status, and which server said so.
    private async Task PageAsync(HttpContext exchange)
    {
        var report = await readiness.ReportAsync(exchange.RequestAborted);
        await WriteAsync(exchange, StatusOf(report), "text/html", report.IsReady ? $"200 OK<br/>{serverName()}" : "503 Service Unavailable");
    }

    private static int StatusOf(ReadinessReport report) => report.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;

    private static async Task WriteAsync(HttpContext exchange, int status, string type, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var response = exchange.Response;
        (response.StatusCode, response.ContentType, response.ContentLength) = (status, $"{type}; charset=utf-8", bytes.Length);
        response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsHead(exchange.Request.Method))
        {
            await response.Body.WriteAsync(bytes, exchange.RequestAborted);
        }
    }
}
