using Signpost.Autodiscover;
using Signpost.Transport;

namespace Signpost.Doctor;

/// <summary>What one URL showed when it was asked once, in one dialect; no redirect is followed in it.</summary>
internal sealed record EndpointFact
{
    /// <summary>Where was asked.</summary>
    public required Uri Url { get; init; }

    /// <summary>In which dialect; at a plain http URL nothing but a bare GET was sent.</summary>
    public required AutodiscoverDialect Dialect { get; init; }

    /// <summary>What came of the question without credentials.</summary>
    public required HttpOutcome Asked { get; init; }

    /// <summary>Whether there was no answer in the time of an attempt; <see cref="Asked"/> is then unreachable, at the stage that hung.</summary>
    public bool TimedOut { get; init; }

    /// <summary>What the question with credentials came to; null where there was none: none was wanted, or it was withheld.</summary>
    public LogonOutcome? LoggedOn { get; init; }

    /// <summary>What the server says of the mailbox, without a logon or after it; null where it says nothing, or redirects by HTTP.</summary>
    public DialectAnswer? Answer { get; init; }

    /// <summary>How long the question without credentials took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>The HTTP answer without credentials, where there was one.</summary>
    public CasResponse? Response => (Asked as HttpOutcome.Answered)?.Response;
}

/// <summary>Where facts come from: each URL is asked once in a dialect for an address, however often the fact is wanted.</summary>
internal interface IFactSource
{
    /// <summary>The fact; whatever the network does is in it, only cancellation is thrown.</summary>
    Task<EndpointFact> AskAsync(Uri url, AutodiscoverDialect dialect, MailboxAddress address, CancellationToken cancellationToken);
}
