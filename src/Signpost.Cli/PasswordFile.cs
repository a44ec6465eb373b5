using Signpost.Server.Configuration;

namespace Signpost.Cli;

/// <summary>A password or a token in the first line of a file; <c>-</c> is standard input.</summary>
internal static class PasswordFile
{
    /// <summary>Reads it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="option">The option that named it.</param>
    /// <exception cref="UsageException">There is none.</exception>
    public static Secret Read(string path, string option)
    {
        try
        {
            using var reader = path is "-" ? new StreamReader(Console.OpenStandardInput()) : new StreamReader(path);
            return reader.ReadLine() is { Length: > 0 } line
                ? new Secret(line)
                : throw new UsageException($"{option}: {path}: its first line is empty");
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"{option}: {path}: {FileWords.Of(failed)}");
        }
    }
}
