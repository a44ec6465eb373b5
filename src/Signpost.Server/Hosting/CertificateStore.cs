using System.Collections.Immutable;
using System.Net.Security;
using Signpost.Server.Configuration;

namespace Signpost.Server.Hosting;

/// <summary>The certificates of a CAS: the right one for the name a client asks for, read again when their files change.</summary>
/// <remarks>A file that can't be read leaves the certificate that was read before in its place.</remarks>
internal sealed class CertificateStore : IAsyncDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Action<string> complain;
    private readonly Action<CertificateConfiguration, ServerCertificate>? tell;
    private readonly ITimer looks;
    private ImmutableArray<CertificateConfiguration> from = [];
    private ImmutableArray<ServerCertificate> certificates = [];
    private string seen = "";

    private CertificateStore(Action<string> complain, Action<CertificateConfiguration, ServerCertificate>? tell, TimeProvider time)
    {
        (this.complain, this.tell) = (complain, tell);
        looks = time.CreateTimer(_ => LookAgain(), null, BetweenLooks, BetweenLooks);
    }

    /// <summary>The certificates in use.</summary>
    public ImmutableArray<ServerCertificate> Certificates => certificates;

    /// <summary>Reads the certificates; null, and why, where one can't be read.</summary>
    /// <param name="from">Where they are.</param>
    /// <param name="complain">Is told in a line of what can't be read later.</param>
    /// <param name="time">The clock.</param>
    /// <param name="why">What can't be read, and why.</param>
    /// <param name="tell">Is told of each certificate that has changed, and where it lies.</param>
    public static CertificateStore? Open(
        ImmutableArray<CertificateConfiguration> from, Action<string> complain, TimeProvider time, out string why, Action<CertificateConfiguration, ServerCertificate>? tell = null)
    {
        var store = new CertificateStore(complain, tell, time);
        if (store.Replace(from, out why))
        {
            return store;
        }

        store.looks.Dispose();
        return null;
    }

    /// <summary>Takes other files from now on; false, and why, where one can't be read: then nothing changes.</summary>
    public bool Replace(ImmutableArray<CertificateConfiguration> others, out string why)
    {
        lock (gate)
        {
            var look = Look(others);
            if (Read(others, out why) is not { } read)
            {
                return false;
            }

            // Those that were in use are left to handshakes that still have them.
            (from, certificates, seen) = (others, read, look);
            return true;
        }
    }

    /// <summary>What to show to a client that asks for a host; null where there is no certificate at all.</summary>
    public SslStreamCertificateContext? For(string? host)
    {
        var all = certificates;
        foreach (var one in all)
        {
            if (host is { Length: > 0 } && one.IsFor(host))
            {
                return one.Context;
            }
        }

        return all is [var first, ..] ? first.Context : null;
    }

    /// <summary>Whether a certificate is for a host.</summary>
    public bool IsFor(string host) => certificates.Any(one => one.IsFor(host));

    public ValueTask DisposeAsync() => looks.DisposeAsync();

    private void LookAgain()
    {
        lock (gate)
        {
            var look = Look(from);
            if (look == seen)
            {
                return;
            }

            seen = look;
            if (Read(from, out var why) is { } read)
            {
                var before = certificates;
                certificates = read;
                for (var i = 0; i < read.Length; i++)
                {
                    if (!read[i].Certificate.Equals(before[i].Certificate))
                    {
                        tell?.Invoke(from[i], read[i]);
                    }
                }
            }
            else
            {
                complain($"the certificate in use stays: {why}");
            }
        }
    }

    private static ImmutableArray<ServerCertificate>? Read(ImmutableArray<CertificateConfiguration> from, out string why)
    {
        why = "";
        var read = ImmutableArray.CreateBuilder<ServerCertificate>();
        foreach (var one in from)
        {
            if (ServerCertificate.Read(one, out why) is not { } certificate)
            {
                return null;
            }

            read.Add(certificate);
        }

        return read.ToImmutable();
    }

    private static string Look(ImmutableArray<CertificateConfiguration> from) => string.Join('|', from.SelectMany(ServerCertificate.FilesOf).Select(LookAt));

    // A renewal often leaves the length alone, and may replace a link: time and length of what it leads to.
    private static string LookAt(string path)
    {
        try
        {
            var file = File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
            return file.Exists ? $"{file.FullName} {file.LastWriteTimeUtc.Ticks} {file.Length}" : path;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return path;    // it is gone or out of reach, maybe for a moment only: who reads it says so
        }
    }
}
