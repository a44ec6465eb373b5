using System.Security.Authentication.ExtendedProtection;

namespace Signpost.Logon;

/// <summary>One side of a logon by tokens, and what protects the connection afterwards: GSS-API (RFC 2743) as the platform offers it.</summary>
internal interface ITokenLogon : IDisposable
{
    /// <summary>Whether messages may be sealed once the logon is complete.</summary>
    bool CanSeal { get; }

    /// <summary>Takes the server's token (empty at first) and makes the next one. It may wait for a KDC on the network.</summary>
    Task<TokenStep> StepAsync(byte[] incoming, CancellationToken cancellationToken);

    /// <summary>Protects bytes.</summary>
    /// <exception cref="IOException">They can't be protected.</exception>
    byte[] Wrap(ReadOnlySpan<byte> plain, bool seal);

    /// <summary>Opens what the other side protected, and says whether it was sealed.</summary>
    /// <exception cref="InvalidDataException">It was changed on the way, or is no token.</exception>
    byte[] Unwrap(ReadOnlySpan<byte> wrapped, out bool wasSealed);
}

/// <summary>Starts logons by tokens.</summary>
internal interface ITokenLogons
{
    /// <summary>A new logon; nothing is asked or sent yet.</summary>
    ITokenLogon Start(TokenRequest request);

    /// <summary>The realm of a name without one, as Kerberos is configured on this machine; "" where it says none.</summary>
    Task<string> DefaultRealmAsync(CancellationToken cancellationToken);
}

/// <summary>A logon by tokens.</summary>
/// <param name="IsKerberos">Kerberos, or else NTLM.</param>
/// <param name="Identity">Who logs on; null is whoever runs this process.</param>
/// <param name="Target">The service principal name of the server.</param>
/// <param name="Seals">Whether the connection shall be signed and sealed.</param>
/// <param name="Binding">The TLS channel that the logon is bound to, where there is one (RFC 5929).</param>
/// <param name="Remedies">What the user may do where it fails.</param>
internal sealed record TokenRequest(
    bool IsKerberos, TokenIdentity? Identity, string Target, bool Seals, ChannelBinding? Binding, TokenRemedies Remedies);

/// <summary>A user as Kerberos and NTLM want him: the domain is the realm there.</summary>
internal sealed record TokenIdentity(string User, string Domain, Secret Secret);

/// <summary>What the user may do where a logon fails, in the words of whatever he logs on at.</summary>
/// <param name="NotTokens">How another method is chosen.</param>
/// <param name="NotKerberos">How another method than Kerberos is chosen.</param>
/// <param name="NotNtlm">How another method than NTLM is chosen.</param>
/// <param name="NotSealed">How the connection is protected otherwise.</param>
/// <param name="Server">How the server is named as Kerberos knows it.</param>
internal sealed record TokenRemedies(string NotTokens, string NotKerberos, string NotNtlm, string NotSealed, string Server);

/// <summary>What came of one step.</summary>
internal abstract record TokenStep
{
    private TokenStep()
    {
    }

    /// <summary>A token for the server, perhaps empty.</summary>
    public sealed record Token(byte[] Bytes, bool IsComplete) : TokenStep
    {
        public override string ToString() => $"Token {{ Length = {Bytes.Length}, IsComplete = {IsComplete} }}";
    }

    /// <summary>It does not go on.</summary>
    public sealed record Failed(TokenFault Fault, string Why, string Remedy, PasswordFault Password = PasswordFault.Unclear) : TokenStep;
}

/// <summary>Why a logon by tokens does not go on.</summary>
internal enum TokenFault
{
    /// <summary>The mechanism does not work here: no ticket, no KDC, not installed. Another one may.</summary>
    NotHere,

    /// <summary>No ticket for this name of the server. Another name may have one.</summary>
    NoSuchService,

    /// <summary>The user or the password was refused, or may have been: it is not offered again.</summary>
    Refused,
}
