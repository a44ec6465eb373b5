using System.Buffers;
using System.Net;
using System.Net.Security;

namespace Signpost.Logon;

/// <summary>Logons by tokens, by what the platform has: SSPI, or GSS-API with the user's Kerberos configuration.</summary>
internal sealed class PlatformTokenLogons : ITokenLogons
{
    public ITokenLogon Start(TokenRequest request) => new PlatformTokenLogon(request);

    // The configuration may send the library to DNS.
    public Task<string> DefaultRealmAsync(CancellationToken cancellationToken) =>
        Task.Factory.StartNew(KerberosTicket.DefaultRealm, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(cancellationToken);
}

/// <summary>A logon by the platform's <see cref="NegotiateAuthentication"/>.</summary>
/// <remarks>
/// Its calls are synchronous and may wait for a KDC on the network: minutes, where one is dead. So each step runs on another thread, and who
/// waits for it may leave. A step that is left behind ends by itself, touches nothing but this object, and disposes it where that was asked for meanwhile.
/// </remarks>
internal sealed class PlatformTokenLogon(TokenRequest request) : ITokenLogon
{
    private readonly Lock state = new();
    private readonly Lock tokens = new();   // reader and writer of a connection use one context
    private NegotiateAuthentication? negotiation;
    private bool isStepping;
    private bool isDisposed;

    public bool CanSeal => negotiation is { IsEncrypted: true, IsSigned: true };

    public Task<TokenStep> StepAsync(byte[] incoming, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(() => Step(incoming), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(cancellationToken);

    public byte[] Wrap(ReadOnlySpan<byte> plain, bool seal)
    {
        lock (tokens)
        {
            var wrapped = new ArrayBufferWriter<byte>(plain.Length + 256);
            return negotiation!.Wrap(plain, wrapped, seal, out _) is NegotiateAuthenticationStatusCode.Completed
                ? wrapped.WrittenSpan.ToArray()
                : throw new IOException("a message can't be sealed any more: the logon has run out");
        }
    }

    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, out bool wasSealed)
    {
        lock (tokens)
        {
            var plain = new ArrayBufferWriter<byte>(wrapped.Length);
            return negotiation!.Unwrap(wrapped, plain, out wasSealed) is NegotiateAuthenticationStatusCode.Completed
                ? plain.WrittenSpan.ToArray()
                : throw new InvalidDataException("a sealed piece can't be opened");
        }
    }

    public void Dispose()
    {
        lock (state)
        {
            isDisposed = true;
            if (!isStepping)
            {
                negotiation?.Dispose();
            }
        }
    }

    private TokenStep Step(byte[] incoming)
    {
        lock (state)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            isStepping = true;
        }

        try
        {
            return (negotiation is null ? KerberosTicket.Check(request) : null) ?? NextToken(incoming);
        }
        finally
        {
            lock (state)
            {
                isStepping = false;
                if (isDisposed)
                {
                    negotiation?.Dispose();
                }
            }
        }
    }

    private TokenStep NextToken(byte[] incoming)
    {
        negotiation ??= new NegotiateAuthentication(Options());
        var token = negotiation.GetOutgoingBlob(incoming, out var status);
        return status switch
        {
            NegotiateAuthenticationStatusCode.Completed => new TokenStep.Token(token ?? [], true),
            NegotiateAuthenticationStatusCode.ContinueNeeded => new TokenStep.Token(token ?? [], false),
            _ => TokenWords.Failure(request, status),
        };
    }

    private NegotiateAuthenticationClientOptions Options() => new()
    {
        Package = request.IsKerberos ? "Kerberos" : "NTLM",
        TargetName = request.Target,
        Credential = request.Identity is { } who
            ? new NetworkCredential(who.User, who.Secret.Reveal(), who.Domain)
            : CredentialCache.DefaultNetworkCredentials,
        RequiredProtectionLevel = request.Seals ? ProtectionLevel.EncryptAndSign : ProtectionLevel.None,
        RequireMutualAuthentication = request.IsKerberos,
        Binding = request.Binding,
    };
}
