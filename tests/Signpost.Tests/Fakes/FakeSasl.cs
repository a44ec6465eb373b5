using Signpost.Directory;

namespace Signpost.Tests.Fakes;

/// <summary>Logons by tokens from a literal. It seals by turning bits around.</summary>
internal sealed class FakeSasl(Func<SaslRequest, SaslStep[]> steps) : ISaslContexts
{
    /// <summary>What was asked for, in order.</summary>
    public List<SaslRequest> Started { get; } = [];

    /// <summary>Contexts that were started and not disposed.</summary>
    public int Open { get; private set; }

    public bool CanSeal { get; init; } = true;

    /// <summary>Whether the KDC never answers.</summary>
    public bool Blocks { get; init; }

    /// <summary>Kerberos in two steps and NTLM in two.</summary>
    public static FakeSasl Good => new(_ => [new SaslStep.Token([1], false), new SaslStep.Token([], true)]);

    /// <summary>Neither works on this machine.</summary>
    public static FakeSasl None => new(_ => [new SaslStep.Failed(SaslFault.NotHere, "not installed", "install it")]);

    public static byte[] Turn(ReadOnlySpan<byte> bytes) => [.. bytes.ToArray().Select(one => (byte)(one ^ 0x5a))];

    public ISaslContext Start(SaslRequest request)
    {
        Started.Add(request);
        Open++;
        return new Context(this, steps(request));
    }

    private sealed class Context(FakeSasl all, SaslStep[] steps) : ISaslContext
    {
        private int next;

        public bool CanSeal => all.CanSeal;

        public Task<SaslStep> StepAsync(byte[] incoming, CancellationToken cancellationToken)
        {
            if (!all.Blocks)
            {
                return Task.FromResult(steps[next++]);
            }

            var never = new TaskCompletionSource<SaslStep>();
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
