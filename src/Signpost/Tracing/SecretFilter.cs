using System.Text.RegularExpressions;

namespace Signpost.Tracing;

/// <summary>Masks what must never be shown: it stands before the trace's store.</summary>
internal static partial class SecretFilter
{
    public const string Masked = "***";

    public static string Mask(string text) => Cookies().Replace(Logon().Replace(text, $"$1{Masked}"), $"$1{Masked}");

    // The scheme stays (it explains the conversation), the token goes. A server's challenge may carry a token as well.
    [GeneratedRegex(@"(?im)(^(?:proxy-)?(?:authorization|authenticate)[ \t]*:[ \t]*[a-z0-9_-]+[ \t]+|^www-authenticate[ \t]*:[ \t]*(?:negotiate|ntlm|kerberos)[ \t]+)\S[^\r\n]*")]
    private static partial Regex Logon();

    [GeneratedRegex(@"(?im)(^(?:set-)?cookie[ \t]*:[ \t]*)\S[^\r\n]*")]
    private static partial Regex Cookies();
}
