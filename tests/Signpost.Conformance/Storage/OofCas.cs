using System.Globalization;
using System.Net;
using System.Text;
using Signpost.Conformance.Operation;
using Signpost.Ews;
using Signpost.Oof;
using Signpost.Transport;

namespace Signpost.Conformance.Storage;

/// <summary><c>signpost serve</c> with the mailboxes u0, u1, … of contoso.test, each of which sets its out of office over EWS.</summary>
internal sealed class OofCas : IAsyncDisposable
{
    private readonly ServedCas cas = new();

    /// <param name="mailboxes">How many.</param>
    /// <param name="storage">The value of <c>Storage</c>, as JSON; null leaves it out.</param>
    public OofCas(int mailboxes, string? storage = null)
    {
        cas.Write("forest.ldif", "dn: DC=contoso,DC=test\nobjectClass: domainDNS\n" + string.Concat(Enumerable.Range(0, mailboxes).Select(at => string.Create(CultureInfo.InvariantCulture, $"""

            dn: CN=u{at},DC=contoso,DC=test
            objectClass: top
            objectClass: person
            objectClass: user
            objectGUID:: {Convert.ToBase64String(Guid(at).ToByteArray())}
            mail: u{at}@contoso.test
            userPrincipalName: u{at}@contoso.test
            userPassword: {ServedCas.Password}

            """))));
        System.IO.Directory.CreateDirectory(Path.Combine(cas.Folder, "calendars"));
        cas.Write("signpost.json", File.ReadAllText(cas.Configuration)
            .Replace("\"EachRequest\": true", "\"EachRequest\": false", StringComparison.Ordinal)
            .Replace("\"Mailboxes\"", $"\"Calendars\": {{ \"Folder\": \"calendars\" }}, {(storage is null ? "" : $"\"Storage\": {storage}, ")}\"Limits\": {{ \"Requests\": 0 }}, \"Mailboxes\"", StringComparison.Ordinal));
    }

    /// <summary>Where it keeps its state, unless it is told otherwise.</summary>
    public string StateFile => Path.Combine(cas.Folder, "signpost.db");

    public ServedCas Served => cas;

    public static Guid Guid(int mailbox) => new(mailbox + 1, 0, 0, new byte[8]);

    public Task StartAsync() => cas.StartAsync([]);

    /// <summary>Ends it without a word, as kill -9 and the loss of a machine's memory do.</summary>
    public async Task KillAsync()
    {
        await cas.Child.SignalAsync("KILL");
        await cas.Child.EndAsync();
    }

    public HttpClient Client() => cas.Client();

    /// <summary>Sets both replies of a mailbox to a text; how it went, null where nobody answered.</summary>
    public async Task<EwsErrorCode?> SetAsync(HttpClient client, int mailbox, string text)
    {
        var settings = OofSettings.Never(DateTimeOffset.UnixEpoch) with { State = OofState.Enabled, InternalReply = new OofReply(text), ExternalReply = new OofReply(text) };
        return await AskAsync(client, mailbox, new OofRequest.Set(new EwsAddress(Address(mailbox)), settings)) is OofResponse.Set { Outcome.Code: var code } ? code : null;
    }

    /// <summary>What is set.</summary>
    public async Task<OofSettings> GetAsync(HttpClient client, int mailbox) =>
        (await AskAsync(client, mailbox, new OofRequest.Get(new EwsAddress(Address(mailbox)))) as OofResponse.Get)?.Settings ?? throw new InvalidOperationException($"no answer for {Address(mailbox)}: {cas.Child.Said}");

    public ValueTask DisposeAsync() => cas.DisposeAsync();

    private static string Address(int mailbox) => string.Create(CultureInfo.InvariantCulture, $"u{mailbox}@contoso.test");

    private async Task<OofResponse?> AskAsync(HttpClient client, int mailbox, OofRequest asked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"https://{ServedCas.Name}:{cas.Https}/EWS/Exchange.asmx")) { Content = new ByteArrayContent(OofCodec.WriteRequest(asked)) };
        request.Content.Headers.ContentType = new("text/xml");
        request.Headers.TryAddWithoutValidation("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Address(mailbox)}:{ServedCas.Password}"))}");
        try
        {
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            var body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode is HttpStatusCode.OK, $"{(int)answer.StatusCode} {Encoding.UTF8.GetString(body)} {cas.Child.Said}");
            return Assert.IsType<CodecReading<OofResponse>.Ok>(OofCodec.ReadResponse(body)).Value;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            return null;
        }
    }
}
