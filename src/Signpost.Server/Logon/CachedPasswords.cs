using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Signpost.Server.Mailboxes;

namespace Signpost.Server.Logon;

/// <summary>Remembers for a short time which passwords were right, so that the directory is not asked at each request, and for seconds which were wrong.</summary>
/// <remarks>
/// Neither user nor password is kept: only their HMAC, by a key that lives as long as the process. A phone that goes on offering an old password is
/// refused from memory, and its account is not locked by it. While the directory is away, a right password stays right until its time is over.
/// </remarks>
public sealed class CachedPasswords(IPasswordJudge judge, TimeSpan cacheFor, TimeProvider time) : IPasswordJudge, IAsyncDisposable
{
    private const int MostRight = 100_000;
    private const int MostWrong = 10_000;

    private static readonly TimeSpan WrongFor = TimeSpan.FromSeconds(10);

    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private readonly BoundedStore<PasswordHash, Memory> right = new(MostRight);
    private readonly BoundedStore<PasswordHash, Memory> wrong = new(MostWrong);
    private readonly SingleFlight<PasswordHash, LogonVerdict> flights = new();

    /// <inheritdoc/>
    public ValueTask<LogonVerdict> JudgeAsync(string user, Secret password, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(password);
        var hash = HashOf(user, password.Reveal());
        if (right.TryGet(hash, out var memory) && time.GetElapsedTime(memory.Since) < cacheFor)
        {
            return new ValueTask<LogonVerdict>(memory.Verdict);
        }

        if (wrong.TryGet(hash, out memory) && time.GetElapsedTime(memory.Since) < WrongFor)
        {
            return new ValueTask<LogonVerdict>(memory.Verdict);
        }

        var flight = flights.Of(hash, (Cache: this, User: user, Password: password), static (asked, question, cancelled) =>
            question.Cache.AskAsync(asked, question.User, question.Password, cancelled));
        return new ValueTask<LogonVerdict>(flight.WaitAsync(cancellationToken));
    }

    /// <summary>Calls off what is being asked, and waits for its end.</summary>
    public ValueTask DisposeAsync() => flights.DisposeAsync();

    private async Task<LogonVerdict> AskAsync(PasswordHash hash, string user, Secret password, CancellationToken cancellationToken)
    {
        var verdict = await judge.JudgeAsync(user, password, cancellationToken);
        switch (verdict)
        {
            case LogonVerdict.Accepted:
                right.Put(hash, new Memory(verdict, time.GetTimestamp()));
                wrong.Remove(hash);
                break;
            case LogonVerdict.Refused:
                wrong.Put(hash, new Memory(verdict, time.GetTimestamp()));
                right.Remove(hash);
                break;
        }

        return verdict;
    }

    // The length of the user in front, so that "a" with "bc" is not "ab" with "c".
    private PasswordHash HashOf(string user, string password)
    {
        var most = sizeof(int) + Encoding.UTF8.GetMaxByteCount(user.Length) + Encoding.UTF8.GetMaxByteCount(password.Length);
        byte[]? rented = null;
        Span<byte> text = most <= 512 ? stackalloc byte[512] : rented = ArrayPool<byte>.Shared.Rent(most);
        MemoryMarshal.Write(text, user.Length);
        var length = sizeof(int);
        length += Encoding.UTF8.GetBytes(user, text[length..]);
        length += Encoding.UTF8.GetBytes(password, text[length..]);
        PasswordHash hash = default;
        HMACSHA256.HashData(key, text[..length], MemoryMarshal.AsBytes(new Span<PasswordHash>(ref hash)));
        CryptographicOperations.ZeroMemory(text[..length]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return hash;
    }

    /// <summary>32 bytes that tell user and password from all others, and nothing of them.</summary>
    private readonly record struct PasswordHash(ulong First, ulong Second, ulong Third, ulong Fourth)
    {
        public override int GetHashCode() => First.GetHashCode();
    }

    private sealed record Memory(LogonVerdict Verdict, long Since);
}
