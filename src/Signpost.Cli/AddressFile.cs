using System.Collections.Immutable;
using System.Globalization;
using Signpost.Server.Configuration;

namespace Signpost.Cli;

/// <summary>Mailbox addresses in a file, one a line; empty lines and those that begin with # are passed over. <c>-</c> is standard input.</summary>
internal static class AddressFile
{
    /// <exception cref="UsageException">It can't be read, or a line of it is no address.</exception>
    public static ImmutableArray<MailboxAddress> Read(string path)
    {
        try
        {
            using var reader = path is "-" ? new StreamReader(Console.OpenStandardInput()) : new StreamReader(path);
            var addresses = ImmutableArray.CreateBuilder<MailboxAddress>();
            for (var n = 1; reader.ReadLine()?.Trim() is { } line; n++)
            {
                if (line is not "" && !line.StartsWith('#'))
                {
                    addresses.Add(Address(line, path, n));
                }
            }

            return addresses.ToImmutable();
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"--addresses: {path}: {FileWords.Of(failed)}");
        }
    }

    private static MailboxAddress Address(string line, string path, int n)
    {
        try
        {
            return AddressArgument.Read(line);
        }
        catch (UsageException wrong)
        {
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--addresses: {path}: line {n}: {wrong.Message}"));
        }
    }
}
