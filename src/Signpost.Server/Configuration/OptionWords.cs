using System.Text.RegularExpressions;

namespace Signpost.Server.Configuration;

/// <summary>What the library advises in the words of the command line, in those of the configuration.</summary>
internal static partial class OptionWords
{
    /// <summary><c>check --user and --password-file</c> is <c>check Directory.User and Directory.PasswordFile</c>.</summary>
    public static string AsKeys(string text) => Option().Replace(text, option => option.Value switch
    {
        "--user" => "Directory.User",
        "--password-file" => "Directory.PasswordFile",
        "--directory" => "Directory.Url",
        "--domain" => "Directory.Domain",
        "--starttls" => "Directory.StartTls",
        "--bind" => "Directory.Bind",
        "--ca" => "Directory.Ca",
        "--site-scope" => "Scp.AutoDiscoverSiteScope",
        "--organization" => "Scp.Organization",
        var other => other,
    });

    [GeneratedRegex(@"(?<!\S)--[a-z]+(-[a-z]+)*")]
    private static partial Regex Option();
}
