using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Soap;
using Signpost.Server.Autodiscover;
using Signpost.Server.Logon;
using Signpost.Server.Operation;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Endpoints;

/// <summary>SOAP Autodiscover over HTTP (MS-OXWSADISC section 3.1): reads with the codec, asks the service, writes with the codec.</summary>
/// <param name="service">What there is to say.</param>
/// <param name="names">The names of this CAS, for its WSDL.</param>
public sealed class AutodiscoverSoap(AutodiscoverService service, OwnNames names)
{
    /// <summary>Where it is served; compared without case, as IIS does.</summary>
    public const string Path = "/autodiscover/autodiscover.svc";

    // Our own client reads a mebibyte. Whoever asks for so many settings that it would be more is answered for fewer mailboxes, as Exchange does when it is busy.
    private const int LongestAnswer = 800_000;
    private const int ElementsOfSetting = 200;

    // Such a question has some 1.2 KiB.
    private const int LongestWithoutLogon = 4 * 1024;

    private readonly ConditionalWeakTable<Mailbox, UserSetting[]> made = [];

    /// <summary>Answers the one question that anybody may ask, GetFederationInformation (MS-OXWSADISC section 3.1.4.2); false where the request is another.</summary>
    /// <remarks>Of a request without a logon nothing else is looked at, and it is parsed only if it is short and names that question.</remarks>
    public async Task<bool> TryAnswerAnybodyAsync(HttpContext exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        if (!HttpMethods.IsPost(exchange.Request.Method)
            || await RequestBody.TryReadAsync(exchange, LongestWithoutLogon) is not { } body
            || body.Span.IndexOf("GetFederationInformationRequestMessage"u8) < 0
            || SoapCodec.ReadRequest(body) is not SoapRequestReading.Ok { Value: SoapRequest.GetFederationInformation asked })
        {
            return false;
        }

        await WriteAsync(exchange, NotFederated(), asked.MessageId);
        return true;
    }

    /// <summary>Answers one request of somebody who proved who he is.</summary>
    public async Task AnswerAsync(HttpContext exchange, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        if (!HttpMethods.IsPost(exchange.Request.Method))
        {
            await exchange.DocumentAsync(SoapCodec.ContentType, AutodiscoverWsdl.At($"https://{await names.AuthorityAsync(exchange)}{Path}"));
            return;
        }

        if (await RequestBody.ReadXmlAsync(exchange, RequestBody.Many) is { } body)
        {
            var (answer, messageId) = SoapCodec.ReadRequest(body) switch
            {
                SoapRequestReading.Ok { Value: var asked } => (await AnswerToAsync(asked, caller, exchange.RequestAborted), asked.MessageId),
                SoapRequestReading.Invalid invalid => (SoapResponse.Failed(invalid.Operation, SoapErrorCode.InvalidRequest, invalid.What), invalid.MessageId),
                SoapRequestReading.Bad bad => (new SoapResponse.Fault("Client", bad.What, SoapErrorCode.InvalidRequest, bad.What), ""),
                _ => throw new InvalidOperationException("a case is missing"),
            };
            await WriteAsync(exchange, answer, messageId);
        }
    }

    private async ValueTask<SoapResponse> AnswerToAsync(SoapRequest asked, Caller caller, CancellationToken cancellationToken) => asked switch
    {
        SoapRequest.GetUserSettings users => await UsersAsync(users, caller, cancellationToken),
        SoapRequest.GetDomainSettings when !await service.Mailboxes.KnowsDomainsAsync(cancellationToken) =>
            SoapResponse.Failed(SoapOperation.GetDomainSettings, SoapErrorCode.ServerBusy, "The directory does not answer."),
        SoapRequest.GetDomainSettings domains => new SoapResponse.GetDomainSettings(SoapErrorCode.NoError, "", await DomainsAsync(domains, cancellationToken)),
        SoapRequest.GetFederationInformation => NotFederated(),
        SoapRequest.GetOrganizationRelationshipSettings => new SoapResponse.GetOrganizationRelationshipSettings(SoapErrorCode.NoError, "", []),
        _ => throw new InvalidOperationException("a case is missing"),
    };

