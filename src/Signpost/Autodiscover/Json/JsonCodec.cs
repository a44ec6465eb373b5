using System.Globalization;
using System.Text.Json;
using Signpost.Transport;

namespace Signpost.Autodiscover.Json;

/// <summary>Autodiscover V2 as URLs, bytes and records, both ways; never throws at what it reads. Its behaviour is known from captures and re-implementations only.</summary>
public static class JsonCodec
{
    /// <summary>The content type of an answer.</summary>
    public const string ContentType = "application/json; charset=utf-8";

    /// <summary>Where it is served; compared without case, as IIS does.</summary>
    public const string Path = JsonRequestUrl.Path;

    private const int AnswerLimit = 1 << 16;
    private const int DepthLimit = 16;

    private static ReadOnlySpan<byte> Mark => [0xef, 0xbb, 0xbf];

    /// <summary>The URL of a request, by https at a host.</summary>
    /// <exception cref="ArgumentException">The host is none.</exception>
    public static Uri WriteRequest(JsonRequest request, string host, JsonForm form, int port = 443) => JsonRequestUrl.Write(request, host, port, form);

    /// <summary>Reads a request in either form from what stands in the request line: path and query, still encoded.</summary>
    public static JsonRequestReading ReadRequest(string pathAndQuery) => JsonRequestUrl.Read(pathAndQuery);

    /// <summary>Writes an answer.</summary>
    public static byte[] WriteResponse(JsonResponse response)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            var (first, second) = response switch
            {
                JsonResponse.Endpoint endpoint => (("Protocol", endpoint.Protocol), ("Url", endpoint.Url.Text)),
                JsonResponse.Error error => (("ErrorCode", error.ErrorCode), ("ErrorMessage", error.ErrorMessage)),
                _ => throw new UnreachableException(),
            };
            json.WriteStartObject();
            json.WriteString(first.Item1, first.Item2);
            json.WriteString(second.Item1, second.Item2);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <summary>Reads an answer of at most 64 KiB; the names of its members in any case.</summary>
    public static CodecReading<JsonResponse> ReadResponse(ReadOnlyMemory<byte> message)
    {
        if (message.Length > AnswerLimit)
        {
            return Bad(string.Create(CultureInfo.InvariantCulture, $"larger than {AnswerLimit / 1024} KiB"));
        }

        if (message.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return Bad("empty");
        }

        try
        {
            using var document = JsonDocument.Parse(
                message.Span.StartsWith(Mark) ? message[Mark.Length..] : message, new JsonDocumentOptions { MaxDepth = DepthLimit });
            return Read(document.RootElement);
        }
        catch (JsonException bad)
        {
            return new CodecReading<JsonResponse>.Bad("not JSON", (int)(bad.LineNumber ?? 0) + 1, (int)(bad.BytePositionInLine ?? 0) + 1);
        }
        catch (InvalidOperationException)
        {
            return Bad("a text in it is not Unicode");      // which is found out only when it is taken out
        }
    }

    private static CodecReading<JsonResponse> Read(JsonElement root)
    {
        if (root.ValueKind is not JsonValueKind.Object)
        {
            return Bad("no JSON object");
        }

        var (protocol, url, code, message) = ("", "", "", "");
        foreach (var member in root.EnumerateObject().Where(member => member.Value.ValueKind is JsonValueKind.String))
        {
            var text = member.Value.GetString()!;
            switch (member.Name.ToUpperInvariant())
            {
                case "PROTOCOL":
                    protocol = text;
                    break;
                case "URL":
                    url = text;
                    break;
                case "ERRORCODE":
                    code = text;
                    break;
                case "ERRORMESSAGE":
                    message = text;
                    break;
            }
        }

        return url is not "" ? new CodecReading<JsonResponse>.Ok(new JsonResponse.Endpoint(protocol, new ServiceUrl(url)))
            : code is not "" ? new CodecReading<JsonResponse>.Ok(new JsonResponse.Error(code, message))
            : Bad("neither Url nor ErrorCode in it");
    }

    private static CodecReading<JsonResponse>.Bad Bad(string what) => new(what, 0, 0);
}
