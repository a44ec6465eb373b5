using System.Text.RegularExpressions;
using Signpost.Transport;

namespace Signpost.Autodiscover.Soap;

/// <summary>What all questions of SOAP have in common: where a host takes them, how they are sent, and how an answer fails.</summary>
/// <param name="request">The question.</param>
/// <param name="anchor">The mailbox that a proxy in front of the servers goes by; "" where there is none.</param>
internal sealed partial class SoapDoor(SoapRequest request, string anchor)
{
    // Any newer name would do for a newer server; an older one would refuse it.
    private const string Version = "Exchange2010";

    public static Uri At(Uri endpoint) => PoxEnd().IsMatch(endpoint.AbsolutePath)
        // Put together, not resolved: a path of two slashes would name another host.
        ? new Uri(endpoint.GetLeftPart(UriPartial.Authority) + PoxEnd().Replace(endpoint.AbsolutePath, ".svc"))
        : endpoint.AbsolutePath.EndsWith(".svc", StringComparison.OrdinalIgnoreCase) ? endpoint : new Uri(endpoint, "/autodiscover/autodiscover.svc");

    public CasRequest Ask(Uri url) => new(url, SoapCodec.WriteRequest(request with { RequestedServerVersion = Version, To = url.AbsoluteUri }))
    {
        Headers = anchor is "" ? [] : [new CasHeader("X-AnchorMailbox", anchor)],
    };

    /// <remarks>A fault comes with HTTP 500 (SOAP 1.1 section 6.2).</remarks>
    public static DialectAnswer Read(CasResponse response, Func<SoapResponse, DialectAnswer> read) => response.Status is not (200 or 500)
        ? new DialectAnswer.Refused(response.Status)
        : SoapCodec.ReadResponse(response.Body) switch
        {
            CodecReading<SoapResponse>.Ok { Value: var document } => read(document),
            CodecReading<SoapResponse>.Bad when response.Status is 500 => new DialectAnswer.Refused(500),
            CodecReading<SoapResponse>.Bad bad => new DialectAnswer.Malformed(OneLine.Of(bad.What), bad.Line > 0 ? $"line {bad.Line}, column {bad.Column}" : ""),
            _ => throw new UnreachableException(),
        };

    /// <summary>Of a document that does not answer the question.</summary>
    public static DialectAnswer NoAnswerIn(SoapResponse document) => document is SoapResponse.Fault fault
        ? ErrorOf(fault.ErrorCode, fault.Message is "" ? fault.Text : fault.Message)
        : new DialectAnswer.Malformed("an answer to another question", "");

    public static DialectAnswer.Error ErrorOf(SoapErrorCode code, string message) =>
        new(code.ToString() is "" ? "SoapFault" : OneLine.Of(code.ToString()), OneLine.Of(message));

    [GeneratedRegex(@"\.xml$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PoxEnd();
}
