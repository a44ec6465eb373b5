namespace Signpost.Server.Configuration;

/// <summary>Why a file that somebody named can't be read, the same on every platform.</summary>
public static class FileWords
{
    /// <summary>One clause, lower-case start, no full stop.</summary>
    public static string Of(Exception failed)
    {
        ArgumentNullException.ThrowIfNull(failed);
        return failed switch
        {
            FileNotFoundException or DirectoryNotFoundException => "no such file",
            UnauthorizedAccessException => "it may not be read, or is no file",
            _ => failed.Message.ReplaceLineEndings(" ").TrimEnd('.'),
        };
    }
}
