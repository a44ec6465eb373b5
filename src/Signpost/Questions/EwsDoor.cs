using Signpost.Autodiscover;
using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Questions;

/// <summary>A question of Exchange Web Services, asked under the rules of every conversation: who is asked, who is followed, and who gets the password.</summary>
/// <param name="message">The question.</param>
/// <param name="operation">Its name in the WSDL.</param>
/// <param name="anchor">The mailbox that a proxy in front of the servers goes by; "" where there is none.</param>
/// <param name="longestAnswer">How many bytes of the answer are read.</param>
internal sealed class EwsDoor(byte[] message, string operation, string anchor, int longestAnswer) : IAutodiscoverDialect
{
    public AutodiscoverDialect Kind => AutodiscoverDialect.Soap;

    public Uri At(Uri endpoint) => endpoint;

    public CasRequest Ask(Uri url) => new(url, message)
    {
        // SOAP 1.1 section 6.1.1 wants the action, though Exchange goes by the body.
        Headers = [new CasHeader("SOAPAction", $"\"{EwsSchema.Messages}/{operation}\""), .. anchor is "" ? (CasHeader[])[] : [new CasHeader("X-AnchorMailbox", anchor)]],
        LongestAnswer = longestAnswer,
    };

    public DialectAnswer Read(CasResponse response) => new DialectAnswer.Unread(response);
}
