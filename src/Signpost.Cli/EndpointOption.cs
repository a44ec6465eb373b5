namespace Signpost.Cli;

/// <summary>The Autodiscover endpoint of <c>--from</c>.</summary>
internal static class EndpointOption
{
    /// <exception cref="UsageException">It is no https URL.</exception>
    public static Uri? Read(string? text) => text switch
    {
        null => null,
        _ when text.Contains('@', StringComparison.Ordinal) => throw new UsageException("--from: no user name or password in the URL: give --user and --password-file"),
        _ when Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.Host is not "" => url,
        _ => throw new UsageException($"--from: '{text}' is not an https URL, such as https://mail.example.org/autodiscover/autodiscover.svc"),
    };
}
