using System.Text.RegularExpressions;
using Signpost.Transport;

namespace Signpost.Autodiscover.Soap;

/// <summary>SOAP at one host: GetUserSettings for one mailbox (MS-OXWSADISC section 3.1.4.4).</summary>
internal sealed partial class SoapDialect(MailboxAddress address) : IAutodiscoverDialect
{
    // Any newer name would do for a newer server; an older one would refuse it.
    private const string Version = "Exchange2010";

    public AutodiscoverDialect Kind => AutodiscoverDialect.Soap;

    public Uri At(Uri endpoint) => PoxEnd().IsMatch(endpoint.AbsolutePath)
        // Put together, not resolved: a path of two slashes would name another host.
        ? new Uri(endpoint.GetLeftPart(UriPartial.Authority) + PoxEnd().Replace(endpoint.AbsolutePath, ".svc"))
        : endpoint.AbsolutePath.EndsWith(".svc", StringComparison.OrdinalIgnoreCase) ? endpoint : new Uri(endpoint, "/autodiscover/autodiscover.svc");

    public CasRequest Ask(Uri url) => new(url, SoapCodec.WriteRequest(
        new SoapRequest.GetUserSettings([address.ToString()], UserSettingsMapping.AskedByDefault, "") { RequestedServerVersion = Version, To = url.AbsoluteUri }))
    {
        Headers = [new CasHeader("X-AnchorMailbox", address.ToString())],
    };

    /// <remarks>A fault comes with HTTP 500 (SOAP 1.1 section 6.2).</remarks>
    public DialectAnswer Read(CasResponse response) => response.Status is not (200 or 500)
        ? new DialectAnswer.Refused(response.Status)
        : SoapCodec.ReadResponse(response.Body) switch
        {
            CodecReading<SoapResponse>.Ok { Value: var document } => Read(document),
            CodecReading<SoapResponse>.Bad when response.Status is 500 => new DialectAnswer.Refused(500),
            CodecReading<SoapResponse>.Bad bad => new DialectAnswer.Malformed(OneLine.Of(bad.What), bad.Line > 0 ? $"line {bad.Line}, column {bad.Column}" : ""),
            _ => throw new UnreachableException(),
        };

    private static DialectAnswer Read(SoapResponse document) => document switch
    {
        SoapResponse.GetUserSettings { ErrorCode.Kind: SoapErrorKind.NoError, Users: [var user, ..] } => Read(user),
        SoapResponse.GetUserSettings { ErrorCode.Kind: SoapErrorKind.NoError } => new DialectAnswer.Error(SoapErrorCode.ServerBusy.Text, "no answer for the mailbox"),
        SoapResponse.GetUserSettings whole => ErrorOf(whole.ErrorCode, whole.ErrorMessage),
        SoapResponse.Fault fault => ErrorOf(fault.ErrorCode, fault.Message is "" ? fault.Text : fault.Message),
        _ => new DialectAnswer.Malformed("an answer to another question", ""),
    };

    private static DialectAnswer Read(UserResponse user) => user.ErrorCode.Kind switch
    {
        SoapErrorKind.NoError => new DialectAnswer.Settings(UserSettingsMapping.ToMailbox(user.Settings)),
        SoapErrorKind.RedirectAddress => new DialectAnswer.RedirectAddress(OneLine.Of(user.RedirectTarget)),
        SoapErrorKind.RedirectUrl => new DialectAnswer.RedirectUrl(user.RedirectTarget),
        _ => ErrorOf(user.ErrorCode, user.ErrorMessage),
    };

    private static DialectAnswer.Error ErrorOf(SoapErrorCode code, string message) =>
        new(code.ToString() is "" ? "SoapFault" : OneLine.Of(code.ToString()), OneLine.Of(message));

    [GeneratedRegex(@"\.xml$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PoxEnd();
}
