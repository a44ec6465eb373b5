using Signpost.Autodiscover.Soap;
using Signpost.Transport;

namespace Signpost.Autodiscover;

/// <summary>One dialect at one host: what to ask there and what the answers mean. Redirects, logons and trust are the conversation's.</summary>
internal interface IAutodiscoverDialect
{
    /// <summary>Which one.</summary>
    AutodiscoverDialect Kind { get; }

    /// <summary>Where the host of this endpoint speaks the dialect.</summary>
    Uri At(Uri endpoint);

    /// <summary>The next question, without credentials.</summary>
    /// <param name="url">What <see cref="At"/> gave.</param>
    CasRequest Ask(Uri url);

    /// <summary>What an answer means that is neither a redirect nor a demand for a logon.</summary>
    DialectAnswer Read(CasResponse response);
}

/// <summary>What an answer means; the same cases in every dialect.</summary>
internal abstract record DialectAnswer
{
    private DialectAnswer()
    {
    }

    /// <summary>The settings of the mailbox.</summary>
    public sealed record Settings(MailboxSettings Mailbox) : DialectAnswer;

    /// <summary>The whole answer to a question that is not about the settings of one mailbox.</summary>
    public sealed record Document(SoapResponse Response) : DialectAnswer;

    /// <summary>Whatever was answered, to be read by whoever asked: a service that is not Autodiscover.</summary>
    public sealed record Unread(CasResponse Response) : DialectAnswer;

    /// <summary>Ask again for another address.</summary>
    public sealed record RedirectAddress(string Address) : DialectAnswer;

    /// <summary>Ask again at another URL.</summary>
    public sealed record RedirectUrl(string Url) : DialectAnswer;

    /// <summary>An error of the dialect.</summary>
    public sealed record Error(string Code, string Message) : DialectAnswer;

    /// <summary>An HTTP status that says no.</summary>
    public sealed record Refused(int Status) : DialectAnswer;

    /// <summary>Not what the dialect answers.</summary>
    public sealed record Malformed(string What, string Where) : DialectAnswer;

    /// <summary>The dialect has another question for this host.</summary>
    public sealed record AskAgain : DialectAnswer;
}
