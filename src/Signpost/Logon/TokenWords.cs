using System.Net.Security;

namespace Signpost.Logon;

/// <summary>Why the platform does not log on, in words. It gives one code where Kerberos has a hundred.</summary>
internal static class TokenWords
{
    public const string RunKinit = "run kinit, or give --user";
    public const string CheckPassword = "check --user and --password-file";

    public static TokenStep.Failed Failure(TokenRequest request, NegotiateAuthenticationStatusCode status) => (status, request) switch
    {
        (NegotiateAuthenticationStatusCode.Unsupported, { IsKerberos: true }) => new(
            TokenFault.NotHere, "Kerberos is not installed on this machine", $"install the Kerberos libraries (libgssapi-krb5-2), or {request.Remedies.NotKerberos}"),
        (NegotiateAuthenticationStatusCode.Unsupported, _) => new(TokenFault.NotHere, "NTLM is not available on this machine", request.Remedies.NotNtlm),
        (NegotiateAuthenticationStatusCode.UnknownCredentials, { Identity: null }) => new(TokenFault.NotHere, "there is no Kerberos ticket", RunKinit),
        (NegotiateAuthenticationStatusCode.CredentialsExpired, { Identity: null }) => new(TokenFault.NotHere, "the Kerberos ticket has expired", RunKinit),
        (NegotiateAuthenticationStatusCode.ContextExpired, _) => new(TokenFault.NotHere, "the Kerberos ticket has expired", RunKinit),
        (NegotiateAuthenticationStatusCode.TargetUnknown or NegotiateAuthenticationStatusCode.GenericFailure, { IsKerberos: true }) =>
            new(TokenFault.NoSuchService, $"the KDC gave no ticket for {request.Target}", request.Remedies.Server),
        (NegotiateAuthenticationStatusCode.SecurityQosFailed or NegotiateAuthenticationStatusCode.QopNotSupported, _) =>
            new(TokenFault.NotHere, "the connection can't be sealed by this logon", request.Remedies.NotSealed),
        (NegotiateAuthenticationStatusCode.InvalidToken or NegotiateAuthenticationStatusCode.MessageAltered, _) =>
            new(TokenFault.NotHere, "the server's token can't be read", request.Remedies.NotTokens),

        // A ticket is no password: nothing was refused that counts towards a lock-out.
        (_, { Identity: null }) => new(TokenFault.NotHere, $"the logon failed ({status})", request.Remedies.NotTokens),

        // What is left may well have been a refused password: in doubt it is not offered again, for each try counts towards a lock-out.
        (NegotiateAuthenticationStatusCode.UnknownCredentials, { IsKerberos: true, Identity: { } who }) => new(
            TokenFault.Refused,
            $"no Kerberos ticket for {who.User}@{who.Domain}: the password is wrong, or no KDC answers",
            $"{CheckPassword}, or {request.Remedies.NotTokens}"),
        _ => new(TokenFault.Refused, $"the logon failed ({status})", CheckPassword),
    };
}
