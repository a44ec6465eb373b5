using Signpost.Transport;

namespace Signpost.Autodiscover.Autoconfig;

/// <summary>Mozilla's autoconfig as bytes and as records, both ways: strict in what it writes, lenient in what it reads, never throws at what it reads.</summary>
public static class AutoconfigCodec
{
    /// <summary>The content type of the document.</summary>
    public const string ContentType = "text/xml; charset=utf-8";

    /// <summary>Where a domain's own host serves it.</summary>
    public const string WellKnownPath = "/.well-known/autoconfig/mail/config-v1.1.xml";

    /// <summary>Where the host <c>autoconfig.DOMAIN</c> serves it.</summary>
    public const string HostPath = "/mail/config-v1.1.xml";

    /// <summary>The parameter of the query that holds the user's address.</summary>
    public const string AddressParameter = "emailaddress";

    /// <summary>Writes a document.</summary>
    public static byte[] Write(ClientConfig config) => CodecXml.Document(xml => AutoconfigXml.Write(xml, config));

    /// <summary>Reads a document of at most 1 MiB.</summary>
    public static CodecReading<ClientConfig> Read(ReadOnlyMemory<byte> document) => SafeXml.Read(document, SafeXml.AnswerLimit) switch
    {
        XmlReading.Document read => AutoconfigXml.Read(read.Root),
        XmlReading.Bad bad => new CodecReading<ClientConfig>.Bad(bad.What, bad.Line, bad.Column),
        _ => throw new UnreachableException(),
    };
}
