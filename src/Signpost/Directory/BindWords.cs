using System.Buffers;
using System.Globalization;
using Signpost.Logon;

namespace Signpost.Directory;

/// <summary>Why a server refused a logon, in words.</summary>
internal static class BindWords
{
    public const string GiveTls = "give --starttls, or --directory ldaps://HOST";
    public const string LogOn = "log on: run kinit, or give --user and --password-file";

    /// <summary>What the user may do where a logon by tokens fails.</summary>
    public static TokenRemedies Remedies { get; } = new(
        NotTokens: "give --bind ntlm, or --bind simple with --starttls",
        NotKerberos: "give --bind ntlm or simple",
        NotNtlm: "give --bind kerberos, or --bind simple with --starttls",
        NotSealed: GiveTls,
        Server: "name the server as the directory does, and compare the clocks of this machine and the domain controller");

    private const int AuthMethodNotSupported = 7;
    private const int ConfidentialityRequired = 13;
    private const int InappropriateAuthentication = 48;
    private const int InsufficientAccess = 50;

    private const string GiveOtherUser = "give another --user, or ask who administers the account";

    private static readonly string[] Mechanisms = ["kerberos", "ntlm", "simple"];

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>What came of a logon that the server answered by an error.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="mechanism">By what we logged on, in words.</param>
    /// <param name="isWithinTls">Whether the connection is protected already.</param>
    public static BindAttempt Refusal(LdapAnswer answer, string mechanism, bool isWithinTls) => answer.Code switch
    {
        LdapResult.InvalidCredentials => InvalidCredentials(answer),

        // Samba's "ldap server require strong auth = yes" wants a logon by tokens to seal, and refuses that it seals within TLS.
        LdapResult.StrongerAuthRequired when isWithinTls => new BindAttempt.NotHere(
            $"{mechanism} within TLS is not accepted there ({LdapWords.Of(answer)})", "give --directory ldap://HOST without --starttls, or --bind simple"),
        LdapResult.StrongerAuthRequired or ConfidentialityRequired => new BindAttempt.NotHere(
            $"{mechanism} needs a protected connection there ({LdapWords.Of(answer)})", "give --starttls, --directory ldaps://HOST, or --bind kerberos"),
        AuthMethodNotSupported or InappropriateAuthentication or LdapResult.UnwillingToPerform => new BindAttempt.NotHere(
            $"{mechanism} is not accepted there ({LdapWords.Of(answer)})", $"give --bind {string.Join(" or ", Others(mechanism))}"),
        _ => new BindAttempt.Refused(LdapWords.Of(answer), "try again later, or another --directory"),
    };

    /// <summary>Whether an answer means that nobody is not enough: Windows, Samba and others say so by different codes.</summary>
    public static bool WantsLogon(LdapAnswer answer) => answer.Code switch
    {
        // Windows: "000004DC: LdapErr: ... a successful bind must be completed", Samba: "00002020: Operation unavailable without authentication".
        LdapResult.OperationsError => answer.Diagnostic.Contains("successful bind", StringComparison.OrdinalIgnoreCase)
            || answer.Diagnostic.Contains("without authentication", StringComparison.OrdinalIgnoreCase),
        LdapResult.StrongerAuthRequired or InappropriateAuthentication or InsufficientAccess => true,
        _ => false,
    };

    private static IEnumerable<string> Others(string mechanism) =>
        Mechanisms.Where(other => !mechanism.Contains(other, StringComparison.OrdinalIgnoreCase));

    // The sub-code is a Windows error in hexadecimal (MS-ERREF section 2.2): "80090308: LdapErr: ..., data 52e, v1db1".
    private static BindAttempt.Refused InvalidCredentials(LdapAnswer answer) => SubCodeOf(answer.Diagnostic) switch
    {
        0x525 => new("the user does not exist", "check --user", PasswordFault.UnknownUser),
        0x52e => new("the user or the password is wrong", TokenWords.CheckPassword, PasswordFault.Wrong),
        0x490 => new("the user or the password is wrong", TokenWords.CheckPassword, PasswordFault.Wrong),      // Samba 4.17, for a wrong password by NTLM
        0x52f => new("a restriction of the account forbids it", GiveOtherUser, PasswordFault.Restricted),
        0x530 => new("the user may not log on at this time", GiveOtherUser, PasswordFault.Restricted),
        0x531 => new("the user may not log on from this machine", GiveOtherUser, PasswordFault.Restricted),
        0x532 => new("the password has expired", "change it, then try again", PasswordFault.Expired),
        0x533 => new("the account is disabled", GiveOtherUser, PasswordFault.Disabled),
        0x701 => new("the account has expired", GiveOtherUser, PasswordFault.AccountExpired),
        0x773 => new("the password must be changed before the first logon", "change it, then try again", PasswordFault.MustChange),
        0x775 => new("the account is locked out", "wait, or ask who administers the account to unlock it", PasswordFault.LockedOut),
        0x8009_0346 => new("the logon is not bound to this TLS connection: something between us and the server ends TLS", "name the domain controller itself in --directory"),
        _ => new($"the user or the password is wrong ({LdapWords.Of(answer)})", TokenWords.CheckPassword, PasswordFault.Wrong),
    };

    private static uint? SubCodeOf(string diagnostic)
    {
        const string Before = ", data ";
        var at = diagnostic.IndexOf(Before, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        var rest = diagnostic.AsSpan(at + Before.Length);
        var end = rest.IndexOfAnyExcept(HexDigits);
        return uint.TryParse(end < 0 ? rest : rest[..end], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? code : null;
    }
}
