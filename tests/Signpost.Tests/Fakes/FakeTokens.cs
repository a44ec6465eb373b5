using Signpost.Logon;

namespace Signpost.Tests.Fakes;

/// <summary>Logons by tokens from a literal. It seals by turning bits around.</summary>
internal sealed class FakeTokens(Func<TokenRequest, TokenStep[]> steps) : ITokenLogons
{
    /// <summary>What was asked for, in order.</summary>
    public List<TokenRequest> Started { get; } = [];

    /// <summary>What the server said, in order.</summary>
    public List<byte[]> Heard { get; } = [];

    /// <summary>Contexts that were started and not disposed.</summary>
    public int Open { get; private set; }

    public bool CanSeal { get; init; } = true;

    /// <summary>The realm that krb5.conf names.</summary>
    public string DefaultRealm { get; init; } = "";

    /// <summary>Whether the KDC never answers.</summary>
    public bool Blocks { get; init; }

    /// <summary>Kerberos in two steps and NTLM in two.</summary>
    public static FakeTokens Good => new(_ => [new TokenStep.Token([1], false), new TokenStep.Token([], true)]);

    /// <summary>Neither works on this machine.</summary>
    public static FakeTokens None => new(_ => [new TokenStep.Failed(TokenFault.NotHere, "not installed", "install it")]);

    public static byte[] Turn(ReadOnlySpan<byte> bytes) => [.. bytes.ToArray().Select(one => (byte)(one ^ 0x5a))];

    public ITokenLogon Start(TokenRequest request)
    {
        Started.Add(request);
        Open++;
        return new Context(this, steps(request));
    }

    public Task<string> DefaultRealmAsync(CancellationToken cancellationToken) => Task.FromResult(DefaultRealm);

    private sealed class Context(FakeTokens all, TokenStep[] steps) : ITokenLogon
    {
        private int next;

        public bool CanSeal => all.CanSeal;

        public Task<TokenStep> StepAsync(byte[] incoming, CancellationToken cancellationToken)
        {
            all.Heard.Add(incoming);
            if (!all.Blocks)
            {
                return Task.FromResult(steps[next++]);
            }

            var never = new TaskCompletionSource<TokenStep>();
            cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
            return never.Task;
        }

        public byte[] Wrap(ReadOnlySpan<byte> plain, bool seal) => Turn(plain);

        public byte[] Unwrap(ReadOnlySpan<byte> wrapped, out bool wasSealed)
        {
            wasSealed = true;
            return Turn(wrapped);
        }

        public void Dispose() => all.Open--;
    }
}
