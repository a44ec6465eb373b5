using System.Globalization;
using Signpost.Transport;

namespace Signpost.Autodiscover.Json;

/// <summary>The two forms of the question: <c>?Email=…&amp;Protocol=…</c>, and <c>/v1.0/ADDRESS?Protocol=…</c>.</summary>
internal static class JsonRequestUrl
{
    public const string Path = "/autodiscover/autodiscover.json";

    private const string Version = "/v1.0/";

    public static Uri Write(JsonRequest request, string host, int port, JsonForm form)
    {
        if (Uri.CheckHostName(host) is UriHostNameType.Unknown)
        {
            throw new ArgumentException($"'{host}' is not a host", nameof(host));
        }

        var address = Escaped(request.Address);
        var redirects = request.RedirectCount is { } count ? string.Create(CultureInfo.InvariantCulture, $"&RedirectCount={count}") : "";
        var wanted = $"Protocol={Uri.EscapeDataString(request.Protocol)}{redirects}";
        return new Uri(new UriBuilder(Uri.UriSchemeHttps, host, port).Uri, form switch
        {
            JsonForm.Path => $"{Path}{Version}{address}?{wanted}",
            JsonForm.Query => $"{Path}?Email={address}&{wanted}",
            _ => throw new ArgumentOutOfRangeException(nameof(form)),
        });
    }

    /// <remarks>Nothing but these two forms is taken from the path: attacks on Exchange in 2021 lived on what else it read out of it.</remarks>
    public static JsonRequestReading Read(string pathAndQuery)
    {
        var (path, query) = Split(pathAndQuery, '?');
        var parameters = new QueryParameters(query);
        if (!path.StartsWith(Path, StringComparison.OrdinalIgnoreCase))
        {
            return Missing("The request is not one of Autodiscover.");
        }

        var rest = path[Path.Length..];
        var written = rest is "" or "/" ? parameters["Email"]
            : rest.StartsWith(Version, StringComparison.OrdinalIgnoreCase) ? Uri.UnescapeDataString(rest[Version.Length..])
            : "";
        if (!MailboxAddress.TryParse(written, out var address))
        {
            return Missing("A valid smtp address must be provided.");
        }

        return parameters["Protocol"] is not "" and var protocol
            ? new JsonRequestReading.Ok(new JsonRequest(address, protocol, CodecXml.Number(parameters["RedirectCount"])))
            : Refused(JsonErrorCode.MissingProtocol, "A valid value must be provided for the query parameter 'Protocol'.");
    }

    // The @ stays: clients write it so, in the path and in the query (RFC 3986 sections 3.3 and 3.4 allow it).
    private static string Escaped(MailboxAddress address) => $"{Uri.EscapeDataString(address.LocalPart)}@{Uri.EscapeDataString(address.Domain)}";

    private static (string Before, string After) Split(string text, char at) =>
        text.IndexOf(at, StringComparison.Ordinal) is >= 0 and var place ? (text[..place], text[(place + 1)..]) : (text, "");

    private static JsonRequestReading.Refused Missing(string message) => Refused(JsonErrorCode.MandatoryParameterMissing, message);

    private static JsonRequestReading.Refused Refused(string code, string message) => new(new JsonResponse.Error(code, message));

    /// <summary>The query, its names in any case; of two of one name the first counts.</summary>
    private readonly struct QueryParameters(string query)
    {
        // A plus is a plus, not the blank of HTML forms: ann+news@contoso.test is an address, and some write it so.
        public string this[string name] => query.Split('&').Select(part => Split(part, '='))
            .Where(pair => string.Equals(Uri.UnescapeDataString(pair.Before), name, StringComparison.OrdinalIgnoreCase))
            .Select(pair => Uri.UnescapeDataString(pair.After)).FirstOrDefault() ?? "";
    }
}
