namespace Signpost.Cli;

/// <summary>Why a file that the user named can't be read, the same on every platform.</summary>
internal static class FileWords
{
    public static string Of(Exception failed) => failed switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file",
        UnauthorizedAccessException => "it may not be read, or is no file",
        _ => failed.Message.ReplaceLineEndings(" ").TrimEnd('.'),
    };
}
