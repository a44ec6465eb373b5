using System.Net.Security;

namespace Signpost.Directory;

/// <summary>Why the platform does not log on, in words. It gives one code where Kerberos has a hundred.</summary>
internal static class SaslWords
{
    public const string RunKinit = "run kinit, or give --user";
    public const string GiveOtherBind = "give --bind ntlm, or --bind simple with --starttls";

    public static SaslStep.Failed Failure(SaslRequest request, NegotiateAuthenticationStatusCode status) => (status, request) switch
    {
        (NegotiateAuthenticationStatusCode.Unsupported, { IsKerberos: true }) =>
            new(SaslFault.NotHere, "Kerberos is not installed on this machine", "install the Kerberos libraries (libgssapi-krb5-2), or give --bind ntlm or simple"),
        (NegotiateAuthenticationStatusCode.Unsupported, _) =>
            new(SaslFault.NotHere, "NTLM is not available on this machine", "give --bind kerberos, or --bind simple with --starttls"),
        (NegotiateAuthenticationStatusCode.UnknownCredentials, { Identity: null }) => new(SaslFault.NotHere, "there is no Kerberos ticket", RunKinit),
        (NegotiateAuthenticationStatusCode.CredentialsExpired, { Identity: null }) => new(SaslFault.NotHere, "the Kerberos ticket has expired", RunKinit),
        (NegotiateAuthenticationStatusCode.ContextExpired, _) => new(SaslFault.NotHere, "the Kerberos ticket has expired", RunKinit),
        (NegotiateAuthenticationStatusCode.TargetUnknown or NegotiateAuthenticationStatusCode.GenericFailure, { IsKerberos: true }) =>
            new(
                SaslFault.NoSuchService,
                $"the KDC gave no ticket for {request.Target}",
                "name the server as the directory does, and compare the clocks of this machine and the domain controller"),
        (NegotiateAuthenticationStatusCode.SecurityQosFailed or NegotiateAuthenticationStatusCode.QopNotSupported, _) =>
            new(SaslFault.NotHere, "the connection can't be sealed by this logon", "give --starttls, or --directory ldaps://HOST"),
        (NegotiateAuthenticationStatusCode.InvalidToken or NegotiateAuthenticationStatusCode.MessageAltered, _) =>
            new(SaslFault.NotHere, "the server's token can't be read", GiveOtherBind),

        // What is left may well have been a refused password: in doubt it is not offered again, for each try counts towards a lock-out.
        (NegotiateAuthenticationStatusCode.UnknownCredentials, { IsKerberos: true, Identity: { } who }) =>
            new(SaslFault.Refused, $"no Kerberos ticket for {who.User}@{who.Domain}: the password is wrong, or no KDC answers", $"check --user and --password-file, or {GiveOtherBind}"),
        _ => new(SaslFault.Refused, $"the logon failed ({status})", "check --user and --password-file"),
    };
}
