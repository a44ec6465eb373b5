using Signpost.Transport;

namespace Signpost.Autodiscover.Soap;

/// <summary>The namespaces and actions of SOAP Autodiscover (MS-OXWSADISC section 2.2).</summary>
public static class SoapSchema
{
    /// <summary>SOAP 1.1, the only one spoken here.</summary>
    public const string Envelope = SoapEnvelope.Namespace;

    /// <summary>The messages.</summary>
    public const string Messages = "http://schemas.microsoft.com/exchange/2010/Autodiscover";

    /// <summary>Who asks whom for what: WS-Addressing 1.0.</summary>
    public const string Addressing = "http://www.w3.org/2005/08/addressing";

    /// <summary>"Answer on the connection the question came by": the usual <c>ReplyTo</c>.</summary>
    public const string Anonymous = Addressing + "/anonymous";

    internal const string Instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>The action of a request.</summary>
    public static string ActionOf(SoapOperation operation) => $"{Messages}/Autodiscover/{operation}";

    /// <summary>The action of the answer.</summary>
    public static string ResponseActionOf(SoapOperation operation) => $"{ActionOf(operation)}Response";
}
