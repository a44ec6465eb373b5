namespace Signpost.Server.Configuration;

/// <summary>A password in the first line of a file.</summary>
internal static class SecretFile
{
    /// <summary>Reads it; null, and why, where there is none.</summary>
    public static Secret? Read(string path, out string why)
    {
        try
        {
            using var reader = new StreamReader(path);
            var line = reader.ReadLine();
            why = line is { Length: > 0 } ? "" : $"{path}: its first line is empty";
            return line is { Length: > 0 } ? new Secret(line) : null;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException)
        {
            why = $"{path}: {FileWords.Of(failed)}";
            return null;
        }
    }
}
