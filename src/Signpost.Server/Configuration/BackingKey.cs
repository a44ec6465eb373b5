using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Signpost.Server.Configuration;

/// <summary>By what two configurations are seen to answer from the same: then what is remembered of mailboxes and passwords outlives a reload.</summary>
internal static class BackingKey
{
    private static readonly string[] Parts = ["ServerName", "Directory", "Mailboxes", "Logon", "Calendars", "Storage", "Oof", "Log:Addresses", "Scp:Name", "Scp:AutoDiscoverServiceInternalUri"];
    private static readonly string[] Files =
    [
        "Directory:PasswordFile", "Directory:Ca", "Logon:Negotiate:Keytab",
        "Calendars:CalDav:PasswordFile", "Calendars:CalDav:Ca", "Calendars:Ews:PasswordFile", "Calendars:Ews:Ca",
        "Storage:Postgres:PasswordFile", "Storage:Postgres:Ca",
    ];

    /// <summary>A hash of all that matters: keys, values, and what is in the files they name. "" where a file can't be read: that is never the same.</summary>
    public static string Of(IConfiguration gathered, string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (key, value) in Parts.SelectMany(part => gathered.GetSection(part).AsEnumerable()).OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{key.ToUpperInvariant()}\0{value}\0"));
        }

        foreach (var file in Files.Select(key => gathered[key]?.Trim()).Where(file => file is { Length: > 0 }))
        {
            try
            {
                hash.AppendData(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, file!))));
            }
            catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
            {
                return "";
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
