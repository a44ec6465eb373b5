using System.Security.Authentication.ExtendedProtection;

namespace Signpost.Transport;

/// <summary>A session whose exchanges are kept in the trace, where it keeps exchanges, and whose certificates are told.</summary>
/// <param name="session">The connections.</param>
/// <param name="trace">Where exchanges go.</param>
/// <param name="onTls">Is told each certificate once, a good one as well.</param>
internal sealed class TracedSession(ICasSession session, Trace trace, Action<TlsVerdict>? onTls = null) : ICasSession
{
    private TlsVerdict? told;

    public int Connections => session.Connections;

    public ChannelBinding? ChannelTo(Uri url) => session.ChannelTo(url);

    public async Task<HttpOutcome> SendAsync(CasRequest request, CancellationToken cancellationToken)
    {
        var outcome = await ExchangeAsync(request, cancellationToken);
        if (TlsOf(outcome) is { } verdict && verdict != told)
        {
            told = verdict;
            onTls?.Invoke(verdict);
        }

        return outcome;
    }

    public void Dispose() => session.Dispose();

    private async Task<HttpOutcome> ExchangeAsync(CasRequest request, CancellationToken cancellationToken)
    {
        if (!trace.KeepsWire)
        {
            return await session.SendAsync(request, cancellationToken);
        }

        var peer = request.Url.GetLeftPart(UriPartial.Authority);
        var sent = WireText.Of(request, Mask);
        try
        {
            var outcome = await session.SendAsync(request, cancellationToken);
            trace.Exchange(peer, sent, WireText.Of(outcome, Mask));
            return outcome;
        }
        catch (OperationCanceledException)
        {
            trace.Exchange(peer, sent, "(no answer while it was waited for)");
            throw;
        }

        string Mask(string text) => Masked(text, request);
    }

    private static TlsVerdict? TlsOf(HttpOutcome outcome) => outcome switch
    {
        HttpOutcome.Answered { Response.Tls: var good } => good,
        HttpOutcome.Untrusted { Verdict: var bad } => bad,
        _ => null,
    };

    // The filter of the trace knows headers; a page that shows its visitor's headers has them in its body.
    private static string Masked(string text, CasRequest request)
    {
        if (request.Authorization is { } given)
        {
            foreach (var secret in given.Inside.Insert(0, given.Token).Select(secret => secret.Reveal()).Where(secret => secret is not ""))
            {
                text = text.Replace(secret, Tracing.SecretFilter.Masked, StringComparison.Ordinal);
            }
        }

        return text;
    }
}
