using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Signpost.Transport;

namespace Signpost.Autodiscover;

/// <summary>The dialects of one host: the first is spoken, the next where the host shows that it does not speak the one before.</summary>
internal sealed class DialectLadder
{
    private readonly ImmutableArray<IAutodiscoverDialect> dialects;
    private readonly Uri endpoint;
    private int rung;

    /// <param name="dialects">Best first; at least one.</param>
    /// <param name="endpoint">Where the host is to be asked; a URL that is clearly another dialect's begins with that one.</param>
    public DialectLadder(ImmutableArray<IAutodiscoverDialect> dialects, Uri endpoint)
    {
        this.endpoint = endpoint;
        var meant = KindOf(endpoint);
        this.dialects = [.. dialects.OrderBy(dialect => dialect.Kind == meant ? 0 : 1)];
    }

    public IAutodiscoverDialect Current => dialects[rung];

    /// <summary>Where the current dialect is spoken.</summary>
    public Uri Url => Current.At(endpoint);

    /// <summary>What the first dialect met with; null while it is being spoken. It explains most: the others were only tried because of it.</summary>
    public ConversationOutcome? FirstOutcome { get; private set; }

    public CasRequest Ask() => Current.Ask(Url);

    /// <summary>Goes on to the next dialect, if the host shows that this is worth it.</summary>
    public bool TryNext(ConversationOutcome outcome, CasResponse response, [NotNullWhen(true)] out DialectTurn? turn)
    {
        turn = null;
        if (rung + 1 >= dialects.Length || !IsWorthIt(outcome, response, dialects[rung + 1].Kind))
        {
            return false;
        }

        FirstOutcome ??= outcome;
        rung++;
        turn = new DialectTurn(Url, Current.Kind, outcome.Describe());
        return true;
    }

    // Not there, not this way, not understood; or the host says itself that it speaks SOAP. An error about the mailbox is an answer in any dialect:
    // JSON knows of no mailboxes, and would have an endpoint for the unknown one.
    private static bool IsWorthIt(ConversationOutcome outcome, CasResponse response, AutodiscoverDialect next) => outcome switch
    {
        ConversationOutcome.Refused { Status: 404 or 405 or 501 } or ConversationOutcome.Error { IsNotUnderstood: true } => true,
        ConversationOutcome.Refused or ConversationOutcome.Malformed => response.SpeaksSoap && next is AutodiscoverDialect.Soap,
        _ => false,
    };

    private static AutodiscoverDialect? KindOf(Uri endpoint) => Path.GetExtension(endpoint.AbsolutePath).ToLowerInvariant() switch
    {
        ".xml" => AutodiscoverDialect.Pox,
        ".svc" => AutodiscoverDialect.Soap,
        _ => null,
    };
}
