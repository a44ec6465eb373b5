using Microsoft.AspNetCore.Http;

namespace Signpost.Server.Endpoints;

/// <summary>All that plain http is for: the redirect that Outlook asks <c>http://autodiscover.DOMAIN/</c> for (MS-OXDISCO section 3.1.5.4). The extension is kept.</summary>
/// <param name="host">Where it leads; null is the host that was asked for, if it is ours.</param>
/// <param name="serverName">Where it leads else.</param>
/// <param name="port">The port of https there.</param>
/// <param name="isOurs">Whether a host's name is one of this CAS.</param>
internal sealed class HttpRedirect(string? host, string serverName, int port, Func<string, bool> isOurs)
{
    private static readonly string[] Paths = [AutodiscoverPox.Path, AutodiscoverSoap.Path];

    /// <summary>Redirects GET and HEAD of the two paths; everything else is not found here.</summary>
    public Task AnswerAsync(HttpContext exchange)
    {
        var request = exchange.Request;
        if (Paths.FirstOrDefault(path => request.Path.Equals(path, StringComparison.OrdinalIgnoreCase)) is not { } path
            || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
        {
            exchange.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        var name = host ?? (isOurs(request.Host.Host) ? request.Host.Host : serverName);
        exchange.Response.StatusCode = StatusCodes.Status302Found;
        exchange.Response.Headers.Location = port == 443 ? $"https://{name}{path}" : $"https://{name}:{port}{path}";
        return Task.CompletedTask;
    }
}
