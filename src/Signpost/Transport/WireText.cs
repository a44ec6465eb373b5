using System.Text;

namespace Signpost.Transport;

/// <summary>Exchanged messages as text, for the trace.</summary>
internal static class WireText
{
    private const int LongestBody = 16 * 1024;

    public static string Of(CasRequest request)
    {
        using var message = CasMessage.Of(request);
        var text = new StringBuilder();
        text.Append(message.Method).Append(' ').Append(message.RequestUri).Append('\n');
        Headers(text, message.Headers.NonValidated);
        if (message.Content is { } content)
        {
            Headers(text, content.Headers.NonValidated);
        }

        return Body(text, request.Body ?? []);
    }

    public static string Of(HttpOutcome outcome) => outcome switch
    {
        HttpOutcome.Answered { Response: var response } => Of(response),
        HttpOutcome.Unreachable failed => $"({failed.Reason})",
        HttpOutcome.Untrusted failed => $"({failed.Verdict.Describe()})",
        HttpOutcome.Malformed failed => $"({failed.What})",
        _ => throw new UnreachableException(),
    };

    private static string Of(CasResponse response)
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

        return Body(text.Append("Content-Type: ").Append(response.ContentType).Append('\n'), response.Body);
    }

    private static void Headers(StringBuilder text, System.Net.Http.Headers.HttpHeadersNonValidated headers)
    {
        foreach (var (name, values) in headers)
        {
            text.Append(name).Append(": ").Append(values.ToString()).Append('\n');
        }
    }

    private static string Body(StringBuilder text, byte[] body)
    {
        if (body.Length > 0)
        {
            text.Append('\n').Append(Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, LongestBody))));
        }

        return body.Length > LongestBody ? text.Append("\n… ").Append(body.Length).Append(" bytes in all").ToString() : text.ToString();
    }
}
