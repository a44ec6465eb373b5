using System.Collections.Immutable;
using Signpost.Autodiscover.Soap;
using Signpost.Tests.Fakes;
using Signpost.Transport;

namespace Signpost.Tests.Questions;

/// <summary>A host that speaks SOAP Autodiscover: what it was asked, and what it answers.</summary>
internal static class FakeSoap
{
    public static FakeHost Host(Func<SoapRequest, SoapResponse> answers) => new(request =>
    {
        if (request.Body is null || SoapCodec.ReadRequest(request.Body) is not SoapRequestReading.Ok { Value: var asked })
        {
            return new HttpOutcome.Answered(new CasResponse(400, null, [], "", []));
        }

        var response = answers(asked);
        return new HttpOutcome.Answered(new CasResponse(response is SoapResponse.Fault ? 500 : 200, null, [], "text/xml", SoapCodec.WriteResponse(response)));
    });

    /// <summary>A host that says of each user what the function says.</summary>
    public static FakeHost Users(Func<string, UserResponse> each) => Host(request => new SoapResponse.GetUserSettings(
        SoapErrorCode.NoError, "", [.. ((SoapRequest.GetUserSettings)request).Mailboxes.Select(each)]));

    /// <summary>Settings that tell the user and the host apart.</summary>
    public static UserResponse Ews(string user) => new()
    {
        Settings = [new UserSetting.StringSetting("ExternalEwsUrl", $"https://ews.contoso.test/{user}")],
    };

    public static UserResponse Fails(SoapErrorCode code, string target = "") => new() { ErrorCode = code, ErrorMessage = "because", RedirectTarget = target };

    public static SoapResponse Busy { get; } = SoapResponse.Failed(SoapOperation.GetUserSettings, SoapErrorCode.ServerBusy, "later");

    public static ImmutableArray<string> MailboxesIn(SoapRequest request) => ((SoapRequest.GetUserSettings)request).Mailboxes;
}
