using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;
using Signpost.Server.Autodiscover;
using Signpost.Server.Hosting;
using Signpost.Server.Logon;
using Signpost.Server.Mailboxes;
using Signpost.Server.Services;

namespace Signpost.Server.Tests.Endpoints;

/// <summary>A CAS of contoso.test without sockets: everybody in the domain but nobody has a mailbox; ann and bob may log on.</summary>
internal sealed class Contoso : IMailboxDirectory, IPasswordJudge, ILogonWitness
{
    public const string Server = "cas1.contoso.test";
    public const string Domain = "contoso.test";

    private readonly ConcurrentDictionary<MailboxAddress, Mailbox> remembered = [];
    private readonly Lazy<ClientAccessServer> server;

    public Contoso() => server = new Lazy<ClientAccessServer>(() => new ClientAccessServer(
        new AutodiscoverService(this, new SettingsComposer(Server, Services), OwnOnly),
        new LogonGate([new BasicScheme("Contoso", this)], this),
        Clock,
        IsOurName,
        FirstDomain));

    /// <summary>What the witness was told.</summary>
    public List<string> Told { get; } = [];

    public AnnouncedServices Services { get; init; } = new() { Ews = new ServicePair(Template("https://{server}/EWS/Exchange.asmx"), null) };

    public bool OwnOnly { get; init; }

    public string FirstDomain { get; init; } = Domain;

    public Func<string, bool>? IsOurName { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What is known of an address instead of a mailbox of its own.</summary>
    public Func<MailboxAddress, MailboxLookup?> Knows { get; init; } = address => address.LocalPart is "nobody" ? MailboxLookup.Unknown.It : null;

    public static UrlTemplate Template(string text) =>
        UrlTemplate.TryParse(text, Server, out var template, out var why) ? template : throw new ArgumentException(why, nameof(text));

    /// <summary>A service that is reached from both sides at the same URL.</summary>
    public static ServicePair Both(string text) => new(Template(text), Template(text));

    /// <summary>Asks as <paramref name="authorization"/>; null sends no such header.</summary>
    public async Task<HttpResponse> AskAsync(string method, string pathAndQuery, byte[] body, string? authorization, Action<HttpRequest>? but = null)
    {
        var exchange = new DefaultHttpContext();
        exchange.Request.Method = method;
        exchange.Request.Scheme = "https";
        exchange.Request.Host = new HostString(Server);
        var query = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        exchange.Request.Path = PathString.FromUriComponent(query < 0 ? pathAndQuery : pathAndQuery[..query]);
        exchange.Request.QueryString = new QueryString(query < 0 ? "" : pathAndQuery[query..]);
        exchange.Request.Body = new MemoryStream(body);
        exchange.Request.Headers.Authorization = authorization;
        exchange.Response.Body = new MemoryStream();
        but?.Invoke(exchange.Request);
        await AnswerAsync(exchange);
        return exchange.Response;
    }

    /// <summary>Answers, behind a real server.</summary>
    public Task AnswerAsync(HttpContext exchange) => server.Value.AnswerAsync(exchange);

    /// <summary>Asks as ann.</summary>
    public Task<HttpResponse> AskAsAnnAsync(string method, string pathAndQuery, byte[] body, Action<HttpRequest>? but = null) =>
        AskAsync(method, pathAndQuery, body, Logon("ann", "secret"), but);

    /// <summary>Asks without a logon.</summary>
    public Task<HttpResponse> GetAsync(string pathAndQuery, Action<HttpRequest>? but = null) => AskAsync("GET", pathAndQuery, [], null, but);

    public static byte[] Body(HttpResponse answer) => ((MemoryStream)answer.Body).ToArray();

    public static string Text(HttpResponse answer) => Encoding.UTF8.GetString(Body(answer));

    public static string Logon(string user, string password) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}";

    public ValueTask<LogonVerdict> JudgeAsync(string user, Secret password, CancellationToken cancellationToken) => ValueTask.FromResult<LogonVerdict>(
        user is "ann" or "bob" && password.Reveal() is "secret" ? new LogonVerdict.Accepted(new Caller(user, "Basic")) : new LogonVerdict.Refused("bad-password", user));

    /// <summary>Whether nobody can say which domains are served.</summary>
    public bool IsDirectoryAway { get; init; }

    public ValueTask<bool> KnowsDomainsAsync(CancellationToken cancellationToken) => ValueTask.FromResult(!IsDirectoryAway);

    public ValueTask<bool> AcceptsAsync(string domain, CancellationToken cancellationToken) => ValueTask.FromResult(domain is Domain && !IsDirectoryAway);

    public ValueTask<MailboxLookup> FindAsync(MailboxAddress address, CancellationToken cancellationToken) =>
        ValueTask.FromResult(address.Domain is Domain ? Knows(address) ?? new MailboxLookup.Here(Of(address)) : MailboxLookup.Unknown.It);

    public ValueTask<MailboxLookup> FindAsync(string legacyDn, CancellationToken cancellationToken) => ValueTask.FromResult(
        legacyDn.Split("/cn=Recipients/cn=") is [_, var name] ? new MailboxLookup.Here(Of(MailboxAddress.Parse($"{name}@{Domain}"))) : (MailboxLookup)MailboxLookup.Unknown.It);

    public void Refused(HttpContext exchange, string scheme, LogonVerdict.Refused verdict) => Told.Add($"{scheme} {verdict.Reason} {verdict.User}".TrimEnd());

    public void Away(HttpContext exchange, string scheme, string why) => Told.Add($"{scheme} away: {why}");

    /// <summary>The mailbox of an address, the same object each time.</summary>
    public Mailbox Of(MailboxAddress address) => remembered.GetOrAdd(address, _ => new Mailbox
    {
        PrimaryAddress = address,
        Addresses = [address],
        DisplayName = $"The name of {address.LocalPart}",
        LegacyDn = $"/o=Contoso/ou=First/cn=Recipients/cn={address.LocalPart}",
        SamAccountName = address.LocalPart,
        DirectoryServer = "dc1.contoso.test",
        MailboxGuid = new Guid("11111111-2222-3333-4444-555555555555"),
    });
}