    private async ValueTask<SoapResponse> UsersAsync(SoapRequest.GetUserSettings asked, Caller caller, CancellationToken cancellationToken)
    {
        var settings = asked.Settings.Distinct().ToImmutableArray();
        var users = ImmutableArray.CreateBuilder<UserResponse>(asked.Mailboxes.Length);
        foreach (var text in asked.Mailboxes.Take(MostAtOnce(settings)))
        {
            var answer = MailboxAddress.TryParse(text, out var address) ? await service.AnswerAsync(address, caller, cancellationToken) : AutodiscoverAnswer.Unknown.It;
            if (answer is AutodiscoverAnswer.Away)
            {
                return SoapResponse.Failed(SoapOperation.GetUserSettings, SoapErrorCode.ServerBusy, "The directory does not answer.");
            }

            users.Add(Answer(answer, settings));
        }

        return new SoapResponse.GetUserSettings(SoapErrorCode.NoError, "", users.ToImmutable());
    }

    private UserResponse Answer(AutodiscoverAnswer answer, ImmutableArray<string> settings) => answer switch
    {
        AutodiscoverAnswer.Settings { Mailbox: var mailbox, Of: var all } =>
            Quietly(UserSettingsMapping.Answer(made.GetValue(mailbox, _ => SoapView.Of(all, service.Composer.Services)), settings)),
        AutodiscoverAnswer.RedirectAddress { Address: var address } =>
            new UserResponse { ErrorCode = SoapErrorCode.RedirectAddress, ErrorMessage = "Redirection address.", RedirectTarget = address.ToString() },
        AutodiscoverAnswer.RedirectUrl { Url: var url } =>
            new UserResponse { ErrorCode = SoapErrorCode.RedirectUrl, ErrorMessage = "Redirection URL.", RedirectTarget = InSoap(url.Text) },
        _ => new UserResponse { ErrorCode = SoapErrorCode.InvalidUser, ErrorMessage = "Invalid user." },
    };

    // A setting without a value may be left out or be an error; exchangelib 4.9 gives up at an error, even for the legacy DN of a mailbox that has none.
    private static UserResponse Quietly(UserResponse answer) => answer with { SettingErrors = answer.SettingErrors.RemoveAll(error => error.ErrorCode == SoapErrorCode.SettingIsNotAvailable) };

    // What a CAS announces is where it speaks POX; SOAP is beside it.
    private static string InSoap(string url) => url.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) ? $"{url[..^".xml".Length]}.svc" : url;

    private async ValueTask<ImmutableArray<DomainResponse>> DomainsAsync(SoapRequest.GetDomainSettings asked, CancellationToken cancellationToken)
    {
        var settings = asked.Settings.Distinct().ToImmutableArray();
        var domains = ImmutableArray.CreateBuilder<DomainResponse>(asked.Domains.Length);
        foreach (var text in asked.Domains.Take(MostAtOnce(settings)))
        {
            domains.Add(MailboxAddress.TryDomain(text, out var domain) && await service.Mailboxes.AcceptsAsync(domain, cancellationToken)
                ? Answer(domain, settings)
                : new DomainResponse { ErrorCode = SoapErrorCode.InvalidDomain, ErrorMessage = "Invalid domain." });
        }

        return domains.ToImmutable();
    }

    private DomainResponse Answer(string domain, ImmutableArray<string> settings)
    {
        var found = settings.Select(name => (Name: name, Value: SoapView.OfDomain(domain, name, service.Composer.Services))).ToImmutableArray();
        return new DomainResponse
        {
            ErrorMessage = "No error.",
            Settings = [.. from one in found where one.Value is { Length: > 0 } select new DomainSetting(one.Name, one.Value)],
            SettingErrors =
            [
                .. from one in found
                   where one.Value is null or ""
                   select one.Value is null
                       ? new SettingError(SoapErrorCode.InvalidSetting, "Invalid setting.", one.Name)
                       : new SettingError(SoapErrorCode.SettingIsNotAvailable, "The setting is not available.", one.Name),
            ],
        };
    }

    private static int MostAtOnce(ImmutableArray<string> settings) => Math.Max(1, LongestAnswer / settings.Sum(name => name.Length + ElementsOfSetting));

    private static SoapResponse NotFederated() =>
        SoapResponse.Failed(SoapOperation.GetFederationInformation, SoapErrorCode.NotFederated, "The organization is not federated.");

    private Task WriteAsync(HttpContext exchange, SoapResponse answer, string messageId)
    {
        var document = SoapCodec.WriteResponse(answer with { Server = service.Composer.Services.Version.Info, RelatesTo = messageId });
        if (answer is SoapResponse.Fault)
        {
            RequestNote.Make(exchange, RequestResult.Invalid);
        }

        exchange.Response.StatusCode = answer is SoapResponse.Fault ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK;     // SOAP 1.1 section 6.2
        return exchange.DocumentAsync(SoapCodec.ContentType, document);
    }
}
