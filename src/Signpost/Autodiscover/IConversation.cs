using Signpost.Logon;

namespace Signpost.Autodiscover;

/// <summary>A conversation with one endpoint: first without credentials, then, if it must be, with them.</summary>
internal interface IConversation : IDisposable
{
    /// <summary>Who is being talked to: the candidate, or where it redirected to.</summary>
    Uri Url { get; }

    /// <summary>The dialect that is being spoken.</summary>
    AutodiscoverDialect Dialect { get; }

    /// <summary>How the server was convinced of who asks; null where it was not.</summary>
    LogonMethod? Method { get; }

    /// <summary>How the question without credentials ended.</summary>
    ConversationOutcome Asked { get; }

    /// <summary>How we come to know the host that is being talked to.</summary>
    HostStanding Standing { get; }

    /// <summary>The redirects on the way here.</summary>
    HopBudget Hops { get; }

    /// <summary>Brings the conversation to its end, with credentials if they are wanted and this endpoint may have them; after it withheld something, it may be
    /// called again. What the network does is an outcome; only cancellation is thrown.</summary>
    /// <param name="logon">Who logs on; null nobody.</param>
    /// <param name="cancellationToken">The end of the attempt.</param>
    Task<ConversationOutcome> ConcludeAsync(MailboxLogon? logon, CancellationToken cancellationToken);
}

/// <summary>A redirect that was followed.</summary>
internal sealed record Hop(Uri From, Uri To, string How);

/// <summary>Another dialect is tried on the same host.</summary>
/// <param name="Url">Where.</param>
/// <param name="Dialect">Which.</param>
/// <param name="Why">What the one before had met with.</param>
internal sealed record DialectTurn(Uri Url, AutodiscoverDialect Dialect, string Why);
