namespace Signpost.Server.Logon;

/// <summary>Text within the quotes of a header (RFC 9110 section 5.6.4).</summary>
internal static class QuotedString
{
    /// <summary>The text with what would end it escaped; what a header can't carry is left out.</summary>
    public static string Escape(string text) =>
        new string([.. text.Where(c => c is >= ' ' and not '\x7f')]).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
