using Microsoft.AspNetCore.Http;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Autodiscover;

/// <summary>The names of this CAS. What a client says in <c>Host</c> gets into no answer unless it is one of them; what a proxy says in <c>X-Forwarded-Host</c> never does.</summary>
/// <param name="serverName">The name that is announced.</param>
/// <param name="mailboxes">Whose domains are served: <c>autodiscover.</c> and <c>autoconfig.</c> before one of them is ours.</param>
/// <param name="isOnCertificate">Whether a name, in lower case, is on the certificate.</param>
/// <param name="firstDomain">The domain that is meant where nothing says which; "" where there is none.</param>
public sealed class OwnNames(string serverName, IMailboxDirectory mailboxes, Func<string, bool> isOnCertificate, string firstDomain)
{
    private const int HttpsPort = 443;

    private static readonly string[] Prefixes = ["autodiscover.", "autoconfig."];

    /// <summary>What stands between <c>https://</c> and the path: the host that was asked, if it is ours, else the server's name.</summary>
    public async ValueTask<string> AuthorityAsync(HttpContext exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        var host = Host(exchange);

        // Of the port, as little is believed: it is ours only if the request came in there.
        var port = exchange.Request.Host.Port is { } asked && asked != HttpsPort && asked == exchange.Connection.LocalPort ? $":{asked}" : "";
        return (await IsOursAsync(host, exchange.RequestAborted) ? host : serverName) + port;
    }

    /// <summary>The domain a request without a logon is about: of the address in it, else of the host that was asked, else the first one; null where it is none of ours.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="address">An address, or what a client took for one; "" where there was none.</param>
    public async ValueTask<string?> DomainAsync(HttpContext exchange, string address)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        ArgumentNullException.ThrowIfNull(address);
        if (address.LastIndexOf('@') is >= 0 and var at && !address.EndsWith('%'))      // %EMAILADDRESS% is what a client forgot to fill in
        {
            return MailboxAddress.TryDomain(address[(at + 1)..], out var domain) && await mailboxes.AcceptsAsync(domain, exchange.RequestAborted) ? domain : null;
        }

        var host = Host(exchange);
        foreach (var name in Prefixes.Where(prefix => host.StartsWith(prefix, StringComparison.Ordinal)).Select(prefix => host[prefix.Length..]).Append(host))
        {
            if (name is not "" && await mailboxes.AcceptsAsync(name, exchange.RequestAborted))
            {
                return name;
            }
        }

        return firstDomain is "" ? null : firstDomain;
    }

    private async ValueTask<bool> IsOursAsync(string host, CancellationToken cancellationToken)
    {
        if (host is "")
        {
            return false;
        }

        if (host.Equals(serverName, StringComparison.OrdinalIgnoreCase) || isOnCertificate(host))
        {
            return true;
        }

        var prefix = Array.Find(Prefixes, prefix => host.StartsWith(prefix, StringComparison.Ordinal));
        return prefix is not null && await mailboxes.AcceptsAsync(host[prefix.Length..], cancellationToken);
    }

    private static string Host(HttpContext exchange) => MailboxAddress.TryDomain(exchange.Request.Host.Host, out var host) ? host : "";
}
