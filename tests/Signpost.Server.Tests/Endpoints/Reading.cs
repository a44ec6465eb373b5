using Microsoft.AspNetCore.Http;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Autoconfig;
using Signpost.Autodiscover.Json;
using Signpost.Autodiscover.Pox;
using Signpost.Autodiscover.Soap;
using Signpost.Server.Endpoints;
using Signpost.Transport;

namespace Signpost.Server.Tests.Endpoints;

/// <summary>Asks in each dialect, as ann where a logon is wanted, and reads what comes.</summary>
internal static class Reading
{
    public static MailboxAddress Ann { get; } = MailboxAddress.Parse("ann@contoso.test");

    extension(Contoso contoso)
    {
        public async Task<PoxResponse> PoxAsync(PoxRequest request, Action<HttpRequest>? but = null)
        {
            var answer = await contoso.AskAsAnnAsync("POST", AutodiscoverPox.Path, PoxCodec.WriteRequest(request), but);
            Assert.Equal((200, PoxCodec.ContentType), (answer.StatusCode, answer.ContentType));
            return Pox(answer);
        }

        public async Task<MailboxSettings> SettingsAsync(Action<HttpRequest>? but = null) =>
            Assert.IsType<PoxResponse.Settings>(await contoso.PoxAsync(PoxRequest.For(Ann), but)).Mailbox;

        public Task<PoxResponse> PhoneAsync(string address) =>
            contoso.PoxAsync(new PoxRequest { EMailAddress = address, AcceptableResponseSchema = PoxSchema.MobileSyncResponse });

        public async Task<SoapResponse> SoapAsync(SoapRequest request)
        {
            var answer = await contoso.AskAsAnnAsync("POST", AutodiscoverSoap.Path, SoapCodec.WriteRequest(request));
            Assert.Equal(200, answer.StatusCode);
            return Read(SoapCodec.ReadResponse(Contoso.Body(answer)));
        }

        public async Task<UserResponse[]> UsersAsync(string[] settings, params string[] addresses) =>
            [.. Assert.IsType<SoapResponse.GetUserSettings>(await contoso.SoapAsync(new SoapRequest.GetUserSettings([.. addresses], [.. settings], ""))).Users];

        public async Task<JsonResponse> JsonAsync(string protocol) =>
            Read(JsonCodec.ReadResponse(Contoso.Body(await contoso.GetAsync($"{AutodiscoverJson.Path}/v1.0/{Ann}?Protocol={protocol}"))));

        public async Task<ClientConfig?> AutoconfigAsync() => await contoso.GetAsync(AutoconfigCodec.HostPath) is { StatusCode: 200 } answer
            ? Read(AutoconfigCodec.Read(Contoso.Body(answer)))
            : null;
    }

    public static PoxResponse Pox(HttpResponse answer) => Read(PoxCodec.ReadResponse(Contoso.Body(answer)));

    public static T Read<T>(CodecReading<T> reading)
        where T : class => Assert.IsType<CodecReading<T>.Ok>(reading).Value;
}
