namespace Signpost.Transport;

/// <summary>A message of SOAP 1.1, opened: its headers, and the first element of its body, which says what it is.</summary>
/// <param name="Header">Null where there is none.</param>
/// <param name="Message">The first element of the body.</param>
internal sealed record SoapEnvelope(XmlPart? Header, XmlPart Message)
{
    /// <summary>SOAP 1.1, the only one spoken here.</summary>
    public const string Namespace = "http://schemas.xmlsoap.org/soap/envelope/";

    private const string Namespace12 = "http://www.w3.org/2003/05/soap-envelope";

    /// <summary>Opens what a client sent: it must be SOAP 1.1.</summary>
    public static CodecReading<SoapEnvelope> OfRequest(XmlPart root) => root switch
    {
        { Name: "Envelope", Namespace: Namespace } => Opened(root),
        { Name: "Envelope", Namespace: Namespace12 } => Bad(root, "SOAP 1.2, and only 1.1 is spoken"),
        _ => Bad(root, $"no SOAP: the root is {{{root.Namespace}}}{root.Name}"),
    };

    /// <summary>Opens what a server answered: the local names are enough.</summary>
    public static CodecReading<SoapEnvelope> OfAnswer(XmlPart root) =>
        root.Name is "Envelope" ? Opened(root) : Bad(root, $"no SOAP: the root is {root.Name}");

    private static CodecReading<SoapEnvelope> Opened(XmlPart root) => root.Child("Body") switch
    {
        null => Bad(root, "no Body in it"),
        { Children: [var message, ..] } => new CodecReading<SoapEnvelope>.Ok(new SoapEnvelope(root.Child("Header"), message)),
        var empty => Bad(empty, "nothing in the Body"),
    };

    private static CodecReading<SoapEnvelope>.Bad Bad(XmlPart at, string what) => new(what, at.Line, at.Column);
}
