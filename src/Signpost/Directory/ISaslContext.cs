namespace Signpost.Directory;

/// <summary>One side of a logon by tokens, and what protects the connection afterwards: GSS-API (RFC 2743) as the platform offers it.</summary>
internal interface ISaslContext : IDisposable
{
    /// <summary>Whether messages may be sealed once the logon is complete.</summary>
    bool CanSeal { get; }

    /// <summary>Takes the server's token (empty at first) and makes the next one. It may wait for a KDC on the network.</summary>
    Task<SaslStep> StepAsync(byte[] incoming, CancellationToken cancellationToken);

    /// <summary>Protects bytes.</summary>
    /// <exception cref="IOException">They can't be protected.</exception>
    byte[] Wrap(ReadOnlySpan<byte> plain, bool seal);

    /// <summary>Opens what the other side protected, and says whether it was sealed.</summary>
    /// <exception cref="LdapFormatException">It was changed on the way, or is no token.</exception>
    byte[] Unwrap(ReadOnlySpan<byte> wrapped, out bool wasSealed);
}

/// <summary>Starts logons by tokens.</summary>
internal interface ISaslContexts
{
    /// <summary>A new logon; nothing is asked or sent yet.</summary>
    ISaslContext Start(SaslRequest request);
}

/// <summary>A logon by tokens.</summary>
/// <param name="IsKerberos">Kerberos, or else NTLM.</param>
/// <param name="Identity">Who logs on; null is whoever runs this process.</param>
/// <param name="Target">The service principal name of the server.</param>
/// <param name="Seals">Whether the connection shall be signed and sealed.</param>
/// <param name="Binding">The TLS channel that the logon is bound to, where there is one (RFC 5929).</param>
internal sealed record SaslRequest(
    bool IsKerberos, SaslIdentity? Identity, string Target, bool Seals, System.Security.Authentication.ExtendedProtection.ChannelBinding? Binding);

/// <summary>A user as Kerberos and NTLM want him: the domain is the realm there.</summary>
internal sealed record SaslIdentity(string User, string Domain, Secret Secret);

/// <summary>What came of one step.</summary>
internal abstract record SaslStep
{
    private SaslStep()
    {
    }

    /// <summary>A token for the server, perhaps empty.</summary>
    public sealed record Token(byte[] Bytes, bool IsComplete) : SaslStep
    {
        public override string ToString() => $"Token {{ Length = {Bytes.Length}, IsComplete = {IsComplete} }}";
    }

    /// <summary>It does not go on.</summary>
    public sealed record Failed(SaslFault Fault, string Why, string Remedy) : SaslStep;
}

/// <summary>Why a logon by tokens does not go on.</summary>
internal enum SaslFault
{
    /// <summary>The mechanism does not work here: no ticket, no KDC, not installed. Another one may.</summary>
    NotHere,

    /// <summary>No ticket for this name of the server. Another name may have one.</summary>
    NoSuchService,

    /// <summary>The user or the password was refused, or may have been: it is not offered again.</summary>
    Refused,
}
