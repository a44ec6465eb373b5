using System.Text;
using System.Text.RegularExpressions;

namespace Signpost.Cli.Tests;

/// <summary>A text file of commands and what they print: standard output as it is, standard error behind <c>! </c>, an exit code other than 0 at the end.</summary>
/// <remarks>Files beside the story can be named in a command. Times stand as <c>… ms</c>: they are nobody's promise. A line of output that begins with # stands
/// behind a backslash: without, it is the story's own.</remarks>
internal static partial class Story
{
    private const string Prompt = "$ signpost";

    public static string Folder { get; } = Owned(Path.Combine(AppContext.BaseDirectory, "Stories"));

    private static async Task<string> TellAsync(string written, CancellationToken cancellationToken)
    {
        var told = new StringBuilder();
        foreach (var line in written.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith('#') || (line is "" && told.Length > 0 && told[^1] == '\n' && !IsBlankLineLast(told)))
            {
                told.Append(line).Append('\n');
            }
            else if (line.StartsWith(Prompt, StringComparison.Ordinal))
            {
                told.Append(line).Append('\n').Append(await RunAsync(ArgumentsOf(line[Prompt.Length..]), cancellationToken));
            }
        }

        return told.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>The story as it goes today, told again where it went otherwise than expected.</summary>
    /// <remarks>The demo's race is a real one: on a busy machine even its fast server may take longer than the next one is waited with, which then is rightly
    /// asked as well. What is wrong with a story is wrong each time.</remarks>
    public static async Task<string> TellAsync(string written, string expected, CancellationToken cancellationToken)
    {
        var told = await TellAsync(written, cancellationToken);
        for (var again = 0; again < 4 && told != expected; again++)
        {
            told = await TellAsync(written, cancellationToken);
        }

        return told;
    }

    /// <summary>Runs one command in this process.</summary>
    public static async Task<string> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exit = await App.RunAsync(args, new Screen(output, error, false, false, false), cancellationToken);
        var complaints = error.ToString() is { Length: > 0 } text ? $"! {text.TrimEnd('\n').Replace("\n", "\n! ", StringComparison.Ordinal)}\n" : "";
        var all = $"{output}{complaints}{(exit is 0 ? "" : $"[exit {exit}]\n")}".Replace(Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        return HashLines().Replace(WithoutTimes(all), @"\#");
    }

    /// <summary>The same, with <c>… ms</c> where a time stands, and without the ports that the system chose and the days that certificates end.</summary>
    public static string WithoutTimes(string text) => CertificateEnds().Replace(LoopbackPorts().Replace(Milliseconds().Replace(Elapsed().Replace(text, "$1…"), "… ms"), "127.0.0.1:…"), "$1…");

    private static bool IsBlankLineLast(StringBuilder told) => told.Length > 1 && told[^2] == '\n';

    private static string[] ArgumentsOf(string line) =>
    [
        .. Words().Matches(line).Select(word => word.Value.Trim('\'')).Select(Beside),
    ];

    // A checkout may give the group the right to write, and a memory that others may write is not believed.
    private static string Owned(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(folder, "known.json"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return folder;
    }

    // FILE, or DOMAIN=FILE.
    private static string Beside(string word)
    {
        var name = word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..];
        return File.Exists(Path.Combine(Folder, name)) ? word[..^name.Length] + Path.Combine(Folder, name) : word;
    }

    [GeneratedRegex(@"^#", RegexOptions.Multiline)]
    private static partial Regex HashLines();

    [GeneratedRegex(@"'[^']*'|\S+")]
    private static partial Regex Words();

    [GeneratedRegex(@"(certificate until )\d{4}-\d\d-\d\d")]
    private static partial Regex CertificateEnds();

    [GeneratedRegex(@"127\.0\.0\.1:\d+")]
    private static partial Regex LoopbackPorts();

    [GeneratedRegex(@"\b\d+(\.\d+)? ms\b")]
    private static partial Regex Milliseconds();

    [GeneratedRegex(@"(""(?:elapsedMs|refreshAfterSeconds|startedMs|endedMs|tookMs|atMs)"": )[\d.]+")]
    private static partial Regex Elapsed();
}
