using System.Text;
using Microsoft.AspNetCore.Http;
using Signpost.Server.Autodiscover;
using Signpost.Server.Hosting;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Server.Services;

namespace Signpost.Server.Tests.Endpoints;

/// <summary>A CAS of contoso.test without sockets: everybody in the domain has a mailbox; ann may log on.</summary>
internal sealed class Contoso : IMailboxDirectory, IPasswordJudge, ILogonWitness
{
    public const string Server = "cas1.contoso.test";

    /// <summary>What the witness was told.</summary>
    public List<string> Told { get; } = [];

    public AnnouncedServices Services { get; init; } = new() { Ews = new ServicePair(Template("https://{server}/EWS/Exchange.asmx"), null) };

    public static UrlTemplate Template(string text) =>
        UrlTemplate.TryParse(text, Server, out var template, out var why) ? template : throw new ArgumentException(why, nameof(text));

    /// <summary>Asks as <paramref name="authorization"/>; null sends no such header.</summary>
    public async Task<HttpResponse> AskAsync(string method, string pathAndQuery, byte[] body, string? authorization)
    {
        var exchange = new DefaultHttpContext();
        exchange.Request.Method = method;
        exchange.Request.Scheme = "https";
        exchange.Request.Host = new HostString(Server);
        var query = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        exchange.Request.Path = query < 0 ? pathAndQuery : pathAndQuery[..query];
        exchange.Request.QueryString = new QueryString(query < 0 ? "" : pathAndQuery[query..]);
        exchange.Request.Body = new MemoryStream(body);
        exchange.Request.Headers.Authorization = authorization;
        exchange.Response.Body = new MemoryStream();
        var service = new AutodiscoverService(this, new SettingsComposer(Server, Services));
        await new ClientAccessServer(service, new LogonGate([new BasicScheme("Contoso", this)], this), TimeProvider.System).AnswerAsync(exchange);
        return exchange.Response;
    }

    public static byte[] Body(HttpResponse answer) => ((MemoryStream)answer.Body).ToArray();

    public static string Logon(string user, string password) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}";

    public ValueTask<LogonVerdict> JudgeAsync(string user, Secret password, CancellationToken cancellationToken) => ValueTask.FromResult<LogonVerdict>(
        user is "ann" && password.Reveal() is "secret" ? new LogonVerdict.Accepted(new Caller(user, "Basic")) : new LogonVerdict.Refused("bad-password", user));

    public ValueTask<bool> AcceptsAsync(string domain, CancellationToken cancellationToken) => ValueTask.FromResult(domain is "contoso.test");

    public ValueTask<MailboxLookup> FindAsync(MailboxAddress address, CancellationToken cancellationToken) => ValueTask.FromResult<MailboxLookup>(
        address.Domain is "contoso.test" ? new MailboxLookup.Here(new Mailbox { PrimaryAddress = address, Addresses = [address] }) : MailboxLookup.Unknown.It);

    public ValueTask<MailboxLookup> FindAsync(string legacyDn, CancellationToken cancellationToken) => ValueTask.FromResult<MailboxLookup>(MailboxLookup.Unknown.It);

    public void Refused(HttpContext exchange, string scheme, LogonVerdict.Refused verdict) => Told.Add($"{scheme} {verdict.Reason} {verdict.User}".TrimEnd());

    public void Away(HttpContext exchange, string scheme, string why) => Told.Add($"{scheme} away: {why}");
}
