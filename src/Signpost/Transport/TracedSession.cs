using System.Security.Authentication.ExtendedProtection;

namespace Signpost.Transport;

/// <summary>A session whose exchanges are kept in the trace, where it keeps exchanges.</summary>
internal sealed class TracedSession(ICasSession session, Trace trace) : ICasSession
{
    public ChannelBinding? ChannelTo(Uri url) => session.ChannelTo(url);

    public async Task<HttpOutcome> SendAsync(CasRequest request, CancellationToken cancellationToken)
    {
        if (!trace.KeepsWire)
        {
            return await session.SendAsync(request, cancellationToken);
        }

        var peer = request.Url.GetLeftPart(UriPartial.Authority);
        try
        {
            var outcome = await session.SendAsync(request, cancellationToken);
            trace.Exchange(peer, Masked(WireText.Of(request), request), Masked(WireText.Of(outcome), request));
            return outcome;
        }
        catch (OperationCanceledException)
        {
            trace.Exchange(peer, Masked(WireText.Of(request), request), "(no answer while it was waited for)");
            throw;
        }
    }

    public void Dispose() => session.Dispose();

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
