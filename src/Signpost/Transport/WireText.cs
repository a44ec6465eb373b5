using System.Globalization;
using System.Text;

namespace Signpost.Transport;

/// <summary>Exchanged messages as text, for the trace.</summary>
internal static class WireText
{
    private const int LongestBody = 16 * 1024;

    /// <param name="request">The request.</param>
    /// <param name="mask">Takes the secrets out; before a long body is cut, for half of one would not be known.</param>
    public static string Of(CasRequest request, Func<string, string> mask)
    {
        using var message = CasMessage.Of(request);
        var text = new StringBuilder();
        text.Append(message.Method).Append(' ').Append(message.RequestUri).Append('\n');
        Headers(text, message.Headers.NonValidated);
        if (message.Content is { } content)
        {
            Headers(text, content.Headers.NonValidated);
        }

        return Body(mask(text.ToString()), request.Body ?? [], mask);
    }

    /// <param name="outcome">What came of it.</param>
    /// <param name="mask">Takes the secrets out.</param>
    public static string Of(HttpOutcome outcome, Func<string, string> mask) => outcome switch
    {
        HttpOutcome.Answered { Response: var response } => Of(response, mask),
        HttpOutcome.Unreachable failed => $"({failed.Reason})",
        HttpOutcome.Untrusted failed => $"({failed.Verdict.Describe()})",
        HttpOutcome.Malformed failed => $"({failed.What})",
        _ => throw new UnreachableException(),
    };

    private static string Of(CasResponse response, Func<string, string> mask)
    {
        var text = new StringBuilder().Append("HTTP ").Append(response.Status).Append('\n');
        foreach (var challenge in response.Challenges)
        {
            text.Append("WWW-Authenticate: ").Append($"{challenge.Scheme} {challenge.Parameter}".TrimEnd()).Append('\n');
        }

        if (response.Location is { } location)
        {
            text.Append("Location: ").Append(OneLine.Of(location)).Append('\n');
        }

        text.Append("Content-Type: ").Append(response.ContentType).Append('\n');
        return Body(mask(text.ToString()), response.Body, mask);
    }

    private static void Headers(StringBuilder text, System.Net.Http.Headers.HttpHeadersNonValidated headers)
    {
        foreach (var (name, values) in headers)
        {
            text.Append(name).Append(": ").Append(values.ToString()).Append('\n');
        }
    }

    private static string Body(string head, byte[] body, Func<string, string> mask)
    {
        if (body is [])
        {
            return head;
        }

        var text = mask(Encoding.UTF8.GetString(body));
        return text.Length <= LongestBody
            ? $"{head}\n{text}"
            : string.Create(CultureInfo.InvariantCulture, $"{head}\n{text[..(char.IsHighSurrogate(text[LongestBody - 1]) ? LongestBody - 1 : LongestBody)]}\n… {body.Length} bytes in all");
    }
}
