using System.Text.RegularExpressions;

namespace Signpost.Tracing;

/// <summary>Masks what must never be shown: it stands before the trace's store.</summary>
internal static partial class SecretFilter
{
    public const string Masked = "***";

    public static string Mask(string text) =>
        Cookies().Replace(Challenge().Replace(Logon().Replace(text, $"$1{Masked}"), Masked), $"$1{Masked}");

    // The scheme stays, where it is one we know: it explains the conversation. The token goes.
    [GeneratedRegex(@"(?im)(^(?:proxy-)?authorization[ \t]*:[ \t]*(?:(?:basic|negotiate|ntlm|kerberos|bearer|digest)(?![^ \t\r\n])[ \t]*)?)\S[^\r\n]*")]
    private static partial Regex Logon();

    // A server's challenge may carry a token as well; several challenges may stand in one line (RFC 9110 section 11.6.1).
    [GeneratedRegex(@"(?im)(?<=^(?:www|proxy)-authenticate[ \t]*:[^\r\n]*\b(?:negotiate|ntlm|kerberos)[ \t]+)[a-z0-9+/=_~.-]+")]
    private static partial Regex Challenge();

    [GeneratedRegex(@"(?im)(^(?:set-)?cookie[ \t]*:[ \t]*)\S[^\r\n]*")]
    private static partial Regex Cookies();
}
