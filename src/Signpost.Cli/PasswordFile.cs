namespace Signpost.Cli;

/// <summary>A password in the first line of a file; <c>-</c> is standard input.</summary>
internal static class PasswordFile
{
    public static Secret Read(string path)
    {
        try
        {
            using var reader = path is "-" ? new StreamReader(Console.OpenStandardInput()) : new StreamReader(path);
            return reader.ReadLine() is { Length: > 0 } line
                ? new Secret(line)
                : throw new UsageException($"--password-file: {path}: its first line is empty");
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"--password-file: {path}: {FileWords.Of(failed)}");
        }
    }
}
