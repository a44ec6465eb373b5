using System.Collections.Immutable;
using System.Net.Http.Headers;

namespace Signpost.Transport;

/// <summary>Our requests and answers as those of the platform's HTTP.</summary>
internal static class CasMessage
{
    /// <summary>The longest answer that is read unless a request says otherwise; Autodiscover answers have a few kilobytes.</summary>
    public const int LongestAnswer = 1 << 20;

    private static readonly string Agent = $"Signpost/{typeof(CasMessage).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>The message of a request.</summary>
    /// <exception cref="InvalidOperationException">It would carry credentials to where they may not go.</exception>
    public static HttpRequestMessage Of(CasRequest request)
    {
        if (request.Authorization is not null && !request.Url.MayCarryCredentials)
        {
            throw new InvalidOperationException($"credentials were about to go to {request.Url}, which is not TLS");
        }

        var message = new HttpRequestMessage(request.Body is null ? HttpMethod.Get : HttpMethod.Post, request.Url);
        message.Headers.UserAgent.ParseAdd(Agent);
        if (request.Accept is { } accept)
        {
            message.Headers.Accept.ParseAdd(accept);
        }

        foreach (var header in request.Headers)
        {
            message.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("text/xml", "utf-8");
        }

        if (request.Authorization is var (scheme, token))
        {
            message.Headers.Authorization = new AuthenticationHeaderValue(scheme, token.Reveal());
        }

        return message;
    }

    /// <summary>Reads an answer whole; one that is too long is none.</summary>
    public static async Task<HttpOutcome> ReadAsync(HttpResponseMessage answer, int longest, CancellationToken cancellationToken) =>
        await BodyOfAsync(answer, longest, cancellationToken) is { } body
            ? new HttpOutcome.Answered(new CasResponse(
                (int)answer.StatusCode, LocationOf(answer), ChallengesOf(answer), OneLine.Of(answer.Content.Headers.ContentType?.MediaType ?? ""), body)
            {
                Headers = HeadersOf(answer),
            })
            : new HttpOutcome.Malformed($"answer is larger than {longest / 1024} KiB");

    private static async Task<byte[]?> BodyOfAsync(HttpResponseMessage answer, int longest, CancellationToken cancellationToken)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + count > longest)
            {
                return null;
            }

            body.Write(buffer, 0, count);
        }

        return body.ToArray();
    }

    // As it was sent: the typed header would swallow what is not a URL, and that is worth showing.
    private static string? LocationOf(HttpResponseMessage answer) =>
        answer.Headers.NonValidated.TryGetValues("Location", out var values) ? values.First() : null;

    private static ImmutableArray<CasChallenge> ChallengesOf(HttpResponseMessage answer) =>
        [.. answer.Headers.WwwAuthenticate.Select(offer => new CasChallenge(OneLine.Of(offer.Scheme), offer.Parameter ?? ""))];

    private static ImmutableDictionary<string, string> HeadersOf(HttpResponseMessage answer)
    {
        var headers = CasResponse.NoHeaders.ToBuilder();
        foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated))
        {
            headers[name] = OneLine.Of(values.ToString());
        }

        return headers.ToImmutable();
    }
}
