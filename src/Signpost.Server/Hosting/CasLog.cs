using Microsoft.Extensions.Logging;

namespace Signpost.Server.Hosting;

/// <summary>What a CAS says of itself.</summary>
internal static partial class CasLog
{
    [LoggerMessage(1, LogLevel.Error, "{What}", EventName = "CertificateStays")]
    public static partial void CertificateStays(ILogger log, string what);

    [LoggerMessage(2, LogLevel.Information, "the configuration was read again", EventName = "Reloaded")]
    public static partial void Reloaded(ILogger log);

    [LoggerMessage(6, LogLevel.Information, "certificate read again: {File}, good until {Day}", EventName = "CertificateReadAgain")]
    public static partial void CertificateReadAgain(ILogger log, string file, string day);

    [LoggerMessage(3, LogLevel.Warning, "{Note}", EventName = "LogonNote")]
    public static partial void LogonNote(ILogger log, string note);
}
