using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Signpost.Transport;

namespace Signpost.Autodiscover.Pox;

/// <summary>POX at one host (MS-OXDSCLI section 3.1.4).</summary>
internal sealed partial class PoxDialect(MailboxAddress address, AutodiscoverQuestion question) : IAutodiscoverDialect
{
    private readonly byte[] body = PoxCodec.WriteRequest(new PoxRequest
    {
        EMailAddress = question.LegacyDn is "" ? address.ToString() : "",
        LegacyDn = question.LegacyDn,
        AcceptableResponseSchema = question.ForPhone ? PoxSchema.MobileSyncResponse : PoxSchema.OutlookResponse,
    });

    public AutodiscoverDialect Kind => AutodiscoverDialect.Pox;

    public Uri At(Uri endpoint) => OtherEnd().IsMatch(endpoint.AbsolutePath) ? new Uri(endpoint, "/autodiscover/autodiscover.xml") : endpoint;

    public CasRequest Ask(Uri url) => new(url, body) { Headers = Headers() };

    public DialectAnswer Read(CasResponse response) => response.Status is not 200
        ? new DialectAnswer.Refused(response.Status)
        : PoxCodec.ReadResponse(response.Body) switch
        {
            CodecReading<PoxResponse>.Ok { Value: var document } => Read(document),
            CodecReading<PoxResponse>.Bad bad => new DialectAnswer.Malformed(OneLine.Of(bad.What), bad.Line > 0 ? $"line {bad.Line}, column {bad.Column}" : ""),
            _ => throw new UnreachableException(),
        };

    private DialectAnswer Read(PoxResponse document) => document switch
    {
        PoxResponse.Settings found => new DialectAnswer.Settings(found.Mailbox),
        PoxResponse.RedirectAddress redirect => new DialectAnswer.RedirectAddress(OneLine.Of(redirect.Address)),
        PoxResponse.RedirectUrl redirect => new DialectAnswer.RedirectUrl(redirect.Url.Text),
        PoxResponse.Error error => new DialectAnswer.Error(CodecXml.Number(error.Code), OneLine.Of(error.Message)),
        PoxResponse.MobileSync phone when question.ForPhone => Read(phone.Answer),
        PoxResponse.MobileSync => new DialectAnswer.Malformed("an answer to a phone, not to Outlook", ""),
        _ => throw new UnreachableException(),
    };

    private static DialectAnswer Read(MobileSyncAnswer answer) => answer switch
    {
        MobileSyncAnswer.Settings found => new DialectAnswer.Settings(PhoneSettings.Of(found)),
        MobileSyncAnswer.Redirect redirect => new DialectAnswer.RedirectAddress(OneLine.Of(redirect.Address)),
        MobileSyncAnswer.Error error => new DialectAnswer.Error(CodecXml.Number(error.Code ?? error.Status ?? 0), OneLine.Of(error.Message)),
        _ => throw new UnreachableException(),
    };

    // MS-OXDSCLI section 2.2.2: who does not understand a block must not ask for it, and who asks names the mailbox.
    private ImmutableArray<CasHeader> Headers()
    {
        var headers = ImmutableArray.CreateBuilder<CasHeader>();
        if (question.MapiHttp)
        {
            headers.Add(new CasHeader("X-MapiHttpCapability", "1"));
            headers.Add(new CasHeader("X-AnchorMailbox", address.ToString()));
        }

        if (question.ExHttp)
        {
            headers.Add(new CasHeader("X-ClientCanHandle", "Negotiate, ExHttpInfo"));
        }

        return headers.ToImmutable();
    }

    // An endpoint of another dialect; an SCP may announce any other path.
    [GeneratedRegex(@"\.(svc|json)(/.*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OtherEnd();
}
