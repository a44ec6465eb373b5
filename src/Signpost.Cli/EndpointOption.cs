namespace Signpost.Cli;

/// <summary>The endpoint that an option names.</summary>
internal static class EndpointOption
{
    /// <exception cref="UsageException">It is no https URL.</exception>
    public static Uri? Read(string? text, string option = "--from", string path = "/autodiscover/autodiscover.svc") => text switch
    {
        null => null,
        _ when text.Contains('@', StringComparison.Ordinal) => throw new UsageException($"{option}: no user name or password in the URL: give --user and --password-file"),
        _ when Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.Host is not "" => url,
        _ => throw new UsageException($"{option}: '{text}' is not an https URL, such as https://mail.example.org{path}"),
    };
}
