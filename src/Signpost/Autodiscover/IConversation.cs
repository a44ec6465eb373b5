namespace Signpost.Autodiscover;

/// <summary>A conversation with one endpoint, in one dialect: first without credentials, then, if it must be, with them.</summary>
internal interface IConversation : IDisposable
{
    /// <summary>Who is being talked to: the candidate, or where it redirected to.</summary>
    Uri Url { get; }

    /// <summary>How the question without credentials ended.</summary>
    ConversationOutcome Asked { get; }

    /// <summary>Redirects followed so far, those that led to this address included.</summary>
    int Hops { get; }

    /// <summary>Asks once more, with credentials, if this endpoint may have them; after it withheld them, it may be asked again. What the network does is an outcome; only cancellation is thrown.</summary>
    Task<ConversationOutcome> LogOnAsync(MailboxLogon logon, CancellationToken cancellationToken);
}


/// <summary>A redirect that was followed.</summary>
internal sealed record Hop(Uri From, Uri To, string How);
