using System.Diagnostics;
using System.Globalization;
using System.Text;
using Signpost.Oof;
using Signpost.Server.Mailboxes;
using Signpost.Server.Storage;

namespace Signpost.Conformance.Storage;

/// <summary>A program that writes to a store as fast as it can until it is killed. First it says what it finds, <c>MAILBOX is NUMBER</c>; then each write that was acknowledged, <c>MAILBOX NUMBER</c>.</summary>
internal sealed class OofWriter(string file, int life) : IAsyncDisposable
{
    public const string Command = "write-oof";
    public const int Mailboxes = 16;

    // Of one mailbox in one life: it must end even where nobody is left to kill it.
    private const int Most = 1000;

    private readonly Process process = Process.Start(new ProcessStartInfo(
        Environment.ProcessPath!, [.. Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? [typeof(OofWriter).Assembly.Location] : Array.Empty<string>(), Command, file, life.ToString(CultureInfo.InvariantCulture)])
    {
        RedirectStandardOutput = true,
    })!;

    /// <summary>What it says next; null where it is dead and all has been heard.</summary>
    public ValueTask<string?> HearAsync(CancellationToken cancellationToken) => process.StandardOutput.ReadLineAsync(cancellationToken);

    /// <summary>SIGKILL.</summary>
    public void Kill() => process.Kill();

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>Is it.</summary>
    public static async Task<int> RunAsync(string file, string life)
    {
        using var output = Console.OpenStandardOutput();
        await using var store = new SqliteOofStore(new SqliteFile(file, TimeSpan.FromSeconds(10)));
        await Task.WhenAll(Enumerable.Range(0, Mailboxes).Select(async mailbox =>
        {
            var number = await store.ReadAsync(KeyOf(mailbox), CancellationToken.None) is OofReading.Found { Kept: var kept } ? Checked(kept) : 0;
            Say($"{mailbox} is {number}\n");
            for (var more = 0; more < Most; more++)
            {
                number++;
                var settings = OofSettings.Never(DateTimeOffset.UnixEpoch) with { InternalReply = new OofReply(Text(number)), ExternalReply = new OofReply(Text(number)) };
                if (await store.ReplaceAsync(KeyOf(mailbox), settings, life, DateTimeOffset.UnixEpoch, CancellationToken.None) is OofWriting.Away { Why: var why })
                {
                    throw new InvalidOperationException(why);
                }

                Say($"{mailbox} {number}\n");
            }
        }));
        return 0;

        // One call to the system for one line: what is in the pipe survives who wrote it.
        void Say(FormattableString line)
        {
            lock (output)
            {
                output.Write(Encoding.ASCII.GetBytes(line.ToString(CultureInfo.InvariantCulture)));
            }
        }
    }

    // Half of a write would be two replies that differ, a text that was cut, or a count that does not fit.
    private static int Checked(KeptOof kept)
    {
        var number = (int)kept.Version;
        return kept.Settings.InternalReply!.Message == Text(number) && kept.Settings.ExternalReply!.Message == Text(number)
            ? number
            : throw new InvalidDataException($"version {number} is half there: {kept.Settings.InternalReply.Message[..20]} {kept.Settings.ExternalReply!.Message[..20]}");
    }

    private static OofKey KeyOf(int mailbox)
    {
        var address = MailboxAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"u{mailbox}@contoso.test"));
        return OofKey.Of(new Mailbox { PrimaryAddress = address, Addresses = [address] });
    }

    // Longer than a page of the file.
    private static string Text(int number) => string.Create(CultureInfo.InvariantCulture, $"{number} {new string((char)('a' + (number % 26)), 5000 + (number % 100))}");
}
